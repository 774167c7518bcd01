/** Child processes: shown as they go, or kept quiet with the output told only on failure. */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './root.js';

/** A command that ended with a code other than 0, with what it printed. */
export class CommandError extends Error {
  constructor(command, code, output) {
    super(`${command} ended with code ${code}`);
    this.name = 'CommandError';
    this.code = code;
    this.output = output;
  }
}

/**
 * Runs a command. Rejects with `CommandError` when it fails, and with a plain sentence when it cannot be started.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: object, cwd?: string, show?: boolean, limit?: number, onLine?: (line: string) => void }} options
 *   `show` lets the output through; else `onLine` gets each line of standard output. After `limit` milliseconds the
 *   command is ended with all it has started.
 * @returns {Promise<string>} what it printed, empty with `show`
 */
export function run(command, args, { env, cwd = root, show = false, limit, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      detached: limit !== undefined,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    if (limit !== undefined) endAfter(limit, child);
    let output = '';
    let rest = '';
    const take = (text) => {
      output += text;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (onLine) for (const line of lines) onLine(line);
    };
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', (error) => reject(new Error(`${command} cannot be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new CommandError([command, ...args].join(' '), code ?? signal, output));
    });
  });
}

/** A command with a limit leads a process group, so that what it started ends with it, also on Ctrl+C. */
function endAfter(milliseconds, child) {
  const end = () => child.pid && process.kill(-child.pid, 'SIGTERM');
  const interrupted = () => {
    end();
    process.exit(130);
  };
  const timer = setTimeout(end, milliseconds);
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  child.on('close', () => {
    clearTimeout(timer);
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  });
}

/** The full path of a command on PATH, or null. */
export function which(command) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder && isExecutable(join(folder, command))) return join(folder, command);
  }
  return null;
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Calls `main` and turns a failure into one clear message and exit code 1. */
export async function asCommand(main) {
  try {
    await main();
  } catch (error) {
    if (error instanceof CommandError && error.output) process.stderr.write(`${error.output.trimEnd()}\n`);
    process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

/** True when the module at `url` is the script that node was started with. */
export function isMain(url) {
  return process.argv[1] !== undefined && url === new URL(`file://${process.argv[1]}`).href;
}
