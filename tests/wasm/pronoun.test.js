/** What `npm run pronoun` measures is what docs/training.md says, and a head that is taken out there is one taken out by an edit. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';
import { keptApart, measured, pronoun, questions, right, row, SEEDS, STEPS, withoutHead } from './pronoun.js';

const { intervene, partsOf } = await loadTs('web/engine/interventions/parts.ts');
const engine = await loadEngine();
const textOf = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').replace(/<[^>]+>/g, '');
const rowsOf = (text) => text.split('\n').filter((line) => /^\| \d+ \| \d+ \| \d\.\d: /.test(line));
const page = textOf('docs/training.md');
const rows = rowsOf(page);

function trained(options) {
  const run = engine.train(options);
  run.advance(STEPS);
  const scene = run.sceneAt(STEPS);
  run.close();
  return scene;
}

describe('the pronoun', () => {
  test('the table has a row for every seed', () => {
    assert.deepEqual(
      rows.map((line) => Number(line.split('|')[1])),
      SEEDS,
    );
  });

  test('the lesson has the same table', () => {
    assert.deepEqual(rowsOf(textOf('lessons/27-a-pronoun-head/lesson.md')), rows);
  });

  for (const seed of [1, 9, 12])
    test(`seed ${seed}: the row is what is measured`, () => {
      assert.ok(rows.includes(`| ${row(seed, measured(engine, trained(pronoun(seed)), questions(engine)))} |`));
    });

  test('a head without its rows of the output matrix is a head that was edited to zeros', () => {
    const scene = { ...trained(pronoun(1)), tokens: questions(engine)[0].words };
    const session = engine.open(scene);
    const heads = partsOf(session).filter(({ kind }) => kind === 'head');
    assert.deepEqual(
      heads.map(({ path, number }) => [path.split('.')[1], number]),
      [0, 1].flatMap((layer) => [0, 1].map((head) => [String(layer), head])),
    );
    heads.forEach((head, n) => {
      intervene(engine, session, head, 'zeros');
      const other = engine.open(withoutHead(scene, Math.floor(n / 2), n % 2));
      const [edited, cut] = [session, other].map((one) => one.tensor('probabilities', { ahead: true }).data);
      assert.ok(edited.every((value, i) => Math.abs(value - cut[i]) < 1e-5));
      session.undo();
      other.close();
    });
    session.close();
  });

  for (const pair of ['sleeping girl', 'sleeping girls'])
    test(`without "${pair}" in training`, () => {
      const { training, asked } = keptApart(engine, 1, pair);
      assert.ok(training.data.sequences.every((words) => !`${words.join(' ')} `.includes(` ${pair} `)));
      const [, counts] = page.match(new RegExp(`\\\`${pair}\\\` \\| ([\\d, ]+) \\|`));
      assert.equal(right(engine, trained(training), asked), Number(counts.split(', ')[0]));
    });
});
