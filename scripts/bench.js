/**
 * Runs the measurements of tests/bench one after another; each prints its own figures.
 *
 *   npm run bench [-- name]
 */
import { build } from './build.js';
import { ensure } from './ensure.js';
import { headline } from './report.js';
import { at } from './root.js';
import { asCommand, run } from './run.js';
import { filesBelow } from './stamps.js';

await asCommand(async () => {
  const [only] = process.argv.slice(2);
  const all = filesBelow(['tests/bench']).filter((file) => file.endsWith('.bench.js'));
  const chosen = all.filter((file) => !only || file.includes(only));
  if (chosen.length === 0) throw new Error(`No such measurement: ${only}. There are: ${all.join(', ')}.`);
  await ensure();
  await build();
  for (const file of chosen) {
    headline(file);
    await run(process.execPath, [at(file)], { show: true });
  }
});
