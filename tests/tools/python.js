/** Python for scripts that are taken away: reading PyTorch takes two seconds, so it is read once for all scripts of a file. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { at } from '../../scripts/root.js';

export const python = '/usr/bin/python3';

/**
 * Starts Python, until the tests of the file are over.
 * @param {string[]} modules that the scripts import
 * @returns {Promise<{ missing: (module: string) => string | false, run: (script: string, ...args: string[]) => Promise<string> }>}
 *   why a test is skipped that needs the module; and what a script printed. It rejects with what Python said where the script failed.
 */
export async function scriptRunner(...modules) {
  const server = spawn(python, [at('tests/tools/run_scripts.py'), ...modules], { stdio: ['pipe', 'pipe', 'inherit'] });
  after(() => server.stdin.end());
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await lines.next()).value);
  const there = await answer();
  const missing = (module) => (there.includes(module) ? false : `${python} has no ${module}`);
  const run = async (script, ...args) => {
    server.stdin.write(`${JSON.stringify({ script, args })}\n`);
    const { status, stdout, stderr } = await answer();
    if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stderr}`);
    return stdout;
  };
  return { missing, run };
}
