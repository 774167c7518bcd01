/**
 * Mends what is only form: clang-format on C++, Biome on the rest. Paths may be named; else everything.
 *
 *   npm run format [-- web/site]
 */
import { cppFiles } from './lint.js';
import { at } from './root.js';
import { asCommand, run } from './run.js';

await asCommand(async () => {
  const paths = process.argv.slice(2);
  const chosen = cppFiles().filter((file) => paths.length === 0 || paths.some((path) => file.startsWith(path)));
  if (chosen.length > 0) await run('clang-format', ['-i', ...chosen], { show: true });
  const biome = at('node_modules/.bin/biome');
  await run(biome, ['check', '--write', ...(paths.length > 0 ? paths : ['.'])], { show: true });
});
