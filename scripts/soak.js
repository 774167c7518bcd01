/**
 * Steps, edits and undos without end, in one session of engine.wasm: its memory must not grow. Prints what it was.
 *
 *   npm run soak [-- --rounds 100000]
 */
import { parseArgs } from 'node:util';
import { soak } from '../tests/wasm/soak.js';
import { build } from './build.js';
import { asCommand } from './run.js';

await asCommand(async () => {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '100000' } } });
  const rounds = Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error(`--rounds is ${values.rounds}. Give a whole number.`);
  await build();
  const { early, late } = await soak(rounds);
  console.log(
    `${rounds} rounds of a step, an edit and an undo: ${early} bytes of memory after a tenth, ${late} at the end.`,
  );
  if (late !== early) throw new Error('The memory of the engine grew.');
});
