/** Own sentences and changed models: tokens, rebuilt scenes, and what is carried from one session to the next. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadEngine, rebuildScene, tokenize } from '../../dist/package/index.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';
import { allTensors, random, sameData, scene, withSession } from './support.js';

const engine = await loadEngine();
const { modelKeys } = await loadTs('web/engine/scene/scene-keys.ts');
const root = new URL('../../', import.meta.url);
const readScene = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const hacker = readScene('lessons/07-hacker/hacker.json');

const tokens = (text) => tokenize(text).tokens;

test('a sentence becomes words and punctuation', () => {
  assert.deepEqual(tokens('The hacker didn’t stop.'), ['The', 'hacker', 'didn’t', 'stop', '.']);
  assert.deepEqual(tokens("it didn't stop"), ['it', "didn't", 'stop']);
  assert.deepEqual(tokens("rock 'n' roll"), ['rock', "'", 'n', "'", 'roll']);
  assert.deepEqual(tokens('fire-wall,3.14!?'), ['fire', '-', 'wall', ',', '3', '.', '14', '!', '?']);
  assert.deepEqual(tokens('Größe\t猫  नमस्ते\nעִבְרִית'), ['Größe', '猫', 'नमस्ते', 'עִבְרִית']);
  assert.deepEqual(tokens('👩‍💻 👍🏽 ❤️'), ['👩‍💻', '👍🏽', '❤️'], 'an emoji is one sign');
  assert.deepEqual(tokens('e\u0301te\u0301'), ['\u00e9t\u00e9'], 'however an accent was typed');
  assert.deepEqual(tokens('a\u200bb\u0000c'), ['a', 'b', 'c'], 'what cannot be seen separates');
});

test('what is seen as one character is never cut', () => {
  assert.deepEqual(tokens('🇩🇪🇫🇷🇮🇳'), ['🇩🇪', '🇫🇷', '🇮🇳'], 'flags side by side');
  assert.deepEqual(tokens('go 🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿!'), ['go', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '!'], 'flags with tags');
  assert.deepEqual(tokens('1️⃣2️⃣ ℹ️'), ['1️⃣', '2️⃣', 'ℹ️'], 'keycaps and pictured letters');
  assert.deepEqual(tokens('👨‍👩‍👧‍👦👩🏽‍🚀❤️‍🔥'), ['👨‍👩‍👧‍👦', '👩🏽‍🚀', '❤️‍🔥'], 'families, skins and joined emoji');
  assert.deepEqual(tokens('நிலம் கொடு क्षत्रिय'), ['நிலம்', 'கொடு', 'क्षत्रिय'], 'letters with vowel signs');
  assert.deepEqual(tokens('می\u200cخواهم'), ['می\u200cخواهم'], 'a joiner inside a word');
  assert.deepEqual(tokens('a\u200d b👍\u200d'), ['a', 'b', '👍'], 'a joiner that joins nothing');
  assert.deepEqual(tokens('각각'), ['각각'], 'Hangul written in parts');
});

test('text without spaces is cut into the words of the dictionary, or into characters', () => {
  const chosen = (text, cut) => tokenize(text, cut).tokens;
  assert.deepEqual(tokens('我喜欢猫。'), ['我', '喜欢', '猫', '。']);
  assert.deepEqual(chosen('我喜欢猫。', 'characters'), ['我', '喜', '欢', '猫', '。']);
  assert.equal(tokens('東京へ行く').join('|'), '東京|へ|行く');
  assert.deepEqual(tokens('ฉันรักแมว'), ['ฉัน', 'รัก', 'แมว']);
  assert.deepEqual(chosen('ฉันรัก', 'characters'), ['ฉั', 'น', 'รั', 'ก'], 'a vowel sign stays with its letter');
  assert.deepEqual(tokens('my iPhone手机 works'), ['my', 'iPhone', '手机', 'works']);
  assert.deepEqual(chosen('my iPhone手机', 'characters'), ['my', 'iPhone', '手', '机']);
  assert.deepEqual(chosen("it didn't stop", 'characters'), ['it', "didn't", 'stop'], 'words with spaces stay words');
  assert.deepEqual(tokens('שלום עולם'), ['שלום', 'עולם']);
  for (const text of ['我喜欢猫', 'タワー', 'ฉัน']) assert.equal(tokenize(text).spaceless, true, text);
  for (const text of ['cat', 'שלום', '한국어', '。!', '']) assert.equal(tokenize(text).spaceless, false, text);
});

test('a sentence that cannot be used says why, and still shows its tokens', () => {
  assert.equal(tokenize('').problem, 'empty');
  assert.equal(tokenize(' \n\u200b ').problem, 'empty');
  assert.equal(tokenize('a '.repeat(64)).problem, null);
  assert.equal(tokenize('a '.repeat(65)).problem, 'long');
  assert.equal(tokens('a '.repeat(65)).length, 65);
  assert.equal(tokenize('x'.repeat(40)).problem, null);
  assert.equal(tokenize(`two ${'x'.repeat(41)}`).problem, 'word');
});

test('tokens of anything typed are seen, without spaces, and cut the same again', () => {
  const { below } = random(5);
  const letters = ['a', 'é', '猫', ' ', '\n', "'", '’', '.', '-', '👍', '\u200d', '\u0301', '7', '\ud800', '\u202e'];
  for (let run = 0; run < 300; run += 1) {
    const text = Array.from({ length: below(30) }, () => letters[below(letters.length)]).join('');
    for (const token of tokens(text)) assert.match(token, /^[^\s\p{Cc}\p{Cs}]+$/u, JSON.stringify(text));
    assert.deepEqual(tokens(tokens(text).join(' ')), tokens(text), JSON.stringify(text));
  }
});

/** Every row of a table of embeddings by its word. */
function vectors(session) {
  const rows = new Map();
  for (const [path, { shape, data }] of allTensors(session)) {
    if (!path.endsWith('embed.table')) continue;
    for (const [row, word] of session.scene.vocabulary.entries())
      rows.set(`${path}/${word}`, data.slice(row * shape[1], (row + 1) * shape[1]));
  }
  return rows;
}

