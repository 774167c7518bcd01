/** Count parameters, bytes and multiply-adds. */
import { number } from '../parts.js';
import { sized } from '../sizes.js';

const AT = 'layers.0.attention';

/** Each: what is asked, how the engine counts it, near misses, and how it is worked out. */
const ASKED = {
  parameters: {
    ask: ({ bias }) =>
      `How many parameters does it have: W_q, W_k, W_v and the output projection W_o, ${bias ? 'each with a bias' : 'without biases'}?`,
    count: (costOf, session) => costOf(session, { under: AT }).parameters,
    wrong: ({ C, H, D, bias }, value) => [
      { value: value - H * D * C - (bias ? C : 0), say: 'The output projection is missing.' },
      {
        value: bias ? 4 * C * H * D : value + 3 * H * D + C,
        say: bias ? 'The biases are missing.' : 'There are no biases.',
      },
      { value: 4 * C * D + (bias ? 3 * D + C : 0), say: 'That is one head; there are more.' },
    ],
    how: ({ C, H, D, bias }, value) =>
      `Three matrices of ${C} by ${H * D}, one of ${H * D} by ${C}${bias ? `, three biases of ${H * D} and one of ${C}` : ''}: ${value}.`,
  },
  bytes: {
    ask: () => 'How many bytes do the raw scores of all heads take, at four bytes a number?',
    count: (costOf, session) => costOf(session, { under: `${AT}.scores` }).bytes,
    wrong: ({ T, H, D }) => [
      { value: H * T * T, say: 'That is how many numbers there are; each takes four bytes.' },
      { value: 4 * T * T, say: 'That is one head; each head has its own scores.' },
      { value: 4 * H * T * D, say: 'Scores have a row and a column for each token; the width of a head is added up.' },
    ],
    how: ({ T, H }, value) => `${H} heads, ${T} rows of ${T} numbers each, four bytes a number: ${value}.`,
  },
  'multiply-adds': {
    ask: () => 'How many multiply-adds do the raw scores of all heads take?',
    count: (costOf, session) => costOf(session, { under: `${AT}.scores` }).multiplyAdds,
    wrong: ({ T, H, D }) => [
      { value: H * T * T, say: `That is how many scores there are; each takes ${D} multiply-adds.` },
      { value: T * T * D, say: 'That is one head.' },
      { value: 2 * H * T * T * D, say: 'A multiplication and its addition count as one multiply-add.' },
    ],
    how: ({ T, H, D }, value) => `${H} heads, ${T} times ${T} scores, ${D} products for each: ${value}.`,
  },
};

export const count = {
  name: 'count',
  title: 'Count',
  make({ engine, costOf }, draw) {
    const sizes = sized(draw);
    const { bias } = sizes;
    const { T, C, H, D, session } = sizes.open(engine);
    const asked = draw.one(Object.keys(ASKED));
    const { ask, count: counted, wrong, how } = ASKED[asked];
    const value = counted(costOf, session);
    session.close();
    const all = { T, C, H, D, bias };
    return {
      text: [`Self-attention over ${T} tokens, with width ${C} and ${H} heads, each ${D} wide.`, ask(all)],
      fields: [number({ value, wrong: wrong(all, value) })],
      solution: [how(all, value)],
      check: { asked, ...all },
    };
  },
};
