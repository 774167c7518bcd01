#!/usr/bin/env node
/**
 * The command line: `attend COMMAND …`. One file a command in commands/; help, options and what is told about wrong use
 * come from what the files say of themselves.
 *
 * Exit codes: 0 all is well; 1 something was found or failed; 2 the command was not understood.
 */
import { parseArgs } from 'node:util';
import { build } from './commands/build.js';
import { check } from './commands/check.js';
import { compare } from './commands/compare.js';
import { expand } from './commands/expand.js';
import { newLesson } from './commands/new-lesson.js';
import { questions } from './commands/questions.js';
import { scorm } from './commands/scorm.js';
import { serve } from './commands/serve.js';
import { singleFile } from './commands/single-file.js';
import { trace } from './commands/trace.js';
import { version } from './home.js';
import { Usage } from './usage.js';

/**
 * @typedef {{ name: string, about: string, takes: string[], options: Record<string, { type: 'string' | 'boolean', default?: string | boolean, about: string, value?: string }>,
 *   run: (values: object, positionals: string[]) => Promise<boolean> }} Command `run` tells whether all was well
 */

/** @type {Command[]} */
const commands = [newLesson, serve, check, build, singleFile, scorm, trace, expand, questions, compare];

const width = 22;
const lineOf = (left, about) =>
  `  ${left.padEnd(width)}${left.length >= width ? `\n  ${' '.repeat(width)}` : ''}${about}`;

function help() {
  return [
    'Attend: transformer attention, step by step, in courses.',
    '',
    'Usage: attend COMMAND …',
    '',
    ...commands.map(({ name, takes, about }) => lineOf([name, ...takes].join(' '), about)),
    '',
    'attend COMMAND --help shows its options. attend --version shows the version.',
  ].join('\n');
}

function helpOf({ name, about, takes, options }) {
  const rows = Object.entries(options).map(([key, { value, about: what, default: usual }]) =>
    lineOf(`--${key}${value ? ` ${value}` : ''}`, usual === undefined ? what : `${what} [${usual}]`),
  );
  return [`attend ${[name, ...takes].join(' ')}`, '', `  ${about}`, '', ...rows].join('\n').trimEnd();
}

async function main(argv) {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(help());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    console.log(version());
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (!command)
    throw new Usage(`There is no command "${name}". The commands are: ${commands.map((one) => one.name).join(', ')}.`);
  const { values, positionals } = read(command, rest);
  if (values.help) {
    console.log(helpOf(command));
    return 0;
  }
  const wanted = command.takes.filter((one) => one.startsWith('<')).length;
  if (positionals.length < wanted || positionals.length > command.takes.length) {
    throw new Usage(
      `${name} takes ${command.takes.join(' ') || 'nothing'}, but got ${positionals.length} words.`,
      command,
    );
  }
  return (await command.run(values, positionals)) ? 0 : 1;
}

function read(command, args) {
  const options = { help: { type: 'boolean', short: 'h' } };
  for (const [key, { type, default: usual }] of Object.entries(command.options))
    options[key] = { type, default: usual };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Usage(error.message, command);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  if (error instanceof Usage) console.error(`\n${error.command ? helpOf(error.command) : help()}`);
  process.exitCode = error instanceof Usage ? 2 : 1;
}
