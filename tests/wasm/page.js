/** Runs every case in the page and leaves what came of it in `window.caseResults`: a list of `{ name, error }`. */
import { loadEngine } from '../../dist/package/index.js';
import { assert, cases, loadWithMemory } from './cases.js';

const read = async (path) => (await fetch(new URL(`../../${path}`, import.meta.url))).json();

async function resultOf(run, engine, context) {
  try {
    await run(engine, assert, context);
    return null;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

const results = [];
try {
  const { engine, memory } = await loadWithMemory(loadEngine);
  for (const { name, run } of cases) results.push({ name, error: await resultOf(run, engine, { read, memory }) });
} catch (error) {
  results.push({ name: 'loading the engine', error: String(error?.message ?? error) });
}
window.caseResults = results;
