/** A virtual screen for browsers without a headless mode. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { which } from './run.js';

/**
 * Starts one where there is no screen, and names it in the environment.
 * @returns {Promise<() => void>} ends it
 */
export async function openScreen() {
  const command = process.env.DISPLAY ? null : which('Xvfb');
  if (!command) return () => {};
  const server = spawn(command, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const close = () => server.kill();
  process.on('exit', close);
  const [number] = await once(server.stdio[3].setEncoding('utf8'), 'data');
  process.env.DISPLAY = `:${number.trim()}`;
  return close;
}
