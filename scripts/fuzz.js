/**
 * Looks for what breaks the engine, with libFuzzer under the address and undefined-behaviour sanitizers (tests/fuzz). Goes on
 * from what earlier runs found (build/fuzz/found) and from the corpus that `npm test` replays.
 *
 *   npm run fuzz [-- scene|calls] [--seconds 300]   both, one after the other, each for so long
 *   npm run fuzz -- --million                       a million calls of the boundary at random, without libFuzzer
 *   npm run fuzz -- --keep                          puts the few inputs that reach all that was reached into the corpus
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cmakeBuild } from './cmake.js';
import { ensure } from './ensure.js';
import { headline } from './report.js';
import { at } from './root.js';
import { asCommand, CommandError, run } from './run.js';
import { filesBelow } from './stamps.js';

const longest = 4096;
const longestKept = 600;
const schema = 'lessons/_shared/scene.schema.json';
const corpus = (name) => at('tests/fuzz/corpus', name);
const found = (name) => at('build/fuzz/found', name);

/** Every key, and every word that may stand behind one, that the schema knows: what libFuzzer tries to write. */
export function wordsOf(part) {
  if (Array.isArray(part)) return part.flatMap(wordsOf);
  if (typeof part !== 'object' || part === null) return [];
  const { properties = {}, enum: choices = [], const: only = [] } = part;
  const words = [...Object.keys(properties), ...[choices, only].flat()].filter((word) => typeof word === 'string');
  return [...new Set([...words, ...Object.values(part).flatMap(wordsOf)])];
}

/** Scenes of the lessons that are small enough to begin with. */
const begins = () =>
  filesBelow(['lessons']).filter(
    (file) => file.endsWith('.json') && file !== schema && statSync(at(file)).size < longest,
  );

const fuzzers = {
  scene: {
    args() {
      const dictionary = at('build/fuzz/scene.dict');
      const words = wordsOf(JSON.parse(readFileSync(at(schema), 'utf8')));
      writeFileSync(dictionary, words.map((word) => `"\\"${word}\\""\n`).join(''));
      for (const file of begins()) copyFileSync(at(file), at(found('scene'), file.replaceAll('/', '-')));
      return [`-dict=${dictionary}`];
    },
  },
  calls: { args: () => [] },
};

const program = (name) => at('build/fuzz', `fuzz_${name}`);
const sanitizers = { UBSAN_OPTIONS: 'print_stacktrace=1', ASAN_OPTIONS: 'detect_leaks=1:allocator_may_return_null=1' };

async function fuzz(name, seconds) {
  headline(`${name}: for ${seconds} seconds`);
  for (const folder of [found(name), at('build/fuzz/faults')]) mkdirSync(folder, { recursive: true });
  const args = [
    ...[`-max_total_time=${seconds}`, `-max_len=${longest}`, '-timeout=60', '-rss_limit_mb=3000'],
    ...['-print_final_stats=1', `-artifact_prefix=${at('build/fuzz/faults', name)}-`],
  ];
  const folders = [found(name), corpus(name)];
  await run(program(name), [...args, ...fuzzers[name].args(), ...folders], { show: true, env: sanitizers }).catch(
    (error) => {
      if (!(error instanceof CommandError)) throw error;
      throw new Error(
        `The input that broke it lies in build/fuzz/faults, named ${name}-… Put it into tests/fuzz/corpus/${name}, under a name that says what it is, and mend the fault: npm test replays it.`,
      );
    },
  );
}

/** Inputs that were named by hand stay; those that libFuzzer named are chosen anew. */
async function keep(name) {
  const before = readdirSync(corpus(name));
  const chosen = at('build/fuzz/chosen', name);
  rmSync(chosen, { recursive: true, force: true });
  mkdirSync(chosen, { recursive: true });
  await run(program(name), ['-set_cover_merge=1', `-max_len=${longestKept}`, chosen, corpus(name), found(name)], {
    env: sanitizers,
  });
  for (const file of before) if (/^[\da-f]{40}$/.test(file)) rmSync(at(corpus(name), file));
  for (const file of readdirSync(chosen)) copyFileSync(at(chosen, file), at(corpus(name), file));
  console.log(`  ${name}: ${readdirSync(corpus(name)).length} files, ${before.length} before.`);
}

async function million() {
  await ensure({ tests: true });
  const folder = await cmakeBuild('native-asan', 'native-asan');
  await run(at(folder, 'attend_tests'), ['[million]'], { show: true, env: sanitizers });
}

await asCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '300' },
      million: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  if (values.million) return million();
  const names = positionals.length > 0 ? positionals : Object.keys(fuzzers);
  const unknown = names.find((name) => !(name in fuzzers));
  if (unknown) throw new Error(`There is no fuzzer called ${unknown}. There are: ${Object.keys(fuzzers).join(', ')}.`);
  const seconds = Number(values.seconds);
  if (!(Number.isInteger(seconds) && seconds > 0))
    throw new Error(`--seconds is ${values.seconds}. Give a whole number.`);
  await ensure({ fuzz: true });
  await cmakeBuild('fuzz', 'fuzz');
  for (const name of names) await (values.keep ? keep(name) : fuzz(name, seconds));
});
