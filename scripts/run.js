/** Child processes: shown as they go, or kept quiet with the output told only on failure. */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './root.js';

/** A command that ended with a code other than 0, with what it printed. */
export class CommandError extends Error {
  /** @param {boolean} [hung] it was ended because it said nothing any more */
  constructor(command, code, output, hung = false) {
    super(`${command} ${hung ? 'said nothing any more and was ended' : `ended with code ${code}`}`);
    this.name = 'CommandError';
    this.code = code;
    this.output = output;
    this.hung = hung;
  }
}

/** How long a command that was told to end may take to close what it opened. */
const farewell = 10_000;

/**
 * Runs a command. Rejects with `CommandError` when it fails, and with a plain sentence when it cannot be started.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: object, cwd?: string, show?: boolean, silence?: number, onLine?: (line: string) => void,
 *   onMessage?: (message: object) => void }} options `show` lets the output through; else `onLine` gets each line of
 *   standard output. After `silence` milliseconds without any output the command counts as hanging: it is ended with all
 *   it has started. `onMessage` gets what a node script sends with `process.send`.
 * @returns {Promise<string>} what it printed, empty with `show`
 */
export function run(command, args, { env, cwd = root, show = false, silence, onLine, onMessage } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      detached: silence !== undefined,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe', ...(onMessage ? ['ipc'] : [])],
    });
    const hung = silence === undefined ? () => false : watch(child, silence);
    if (onMessage) child.on('message', onMessage);
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
      else reject(new CommandError([command, ...args].join(' '), code ?? signal, output, hung()));
    });
  });
}

/** Commands that are watched lead process groups, so that what they started ends with them. */
const watched = new Set();

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function interrupted() {
  for (const child of watched) signal(child, 'SIGTERM');
  process.exit(130);
}

/**
 * Ends a command that has been silent for too long: asked first, so that it closes its browsers, then made to.
 * @returns {() => boolean} whether that was so
 */
function watch(child, silence) {
  if (watched.size === 0) process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  watched.add(child);
  let hung = false;
  let timer;
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      hung = true;
      signal(child, 'SIGTERM');
      timer = setTimeout(() => signal(child, 'SIGKILL'), farewell);
    }, silence);
  };
  listen();
  for (const stream of [child.stdout, child.stderr]) stream.on('data', () => hung || listen());
  child.on('close', () => {
    clearTimeout(timer);
    watched.delete(child);
    if (watched.size === 0) process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  });
  return () => hung;
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

/** Calls `main` and turns a failure into one clear message and the error's `exitCode`, or 1. */
export async function asCommand(main) {
  try {
    await main();
  } catch (error) {
    if (error instanceof CommandError && error.output) process.stderr.write(`${error.output.trimEnd()}\n`);
    process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
    process.exitCode = error?.exitCode ?? 1;
  }
}

/** True when the module at `url` is the script that node was started with. */
export function isMain(url) {
  return process.argv[1] !== undefined && url === new URL(`file://${process.argv[1]}`).href;
}