const words = ['the', 'cat', 'sat', 'on', 'a', 'mat', ',', 'firewall'];

function sentence({ below, pick }) {
  return Array.from({ length: 1 + below(9) }, () => pick(words));
}

/** Sizes that quickly run, and what a row of the table of keys allows besides. */
const drawn = {
  choice: (dice, { choices }) => dice.pick(choices),
  whole: (dice, { least, never_zero: some }) => Math.max(least, some.length > 0 ? 1 : 0) + dice.below(3),
  positive: (dice, { default: initial, most = 2 }) => dice.pick([initial, 0.5, most]),
  flag: (dice) => dice.below(2) === 1,
  places: (dice, _key, T) => [dice.below(T)],
  cells: (dice, _key, T) => Array.from({ length: T }, () => Array.from({ length: T }, () => dice.below(2))),
  group: (dice, { keys }, T) => {
    const kinds = keys.find(({ name }) => name === 'kind')?.choices ?? [''];
    const kind = dice.pick(kinds);
    const used = keys.filter(({ name, used_by: users = [] }) => name !== 'kind' && (!users[0] || users.includes(kind)));
    const members = used.map((key) => [key.name, drawn[key.type](dice, key, T)]);
    return Object.fromEntries(kind ? [['kind', kind], ...members] : members);
  },
};

/** Values for which heads and width go together. */
const fitting = { heads: [1, 2, 4], kv_heads: [1], width: [4, 8, 12] };

/** Experts are plain, and a token goes to no more than there are. */
function plainExperts({ experts, top, ...rest }) {
  const most = rest.activation.endsWith('glu') ? 1 : experts;
  return { ...rest, experts: most, top: Math.min(top, most) };
}

