/** What changes if: does a weight grow, fall or stay? */
import { rowsOf } from '../numbers.js';
import { choice, tableOf } from '../parts.js';

const CHANGES = [
  {
    say: (word) => `the score of “${word}” is raised by 1`,
    act: (row, s) => row.map((x, i) => (i === s ? x + 1 : x)),
    why: 'One exponential grows, the others do not, and the row still adds up to 1.',
  },
  {
    say: (word) => `the score of “${word}” is lowered by 2`,
    act: (row, s) => row.map((x, i) => (i === s ? x - 2 : x)),
    why: 'One exponential falls, the others do not, and the row still adds up to 1.',
  },
  {
    say: () => '3 is added to every score of the row',
    act: (row) => row.map((x) => x + 3),
    why: 'Every exponential is multiplied by the same number, which the division takes out again.',
  },
  {
    say: (word) => `the mask closes “${word}”`,
    act: (row, s) => row.map((x, i) => (i === s ? -Infinity : x)),
    why: 'Its exponential becomes 0; what it had goes to the others, in proportion.',
  },
  {
    say: (word) => `the value vector of “${word}” is doubled`,
    act: (row) => row,
    why: 'Weights are made of queries and keys alone; values come in afterwards.',
  },
];

export const whatIf = {
  name: 'what-if',
  title: 'What changes if',
  make({ engine, tokens }, draw) {
    const row = draw.rows(1, tokens.length, 2)[0];
    const [s, u] = [draw.whole(0, tokens.length - 1), draw.whole(0, tokens.length - 1)];
    const change = draw.one(CHANGES);
    const after = change.act(row, s);
    const plain = (numbers) => numbers.map((x) => (x === -Infinity ? '-inf' : x));
    const weight = (numbers) => rowsOf(engine.call('softmax', { masked: [[plain(numbers)]] }).weights)[0][u];
    const [was, is] = [weight(row), weight(after)];
    const right = Math.abs(is - was) < 1e-6 ? 'stays' : is > was ? 'grows' : 'falls';
    return {
      text: [
        'The scaled scores of one query:',
        tableOf('scaled', ['query'], [row], tokens),
        `What happens to the weight of “${tokens[u]}” if ${change.say(tokens[s])}?`,
      ],
      choices: choice(
        draw,
        [
          { id: 'grows', text: 'it grows', say: right === 'grows' ? change.why : `It does not grow. ${change.why}` },
          { id: 'falls', text: 'it falls', say: right === 'falls' ? change.why : `It does not fall. ${change.why}` },
          { id: 'stays', text: 'it stays the same', say: right === 'stays' ? change.why : `It changes. ${change.why}` },
        ],
        right,
      ),
      solution: [`It is ${was.toFixed(2)} before and ${is.toFixed(2)} after. ${change.why}`],
      check: { before: row, after: plain(after), cell: u },
    };
  },
};
