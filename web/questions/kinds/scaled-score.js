/** A scaled score: a raw score divided by the root of the width of the head. */
import { printed, rowsOf } from '../numbers.js';
import { number, productsText, tableOf } from '../parts.js';

export const scaledScore = {
  name: 'scaled-score',
  title: 'A scaled score',
  make({ engine, tokens, headWidth }, draw) {
    const [q, k] = [draw.rows(tokens.length, headWidth), draw.rows(tokens.length, headWidth)];
    const [t, s] = [draw.whole(0, tokens.length - 1), draw.whole(0, tokens.length - 1)];
    const { scores } = engine.call('scores', { q: [q], k: [k] });
    const raw = rowsOf(scores)[t][s];
    const value = rowsOf(engine.call('scale', { scores }, { factor: 1 / Math.sqrt(headWidth) }).scaled)[t][s];
    if (raw === 0) return null;
    const wrong = [
      { value: raw, say: 'That is the raw score: it is not scaled yet.' },
      { value: raw / headWidth, say: `That is divided by ${headWidth}; divide by its root.` },
      { value: raw * Math.sqrt(headWidth), say: 'Divide by the root, do not multiply.' },
      {
        value: raw / Math.sqrt(tokens.length),
        say: 'That is divided by the root of the number of tokens; the width of the head counts.',
      },
    ];
    return {
      text: [
        `Queries and keys of one head, which is ${headWidth} wide:`,
        tableOf('q', tokens, q),
        tableOf('k', tokens, k),
        `What is the scaled score of the query of “${tokens[t]}” with the key of “${tokens[s]}”? Give two digits after the point where it is not whole.`,
      ],
      fields: [number({ value, wrong })],
      solution: [
        `The raw score is ${productsText(q[t], k[s])} = ${printed(raw)}.`,
        `Divided by the root of ${headWidth}, which is ${printed(Math.sqrt(headWidth))}, it is ${printed(value)}.`,
      ],
      check: { q, k, t, s },
    };
  },
};
