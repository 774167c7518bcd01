/** A row of weights: the softmax of a row of scores. */
import { printed, rounded, rowsOf } from '../numbers.js';
import { number, tableOf } from '../parts.js';

export const weights = {
  name: 'weights',
  title: 'A row of weights',
  make({ engine, tokens }, draw) {
    const scores = draw.rows(tokens.length, tokens.length, 2);
    const t = draw.whole(0, tokens.length - 1);
    if (new Set(scores[t]).size < 2) return null;
    const made = engine.call('softmax', { masked: [scores] });
    const row = rowsOf(made.weights)[t];
    const powers = scores[t].map((x) => Math.exp(x));
    const short = powers.map(rounded);
    const total = short.reduce((sum, x) => sum + x, 0);
    const columns = scores[0].map((_, s) => scores.reduce((sum, other) => sum + Math.exp(other[s]), 0));
    return {
      text: [
        'Scaled scores of one head; rows are queries, columns are keys:',
        tableOf('scaled', tokens, scores, tokens),
        `What are the weights of the query of “${tokens[t]}”? Give two digits after the point.`,
      ],
      fields: tokens.map((token, s) =>
        number({
          label: token,
          value: row[s],
          byHand: short[s] / total,
          wrong: [
            {
              value: powers[s] / columns[s],
              say: 'That is the softmax of a column. Each query shares out its own attention: along the row.',
            },
            { value: powers[s], say: 'That is the exponential. Divide it by the sum of the row.' },
            {
              value: scores[t][s] / scores[t].reduce((sum, x) => sum + x, 0),
              say: 'Scores are not divided by their sum: take the exponential of each first.',
            },
          ],
        }),
      ),
      solution: [
        `The exponentials of the row are ${short.map(printed).join(', ')}; they add up to ${printed(total)}.`,
        `Each divided by that sum: ${row.map(printed).join(', ')}.`,
      ],
      check: { scores, t },
    };
  },
};
