/**
 * What a model of attention alone does with the pronoun of the task `grammar`: the girl near the dogs, and then "she". How often
 * it says the right verb, where its heads look from there, and what is left without each of them.
 */

/** So many sentences are asked, of a seed that nothing is trained with. */
export const ASKED = 300;
const SEED_OF_QUESTIONS = 1000;
export const STEPS = 1000;
export const SEEDS = Array.from({ length: 12 }, (_, n) => n + 1);
const BATCHES = { count: 8, size: 2000 };

const model = (layers) => ({
  ...{ kind: 'decoder', layers, width: 16, heads: 2, bias: false, feed_forward: { width: 0 } },
  ...{ mask: { kind: 'causal' }, position: 'sinusoidal', unembed: true },
});

/** How it is trained. */
export const pronoun = (seed, layers = 2) => ({
  scene: { version: 1, model: model(layers), weights: { seed } },
  data: { task: 'grammar', seed },
  optimizer: { kind: 'adam', rate: 0.01, betas: [0.9, 0.99] },
  batch: 16,
  keep: 50,
});

const PRONOUNS = ['he', 'she', 'it', 'they'];
const fits = (noun) => (noun.endsWith('s') ? 'they' : { boy: 'he', girl: 'she', dog: 'it' }[noun]);

/** A sentence as a question: what comes behind the pronoun at `at`? With the places of the noun that it means, and of the other. */
function read(words) {
  const at = words.findIndex((word) => PRONOUNS.includes(word));
  const nouns = words.flatMap((word, place) => (word.endsWith('ing') ? [place + 1] : []));
  const meant = nouns.find((place) => fits(words[place]) === words[at]);
  return { words, at, verb: words[at + 1], meant, other: nouns.find((place) => place !== meant) };
}

/** Sentences as the task makes them from a seed. */
function drawn(engine, seed, { count, size }) {
  const run = engine.train({ ...pronoun(seed), batch: size });
  const all = Array.from({ length: count }, (_, step) => run.batch(step).sequences).flat();
  const { vocabulary } = run.sceneAt(0);
  run.close();
  return { all, vocabulary };
}

export const questions = (engine) => drawn(engine, SEED_OF_QUESTIONS, { count: 1, size: ASKED }).all.map(read);

/** The same training without every sentence in which two words stand side by side, and questions about nothing else. */
export function keptApart(engine, seed, pair) {
  const holds = (words) => words.join(' ').includes(`${pair} `);
  const { all, vocabulary } = drawn(engine, seed, BATCHES);
  const { scene, ...rest } = pronoun(seed);
  const asked = all.filter(holds).map(read);
  return {
    training: {
      ...rest,
      scene: { ...scene, vocabulary, tokens: all[0] },
      data: { sequences: all.filter((one) => !holds(one)) },
      seed,
    },
    asked: asked.filter(({ words, meant }) => `${words[meant - 1]} ${words[meant]}` === pair).slice(0, ASKED),
  };
}

const likeliest = (vocabulary, row) => vocabulary[row.indexOf(Math.max(...row))];

/** How many questions get the right verb: it has the largest probability of all words. */
export function right(engine, scene, asked) {
  const runner = engine.runner(scene);
  const count = asked.filter(({ words, at, verb }) => {
    const { data, shape } = runner.forward(words.slice(0, at + 1));
    return likeliest(scene.vocabulary, data.subarray(at * shape[1], (at + 1) * shape[1])) === verb;
  }).length;
  runner.close();
  return count;
}

/** The scene with a head that adds nothing: its rows of the output matrix are zero. */
export function withoutHead(scene, layer, head) {
  const path = `layers.${layer}.attention.wo`;
  const { tensors } = scene.weights;
  const data = tensors[path].data.slice();
  const size = data.length / scene.model.heads;
  data.fill(0, head * size, (head + 1) * size);
  return { ...scene, weights: { tensors: { ...tensors, [path]: { ...tensors[path], data } } } };
}

/** Mean weights in the pronoun's row: on the noun that it means and on the other, and on what each of them is doing. */
function looks(engine, scene, asked) {
  const { layers, heads } = scene.model;
  const sums = Array.from({ length: layers * heads }, () => ({ noun: 0, otherNoun: 0, doing: 0, otherDoing: 0 }));
  for (const { words, at, meant, other } of asked) {
    const session = engine.open({ ...scene, tokens: words });
    for (const [n, sum] of sums.entries()) {
      const { shape, data } = session.tensor(`layers.${Math.floor(n / heads)}.attention.softmax`, { ahead: true });
      const weight = (place) => data[((n % heads) * shape[1] + at) * shape[2] + place] / asked.length;
      sum.noun += weight(meant);
      sum.otherNoun += weight(other);
      sum.doing += weight(meant - 1);
      sum.otherDoing += weight(other - 1);
    }
    session.close();
  }
  return sums;
}

/** How many questions are right if a head of layer 1 adds nothing at one word alone, the later one that says what a noun is doing. */
function withoutAtOne(engine, scene, asked, head) {
  const { width, heads } = scene.model;
  return asked.filter(({ words, at, verb, meant, other }) => {
    const session = engine.open({ ...scene, tokens: words });
    session.edit(
      'layers.0.attention.weighted_sum',
      [head, Math.max(meant, other) - 1, 0],
      new Float32Array(width / heads),
    );
    const { data, shape } = session.tensor('probabilities', { ahead: true });
    const said = likeliest(scene.vocabulary, data.slice(at * shape[1], (at + 1) * shape[1]));
    session.close();
    return said === verb;
  }).length;
}

/** Of each head its mean weights, and how many questions are right without it: everywhere, and of layer 1 at one word alone. */
export function measured(engine, scene, asked) {
  const { heads } = scene.model;
  return {
    right: right(engine, scene, asked),
    heads: looks(engine, scene, asked).map((weights, n) => {
      const [layer, head] = [Math.floor(n / heads), n % heads];
      const without = right(engine, withoutHead(scene, layer, head), asked);
      const atOne = layer === 0 ? withoutAtOne(engine, scene, asked, head) : without;
      return { name: `${layer + 1}.${head + 1}`, layer, ...weights, without, atOne };
    }),
  };
}

const largest = (heads, value) => heads.reduce((best, head) => (value(head) > value(best) ? head : best));
const said = (name, weight, other) => `${name}: ${weight.toFixed(2)} (${other.toFixed(2)})`;

/** A row of the table in docs/training.md and in the lesson: the heads in which the meant noun is furthest ahead of the other. */
export function row(seed, { right, heads }) {
  const noun = largest(heads, (head) => head.noun - head.otherNoun);
  const doing = largest(heads, (head) => head.doing - head.otherDoing);
  const needed = largest(heads, (head) => -head.without);
  const one = largest(
    heads.filter(({ layer }) => layer === 0),
    (head) => -head.atOne,
  );
  return [
    ...[seed, right, said(noun.name, noun.noun, noun.otherNoun), said(doing.name, doing.doing, doing.otherDoing)],
    ...[`${needed.name}: ${needed.without}`, `${one.name}: ${one.atOne}`],
  ].join(' | ');
}
