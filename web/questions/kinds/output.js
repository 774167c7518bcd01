/** An output: the sum of values, each times its weight. */
import { printed, rowsOf } from '../numbers.js';
import { number, tableOf } from '../parts.js';

const SHARES = {
  3: [
    [0.5, 0.25, 0.25],
    [0.6, 0.3, 0.1],
    [0.2, 0.2, 0.6],
    [0.5, 0.4, 0.1],
  ],
  4: [
    [0.4, 0.3, 0.2, 0.1],
    [0.5, 0.2, 0.2, 0.1],
    [0.25, 0.25, 0.25, 0.25],
    [0.7, 0.1, 0.1, 0.1],
  ],
};

export const output = {
  name: 'output',
  title: 'An output',
  make({ engine, tokens, headWidth }, draw) {
    const shares = tokens.map(() => draw.shuffled(draw.one(SHARES[tokens.length])));
    const v = draw.rows(tokens.length, headWidth, 9);
    const [t, d] = [draw.whole(0, tokens.length - 1), draw.whole(0, headWidth - 1)];
    const heads = rowsOf(engine.call('weighted_sum', { weights: [shares], v: [v] }).heads);
    const column = v.map((row) => row[d]);
    const value = heads[t][d];
    const exact = Math.round(value * 100) / 100;
    const wrong = [
      {
        value: column.reduce((sum, x) => sum + x, 0) / tokens.length,
        say: 'That is the plain mean of the column. Each value counts by its weight.',
      },
      {
        value: shares.reduce((sum, row, s) => sum + row[t] * column[s], 0),
        say: 'Those are the weights of a column of the table. Take the row of the query.',
      },
      {
        value: column[shares[t].indexOf(Math.max(...shares[t]))],
        say: 'That is the value of the token with the largest weight. The others count, too.',
      },
    ];
    return {
      text: [
        'Weights of one head (rows are queries, columns are keys), and the values of its tokens:',
        tableOf('weights', tokens, shares, tokens),
        tableOf('v', tokens, v),
        `What is number ${d + 1} of the output for “${tokens[t]}”?`,
      ],
      fields: [number({ value: exact, wrong, tolerance: Number.isInteger(exact) ? 0 : 0.005 })],
      engineKey: [value],
      solution: [
        `Each value of column ${d + 1}, times its weight: ${shares[t].map((w, s) => `${w}·${column[s] < 0 ? `(${column[s]})` : column[s]}`).join(' + ')} = ${printed(value)}.`,
      ],
      check: { weights: shares, v, t, d },
    };
  },
};
