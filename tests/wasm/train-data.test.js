/** What training learns from, and what it refuses. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { begin, engine, refused, scene, sequences } from './train-support.js';

describe('tasks', () => {
  const rules = {
    copy: (words) => assert.deepEqual(words.slice(3), words.slice(0, 3)),
    reverse: (words) => assert.deepEqual(words.slice(3), words.slice(0, 3).reverse()),
    sort: (words) => assert.deepEqual(words.slice(3), words.slice(0, 3).sort()),
    induction: (words, targets) => {
      const first = targets.findIndex((word) => word !== null);
      assert.deepEqual(words.slice(first), words.slice(0, words.length - first));
    },
  };
  for (const [task, rule] of Object.entries(rules)) {
    test(task, () => {
      const run = begin({ data: { task, seed: 4 }, batch: 50 });
      const { sequences: all, targets } = run.batch(3);
      assert.equal(all.length, 50);
      assert.ok(new Set(all.map(String)).size > 20, 'they differ');
      all.forEach((words, n) => {
        rule(words, targets[n]);
        assert.ok(targets[n].every((word, t) => word === null || word === words[t + 1]));
        assert.ok(targets[n].some((word) => word !== null));
      });
      assert.notDeepEqual(run.batch(4), run.batch(3));
      run.close();
    });
  }

  test('add, with its own words where the scene has none', () => {
    const { vocabulary, tokens, ...rest } = scene();
    const run = begin({ scene: rest, data: { task: 'add', length: 12 }, batch: 50 });
    for (const words of run.batch().sequences) {
      const [a, b, sum] = words.join('').split(/[+=]/).map(Number);
      assert.equal(sum, a + b);
    }
    assert.equal(run.sceneAt().tokens.length, 12);
    engine.open(run.sceneAt()).close();
    run.close();
  });

  test('grammar: the pronoun fits one of two nouns, and its verb is what that one is doing', () => {
    const { vocabulary, tokens, ...rest } = scene();
    const run = begin({ scene: rest, data: { task: 'grammar' }, batch: 400 });
    const { sequences: all } = run.batch();
    const meant = all.map((words) => {
      const sentence = words.filter((word) => word !== 'now');
      const [, doing, noun, , , otherDoing, other, , , pronoun, verb] = sentence;
      const fits = (one) => (one.endsWith('s') ? 'they' : { boy: 'he', girl: 'she', dog: 'it' }[one]);
      const says = (what, one) => what.replace(/n?ing$/, '') + (one.endsWith('s') ? '' : 's');
      assert.equal(sentence.length, 12);
      assert.notEqual(fits(noun), fits(other));
      assert.notEqual(doing, otherDoing);
      const first = pronoun === fits(noun);
      assert.equal(pronoun, fits(first ? noun : other), words.join(' '));
      assert.equal(verb, first ? says(doing, noun) : says(otherDoing, other), words.join(' '));
      return first;
    });
    const share = meant.filter(Boolean).length / meant.length;
    assert.ok(0.4 < share && share < 0.6, `the first noun is meant in ${share}`);
    assert.deepEqual([...new Set(all.map((words) => words.indexOf('now')))].sort(), [0, 7, 8]);
    run.close();
  });

  test('where every token sees all others, the answer stands in the place of the question', () => {
    const run = begin({ scene: scene({ kind: 'encoder' }), data: { task: 'reverse' } });
    const { sequences: all, targets } = run.batch();
    assert.deepEqual(
      targets,
      all.map((words) => [...words].reverse()),
    );
    run.close();
  });

  test('what is held out is never learned from', () => {
    const held_out = [[...'fedcba']];
    const run = begin({ data: { sequences, held_out } });
    run.advance(60);
    assert.ok(run.losses.at(-1) < 0.5, `${run.losses.at(-1)}`);
    assert.ok(run.heldOut.at(-1).loss > run.heldOut[0].loss / 2);
    run.close();
  });
});

describe('what training refuses, in a sentence that says how to mend it', () => {
  const wrong = [
    [{ optimizer: { kind: 'adam', rate: 0 } }, /optimizer\.rate.*finite number above 0.*it is 0/],
    [{ optimizer: { kind: 'adam', rate: 'abc' } }, /optimizer\.rate.*finite number above 0.*"abc"/],
    [{ optimizer: { kind: 'adam', rate: Number.NaN } }, /optimizer\.rate/],
    [{ optimizer: { kind: 'adam' } }, /optimizer\.rate.*missing/],
    [{ optimizer: { kind: 'adm', rate: 1 } }, /optimizer\.kind.*sgd, adam/],
    [{ optimizer: { kind: 'adam', rate: 1, betas: [0.9, 1] } }, /betas/],
    [{ optimizer: { kind: 'sgd', rate: 1, decay: -1 } }, /decay.*0 or above/],
    [{ batch: 5 }, /"batch" is 5, but there are only 4 sequences/],
    [{ batch: 0 }, /batch.*from 1/],
    [{ batch: 'some' }, /batch.*"some"/],
    [{ batch: 'all', data: { task: 'copy' } }, /task makes sequences without end/],
    [{ data: { sequences: [['a', 'b'], ['a']] } }, /same length.*first has 2 words and number 2 has 1/],
    [{ data: { sequences: [['a', 'x']] } }, /sequences" holds "x", which is not in the vocabulary/],
    [
      { data: { sequences: [['a', 'b']], targets: [['a', 'y']] } },
      /targets" holds "y", which is not in the vocabulary/,
    ],
    [{ data: { sequences: [['a', 'b']], targets: [['a']] } }, /targets.*each of its 2 places/],
    [{ data: { sequences: [] } }, /sequences.*1 to/],
    [{ data: { sequences: 'abc' } }, /sequences.*list/],
    [{ data: { sequences: [['a']] } }, /none after it/],
    [{ data: {} }, /either "sequences".*or a "task"/],
    [{ data: { task: 'sing' } }, /task.*copy, reverse, sort/],
    [{ data: { task: 'add' } }, /needs the word "0"/],
    [{ keep: 0 }, /keep.*from 1/],
    [{ rate: 1 }, /"rate" is not a key that a training knows/],
    [{ scene: scene({ unembed: false }) }, /unembed/],
    [{ scene: { ...scene({ kind: 'encoder-decoder' }), memory: ['a'] } }, /memory/],
    [{ scene: scene({ width: 4096, layers: 8 }) }, /too large.*MB.*smaller/],
    [{ data: { sequences, targets: sequences.map((words) => words.map(() => null)) } }, /null throughout/],
  ];
  for (const [options, message] of wrong) {
    test(String(message), () => {
      const error = refused(() => begin(options));
      assert.equal(error.code, 'training', error.message);
      assert.match(error.message, message);
      assert.match(error.message, /\.$/);
    });
  }

  test('the scene itself is refused as by open', () => {
    assert.equal(refused(() => begin({ scene: { ...scene(), weights: {} } })).code, 'scene');
  });

  test('a loss that runs away stops it, with its weights before that step', () => {
    const run = begin({ optimizer: { kind: 'sgd', rate: 1e6 } });
    const error = refused(() => run.advance(50));
    assert.match(error.message, /the loss (ran away|is no number).*smaller rate/);
    assert.equal(run.stopped, error.message);
    assert.ok(run.steps < 50);
    assert.equal(refused(() => run.advance(1)).message, error.message);
    assert.ok(Object.values(run.weights(run.steps)).every(({ data }) => data.every(Number.isFinite)));
    run.close();
  });

  test('steps that are still to come, and what was closed', () => {
    const run = begin();
    assert.match(refused(() => run.weights(1)).message, /no step 1 yet: 0 were taken/);
    assert.match(refused(() => run.weights(-1)).message, /whole number/);
    assert.match(refused(() => run.advance(1.5)).message, /whole number/);
    run.close();
    assert.equal(refused(() => run.advance(1)).code, 'closed');
  });
});

describe('a text of your own', () => {
  const text = 'the cat sat on the mat. The dog sat on the rug, and the cat saw the dog.';
  const { vocabulary, ...open } = scene();
  const run = (data) => begin({ scene: open, data });

  test('by words: every run of them is a sequence, and the end is held out', () => {
    const learned = run({ text: `${text} ${text} ${text}` });
    const { sequences } = learned.batch(0);
    assert.equal(sequences[0].length, 6);
    assert.ok(sequences.some((words) => words.join(' ') === 'the cat sat on the mat'));
    assert.ok(sequences.some((words) => words.join(' ') === 'cat sat on the mat .'));
    learned.advance(9);
    assert.ok(learned.losses.at(-1) < learned.losses[0]);
    assert.ok(learned.heldOut.length > 0);
    learned.close();
  });

  test('by characters, of a length of its own; a space is seen', () => {
    const learned = run({ text, by: 'characters', length: 4 });
    const { sequences } = learned.batch(0);
    assert.ok(sequences.some((letters) => letters.join('') === 't␣sa'));
    learned.close();
  });

  test('one that is too short, cut in another way, or no text is refused', () => {
    assert.match(refused(() => run({ text: 'too short' })).message, /has 2 words.*takes 6/);
    assert.match(refused(() => run({ text, by: 'letters' })).message, /"words" or "characters"/);
    assert.match(refused(() => run({ text: 5 })).message, /in quotes/);
    assert.match(refused(() => begin({ data: { text } })).message, /not in the vocabulary/);
  });
});
