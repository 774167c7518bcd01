/**
 * Runs every lesson and scene through the real engine: paths, tags, values, sources, exercises, shape.
 *
 *   npm run check
 */
import { build } from './build.js';
import { ensure } from './ensure.js';
import { loadBuiltEngine } from './generate.js';
import { headline } from './report.js';
import { root } from './root.js';
import { asCommand, isMain } from './run.js';

/** @returns {Promise<{ passed: number, failed: number }>} passed is 1 when nothing was found */
export async function check() {
  const { checkLessons } = await import('../web/lesson/check.js');
  const found = await checkLessons({ root, engine: await loadBuiltEngine(), shape: true });
  for (const { file, line, message } of found) console.log(`  ${file}:${line} ${message}`);
  if (found.length === 0) console.log('  Every lesson and scene holds.');
  return { passed: found.length === 0 ? 1 : 0, failed: found.length };
}

if (isMain(import.meta.url)) {
  await asCommand(async () => {
    await ensure();
    await build();
    headline('Lessons');
    const { failed } = await check();
    if (failed > 0) throw new Error(`${failed} found.`);
  });
}
