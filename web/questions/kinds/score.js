/** A raw score: the dot product of a query and a key. */
import { printed, rowsOf } from '../numbers.js';
import { number, productsText, tableOf } from '../parts.js';

export const score = {
  name: 'score',
  title: 'A raw score',
  make({ engine, tokens, headWidth }, draw) {
    const [q, k] = [draw.rows(tokens.length, headWidth), draw.rows(tokens.length, headWidth)];
    const [t, s] = [draw.whole(0, tokens.length - 1), draw.whole(0, tokens.length - 1)];
    const scores = rowsOf(engine.call('scores', { q: [q], k: [k] }).scores);
    const wrong = [
      {
        value: scores[s][t],
        say: `That is the query of “${tokens[s]}” with the key of “${tokens[t]}”: the other way round.`,
      },
      {
        value: q[t].reduce((sum, x, d) => sum + Math.abs(x * k[s][d]), 0),
        say: 'Mind the signs: a product of a positive and a negative number is subtracted.',
      },
      {
        value: q[t].reduce((sum, x, d) => sum + x + k[s][d], 0),
        say: 'These are sums; multiply the two numbers of each column, then add up.',
      },
      {
        value: scores[t][s] / Math.sqrt(headWidth),
        say: 'That is the scaled score. The raw score is not divided by anything.',
      },
    ];
    return {
      text: [
        'Queries and keys of one head, one row for each token:',
        tableOf('q', tokens, q),
        tableOf('k', tokens, k),
        `What is the raw score of the query of “${tokens[t]}” with the key of “${tokens[s]}”?`,
      ],
      fields: [number({ value: scores[t][s], wrong })],
      solution: [`Multiply column by column and add up: ${productsText(q[t], k[s])} = ${printed(scores[t][s])}.`],
      check: { q, k, t, s },
    };
  },
};
