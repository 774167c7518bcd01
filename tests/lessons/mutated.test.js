/** Lessons broken at random: whatever an author mistypes, the check answers with files and lines, and never dies. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { readBibliography, readGlossary } from '../../web/lesson/compile/entries.js';
import { compileLesson } from '../../web/lesson/compile/lesson.js';
import { at, builtEngine, read, root } from './built.js';

const MUTATIONS = 6;

/** Whole numbers below `below`, from a seed (mulberry32). */
function drawn(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) % 2 ** 32) % below;
  };
}

/** What a hand may do to a file: lines lost, doubled, swapped; signs lost; a tag left open; quotes turned. */
const SLIPS = [
  (lines, pick) => lines.splice(pick(lines.length), 1),
  (lines, pick) => lines.splice(pick(lines.length), 0, lines[pick(lines.length)]),
  (lines, pick) => {
    const [a, b] = [pick(lines.length), pick(lines.length)];
    [lines[a], lines[b]] = [lines[b], lines[a]];
  },
  (lines, pick) => {
    const line = pick(lines.length);
    const place = pick(lines[line].length + 1);
    lines[line] = lines[line].slice(0, place) + lines[line].slice(place + 1 + pick(4));
  },
  (lines, pick) => {
    const tags = lines.flatMap((line, i) => (/^<\/?attend-/.test(line) ? [i] : []));
    if (tags.length) lines.splice(tags[pick(tags.length)], 1);
  },
  (lines, pick) => {
    const headings = lines.flatMap((line, i) => (/^#/.test(line) ? [i] : []));
    if (headings.length) lines.splice(headings[pick(headings.length)], 1);
  },
  (lines, pick) => {
    const line = pick(lines.length);
    lines[line] = lines[line].replace('"', '\u201d');
  },
  (lines, pick) => {
    const line = pick(lines.length);
    lines[line] = lines[line].replace(/="[^"]*"/, '=""');
  },
];

test('a lesson mutilated at random is refused with lines, or passes; the check never dies', async () => {
  const engine = await builtEngine();
  const told = [];
  const glossary = readGlossary(at('lessons', '_shared', 'glossary'), root, told);
  const bibliography = readBibliography(at('lessons', '_shared', 'bibliography'), root, told);
  const names = readdirSync(at('lessons')).filter((name) => /^\d+[147]-|^0[369]-/.test(name));
  const died = [];
  for (const [number, name] of names.entries()) {
    const source = read('lessons', name, 'lesson.md');
    for (let turn = 0; turn < MUTATIONS; turn += 1) {
      const pick = drawn(number * 1000 + turn);
      const lines = source.split('\n');
      for (let slips = 1 + pick(3); slips > 0; slips -= 1) SLIPS[pick(SLIPS.length)](lines, pick);
      const file = `lessons/${name}/lesson.md`;
      try {
        const { problems } = await compileLesson({
          file,
          folder: at('lessons', name),
          source: lines.join('\n'),
          engine,
          glossary,
          bibliography,
        });
        const bad = problems.find(
          (each) =>
            each.file !== file ||
            !(each.line >= 1 && each.line <= lines.length + 1) ||
            !each.message ||
            !each.mend ||
            /undefined|NaN/.test(each.message),
        );
        if (bad) died.push(`${name}, turn ${turn}: ${JSON.stringify(bad)}`);
      } catch (error) {
        died.push(`${name}, turn ${turn}: ${error.stack.split('\n').slice(0, 3).join(' ')}`);
      }
    }
  }
  assert.deepEqual(died, []);
});
