/** Find the bug: the first of the printed steps that does not follow from the one before. */
import { rowsOf } from '../numbers.js';
import { choice, tableOf } from '../parts.js';

const transposed = (rows) => rows[0].map((_, c) => rows.map((row) => row[c]));

/** What is done wrong in each step, and how it is told. */
const MISTAKES = {
  scores: { make: (_, { scores }) => transposed(scores), say: 'Rows and columns are exchanged: queries are the rows.' },
  scaled: {
    make: (_, { scores, width }) => scores.map((row) => row.map((x) => x / width)),
    say: 'It is divided by the width of the head; divide by its root.',
  },
  masked: {
    make: (_, { scaled }) => scaled.map((row, t) => row.map((x, s) => (s < t ? -Infinity : x))),
    say: 'The mask is inverted: it closes earlier tokens, and leaves later ones open.',
  },
  weights: {
    make: (softmax, { masked }) => transposed(softmax(transposed(masked))),
    say: 'The softmax goes along the columns; the weights of a row should add up to 1.',
  },
  output: {
    make: (_, { weights, v }) =>
      transposed(weights).map((row) => v[0].map((__, d) => row.reduce((sum, w, s) => sum + w * v[s][d], 0))),
    say: 'The weights are transposed: each output takes the weights of its own row.',
  },
};
const STEPS = Object.keys(MISTAKES);
const NAMES = {
  scores: 'the raw scores',
  scaled: 'the scaled scores',
  masked: 'the masked scores',
  weights: 'the weights',
  output: 'the output',
};

export const bug = {
  name: 'bug',
  title: 'Find the bug',
  make({ engine, tokens: all }, draw) {
    const tokens = all.slice(0, 3);
    const width = 4;
    const [q, k, v] = [0, 1, 2].map(() => draw.rows(tokens.length, width, 2));
    const planted = draw.one(STEPS);
    const softmax = (rows) =>
      rowsOf(
        engine.call('softmax', { masked: [rows.map((row) => row.map((x) => (x === -Infinity ? '-inf' : x)))] }).weights,
      );
    const right = {
      scores: () => rowsOf(engine.call('scores', { q: [q], k: [k] }).scores),
      scaled: ({ scores }) =>
        rowsOf(engine.call('scale', { scores: [scores] }, { factor: 1 / Math.sqrt(width) }).scaled),
      masked: ({ scaled }) =>
        rowsOf(
          engine.call('mask', { scaled: [scaled], mask: tokens.map((_, t) => tokens.map((__, s) => Number(s <= t))) })
            .masked,
        ),
      weights: ({ masked }) => softmax(masked),
      output: ({ weights }) => rowsOf(engine.call('weighted_sum', { weights: [weights], v: [v] }).heads),
    };
    const made = { q, k, v, width };
    for (const step of STEPS) {
      made[step] = right[step](made);
      if (step !== planted) continue;
      const wrong = MISTAKES[step].make(softmax, made);
      if (!differ(made[step], wrong)) return null;
      made[step] = wrong;
    }
    const square = ['scores', 'scaled', 'masked', 'weights'];
    return {
      text: [
        `A program computes causal self-attention with one head, ${width} wide. It prints (rows are queries):`,
        ...['q', 'k', 'v', ...STEPS].map((name) =>
          tableOf(name, tokens, made[name], square.includes(name) ? tokens : undefined),
        ),
        'Which result is the first that is wrong?',
      ],
      choices: choice(
        draw,
        STEPS.map((id) => ({
          id,
          text: NAMES[id],
          say:
            id === planted
              ? MISTAKES[planted].say
              : `What is printed for ${NAMES[id]} follows from what is printed before.`,
        })),
        planted,
      ),
      solution: [`It is ${NAMES[planted]}. ${MISTAKES[planted].say}`],
      check: {
        width,
        tables: Object.fromEntries(
          ['q', 'k', 'v', ...STEPS].map((name) => [
            name,
            made[name].map((row) => row.map((x) => (x === -Infinity ? '-inf' : x))),
          ]),
        ),
      },
    };
  },
};

/** Whether two tables differ by more than what is printed hides. */
const differ = (a, b) => a.some((row, r) => row.some((x, c) => x !== b[r][c] && !(Math.abs(x - b[r][c]) < 0.05)));
