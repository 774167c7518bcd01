/** Does the work of one suite and sends its counts to the process that began it: `node scripts/work.js NAME`. */
import { asCommand } from './run.js';
import { suites } from './suites.js';

await asCommand(async () => {
  const { work } = suites.find(({ name }) => name === process.argv[2]);
  const counts = await work();
  process.send(counts);
  process.disconnect();
});
