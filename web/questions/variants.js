/** Variants of questions about a scene, by kind and seed: the same seed gives the same questions on every machine. */
import { Draw } from './draw.js';
import { bug } from './kinds/bug.js';
import { count } from './kinds/count.js';
import { mask } from './kinds/mask.js';
import { order } from './kinds/order.js';
import { output } from './kinds/output.js';
import { scaledScore } from './kinds/scaled-score.js';
import { score } from './kinds/score.js';
import { shape } from './kinds/shape.js';
import { weights } from './kinds/weights.js';
import { whatIf } from './kinds/what-if.js';

/**
 * @typedef {object} Question
 * @property {string} id `kind-seed-number`
 * @property {string} kind @property {string} title
 * @property {(string | import('./parts.js').Table)[]} text
 * @property {import('./parts.js').Field[]} [fields] numbers to fill in; or
 * @property {import('./parts.js').Choice[]} [choices] of which one is right
 * @property {string[]} solution worked out, a paragraph each
 * @property {(number | string)[]} key what the engine says: a number for each field, or the id of the right choice
 * @property {object} check what a second computation starts from
 */

export const KINDS = [score, scaledScore, weights, output, mask, order, bug, whatIf, shape, count];

/** So many draws of numbers that cannot be used are made before a kind is given up. */
const PATIENCE = 200;

/**
 * @param {import('./subject.js').Subject} subject
 * @param {{ kinds?: string[], count: number, seed: number | string }} options `count` variants of each kind
 * @returns {Question[]} no two of them alike, where there are as many
 */
export function variants(subject, { kinds = KINDS.map(({ name }) => name), count: wanted, seed }) {
  return kinds.flatMap((name) =>
    variantsOf(
      subject,
      KINDS.find((kind) => kind.name === name),
      wanted,
      seed,
    ),
  );
}

function variantsOf(subject, { name, title, make }, wanted, seed) {
  const made = new Map();
  for (let n = 0; made.size < wanted && n < wanted + PATIENCE; n += 1) {
    const given = make(subject, new Draw(`${seed}/${name}/${n}`));
    const asked = given && JSON.stringify(given.check);
    if (!given || made.has(asked)) continue;
    const { engineKey, ...question } = given;
    const key = engineKey ??
      question.fields?.map(({ value }) => value) ?? [question.choices.find(({ right }) => right).id];
    made.set(asked, { id: `${name}-${seed}-${made.size + 1}`, kind: name, title, ...question, key });
  }
  return [...made.values()];
}
