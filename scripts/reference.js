/**
 * Makes the fixtures of tests/reference again with PyTorch. They are committed; run this when a case is added.
 *
 *   npm run reference
 */
import { ensure } from './ensure.js';
import { pythonPath } from './needs.js';
import { at } from './root.js';
import { asCommand, run } from './run.js';

await asCommand(async () => {
  await ensure({ tests: true });
  await run(pythonPath(), [at('tests/reference/make_reference.py'), ...process.argv.slice(2)], { show: true });
});
