/** The flat front matter of a lesson: `key: value` lines between two lines of three dashes. */
import { didYouMean } from '../judge/problems.js';

const KEYS = ['title', 'summary', 'minutes', 'needs', 'scene', 'calculations', 'concepts', 'sources'];
const REQUIRED = ['title', 'summary', 'minutes', 'scene'];
const EXTRA_SCENE = /^scene\.([a-z][a-z0-9-]*)$/;
const HOW = `The keys are ${KEYS.join(', ')}, and scene.NAME for further scenes.`;

/**
 * @param {string} source the whole file
 * @param {import('../judge/problems.js').Problems} problems
 * @returns {{ meta: Record<string, string>, lineOf: Record<string, number>, scenes: Map<string, string>, body: string, bodyLine: number }}
 *   `scenes` maps the name of a scene (`main` for the first) to its file; `bodyLine` is the number of lines before `body`
 */
export function readFrontMatter(source, problems) {
  const lines = source.split('\n');
  const end = lines[0]?.trim() === '---' ? lines.findIndex((line, i) => i > 0 && line.trim() === '---') : -1;
  const entries = { meta: Object.create(null), lineOf: Object.create(null), scenes: new Map() };
  if (end < 0) {
    const begun = lines[0]?.trim() === '---';
    problems.add(
      1,
      'front-matter',
      begun ? 'The front matter does not end; nothing after it was read.' : 'The lesson has no front matter.',
      begun
        ? 'close it with a line "---" after its last key.'
        : `begin with a line "---", then "key: value" lines, then "---". ${HOW}`,
    );
    if (begun) return { ...entries, body: '', bodyLine: 0, broken: true };
    return { ...entries, body: source, bodyLine: 0 };
  }
  for (let i = 1; i < end; i++) readEntry(lines[i], i + 1, entries, problems);
  for (const key of REQUIRED) {
    if (!(key in entries.meta))
      problems.add(1, 'front-matter', `The front matter has no ${key}.`, `add a line "${key}: …".`);
  }
  checkMinutes(entries, problems);
  return { ...entries, body: lines.slice(end + 1).join('\n'), bodyLine: end + 1 };
}

function readEntry(line, number, { meta, lineOf, scenes }, problems) {
  if (line.trim() === '') return;
  const [, key, value] = line.match(/^([A-Za-z][\w.-]*):\s*(.*?)\s*$/) ?? [];
  if (!key) {
    problems.add(
      number,
      'front-matter',
      `"${line.trim()}" is not of the form "key: value".`,
      'write one key, a colon and its value on one line.',
    );
    return;
  }
  const extra = key.match(EXTRA_SCENE)?.[1];
  if (!extra && !KEYS.includes(key)) {
    problems.add(
      number,
      'front-matter',
      `The front matter has an unknown key "${key}".`,
      `${didYouMean(key, KEYS)}${HOW}`,
    );
  } else if (key in meta) {
    problems.add(
      number,
      'front-matter',
      `The key "${key}" appears twice.`,
      `keep one; the first is on line ${lineOf[key]}.`,
    );
  } else if (value === '') {
    problems.add(
      number,
      'front-matter',
      `The key "${key}" has no value.`,
      'write the value after the colon, or remove the line.',
    );
  } else {
    meta[key] = value;
    lineOf[key] = number;
    if (key === 'scene') scenes.set('main', value);
    if (extra) scenes.set(extra, value);
  }
}

function checkMinutes({ meta, lineOf }, problems) {
  if (meta.minutes === undefined || /^[1-9]\d*$/.test(meta.minutes)) return;
  problems.add(
    lineOf.minutes,
    'front-matter',
    `minutes is "${meta.minutes}".`,
    'give a whole number of minutes, for instance "minutes: 12".',
  );
}