/** One thing a reader may change. */
function randomChange(dice, T) {
  const words = [{ tokens: sentence(dice) }, { memory: dice.pick([[], sentence(dice)]) }];
  const model = modelKeys.map((key) => {
    const value = fitting[key.name] ? dice.pick(fitting[key.name]) : drawn[key.type](dice, key, T);
    return { model: { [key.name]: key.name === 'feed_forward' ? plainExperts(value) : value } };
  });
  return dice.pick([...words, ...model]);
}

/** A scene with every number written out, and its vocabulary or not. */
function written(base, withVocabulary) {
  return withSession(engine, base, (session) => {
    const nested = ({ shape, data }) =>
      shape.length === 1
        ? [...data]
        : Array.from({ length: shape[0] }, (_, i) =>
            nested({
              shape: shape.slice(1),
              data: data.slice((i * data.length) / shape[0], ((i + 1) * data.length) / shape[0]),
            }),
          );
    const weights = [...allTensors(session)].filter(([path]) => path.startsWith('weights.'));
    const tensors = Object.fromEntries(weights.map(([path, tensor]) => [path.slice(8), nested(tensor)]));
    const { vocabulary } = session.scene;
    return { ...base, ...(withVocabulary ? { vocabulary } : {}), weights: { tensors } };
  });
}

const bases = [
  hacker,
  scene(),
  scene({ kind: 'decoder', layers: 2, unembed: true, position: 'learned', feed_forward: { width: 3 } }),
  written(scene({ kind: 'block', bias: false }), true),
  written(scene({ kind: 'encoder', layers: 2, unembed: true, position: 'learned' }), false),
  written(scene({ kind: 'encoder-decoder' }, { memory: ['le', 'chat'] }), false),
];

test('every change of every scene opens, and known words keep their vectors to the bit', () => {
  const dice = random(11);
  let compared = 0;
  for (let run = 0; run < 240; run += 1) {
    const base = bases[run % bases.length];
    const change = randomChange(dice, base.tokens.length);
    const rebuilt = rebuildScene(engine, base, change);
    const known = withSession(engine, base, vectors);
    withSession(engine, rebuilt.scene, (session) => {
      session.runToEnd();
      for (const [path, row] of vectors(session)) {
        const before = known.get(path);
        if (!before || before.length !== row.length) continue;
        assert.ok(sameData(before, row), `${path} after ${JSON.stringify(change)} of ${JSON.stringify(base.model)}`);
        compared += 1;
      }
    });
  }
  assert.ok(compared > 700, `${compared} rows compared`);
});

test('a new word has the same vector in every sentence', () => {
  const rows = [['the', 'cat'], ['a', 'cat', 'sat', 'the'], ['cat']].map((tokens) => {
    const rebuilt = rebuildScene(engine, hacker, { tokens });
    return withSession(engine, rebuilt.scene, (session) => vectors(session).get('weights.embed.table/cat'));
  });
  const alone = { ...hacker, tokens: ['cat'], weights: { seed: 1 } };
  const drawn = withSession(engine, alone, (session) => vectors(session).get('weights.embed.table/cat'));
  for (const row of rows) assert.ok(sameData(row, drawn));
});

test('written numbers that fit are kept, the others drawn', () => {
  const table = hacker.weights.tensors['embed.table'];
  const { scene: own, kept, dropped } = rebuildScene(engine, hacker, { tokens: ['the', 'cat', 'hacker'] });
  assert.deepEqual([kept.length, dropped], [5, []]);
  assert.deepEqual(own.weights.tensors['embed.table'].slice(0, 5), table);
  assert.deepEqual(own.vocabulary, ['The', 'hacker', 'breached', 'the', 'firewall', 'cat']);
  assert.equal(own.weights.seed, 1, 'a scene without a seed gets one');
  const wide = rebuildScene(engine, hacker, { model: { width: 8 } });
  assert.deepEqual(wide.kept, [], 'another width fits nothing');
  assert.equal(wide.dropped.length, 5);
  const heads = rebuildScene(engine, hacker, { model: { heads: 2 } });
  assert.equal(heads.kept.length, 5, 'heads cut the same matrices');
  const moved = rebuildScene(engine, hacker, { model: { kind: 'encoder-decoder' } });
  assert.deepEqual(moved.scene.weights.tensors['encoder.embed.table'], table);
  assert.deepEqual(
    moved.scene.weights.tensors['decoder.layers.0.attention.wq'],
    hacker.weights.tensors['layers.0.attention.wq'],
  );
  assert.deepEqual(moved.scene.memory, hacker.tokens);
  assert.deepEqual(rebuildScene(engine, hacker, { seed: 3 }).scene.weights, { seed: 3 }, 'a seed draws all anew');
});

test('columns of a written unembedding go with their words', () => {
  const base = bases[4];
  const { scene: grown } = rebuildScene(engine, base, { tokens: ['cat', 'dog', 'the'] });
  const [before, after] = [base, grown].map((each) => each.weights.tensors['unembed.w']);
  for (const [row, numbers] of after.entries()) assert.deepEqual(numbers.slice(0, 3), before[row]);
  assert.equal(after[0].length, 4);
});

test('a model that had no biases gets none from the seed that is added', () => {
  const { bias, ...model } = hacker.model;
  assert.equal(bias, false);
  const { scene: block } = rebuildScene(engine, { ...hacker, model }, { model: { kind: 'block' } });
  withSession(engine, block, (session) => {
    const names = [...allTensors(session).keys()].filter((path) => /attention\.b.$|feed_forward\.b.$/.test(path));
    assert.deepEqual(names, []);
  });
});

test('a custom mask and global tokens follow the number of words', () => {
  const rows = [
    [1, 0, 1],
    [0, 1, 0],
    [1, 1, 1],
  ];
  const custom = scene({ mask: { kind: 'custom', rows } });
  const shorter = rebuildScene(engine, custom, { tokens: ['the', 'cat'] }).scene.model.mask;
  assert.deepEqual(shorter.rows, [
    [1, 0],
    [0, 1],
  ]);
  const longer = rebuildScene(engine, custom, { tokens: ['a', 'b', 'c', 'd'] }).scene.model.mask;
  assert.deepEqual(longer.rows[0], [1, 0, 1, 1]);
  assert.deepEqual(longer.rows[3], [1, 1, 1, 1]);
  const crossed = rebuildScene(engine, custom, { memory: ['x', 'y'] }).scene.model.mask;
  assert.deepEqual(crossed.rows, [
    [1, 0],
    [0, 1],
    [1, 1],
  ]);
  const global = scene({ mask: { kind: 'global', tokens: [0, 2] } });
  assert.deepEqual(rebuildScene(engine, global, { tokens: ['one'] }).scene.model.mask.tokens, [0]);
});

test('what cannot be is refused with a reason', () => {
  assert.throws(() => rebuildScene(engine, hacker, { model: { heads: 3 } }), {
    code: 'scene',
    message: /heads.*3.*width 4/,
  });
  assert.throws(() => rebuildScene(engine, hacker, { model: { temperature: 0 } }), { code: 'scene' });
});

/** Opens two scenes for the length of `act`. */
test('every shared scene opens, says how it was made, and runs to its end', () => {
  const folder = 'lessons/_shared/scenes/';
  const files = readdirSync(new URL(folder, root)).filter((file) => file.endsWith('.json'));
  assert.ok(files.length >= 15);
  for (const file of files) {
    const shared = readScene(folder + file);
    assert.equal(`${shared.id}.json`, file);
    assert.ok(shared.title && shared.made_by, file);
    withSession(engine, shared, (session) => {
      session.runToEnd();
      assert.equal(session.position.cells, session.position.totalCells, file);
    });
  }
});
