/** A row of a mask. */
import { rowsOf } from '../numbers.js';
import { number } from '../parts.js';

const WORDS = {
  causal: () => 'No token may attend to a later one.',
  window: ({ size, causal }) =>
    `A token may attend to those at most ${size} away${causal ? ', but not to later ones' : ''}.`,
  dilated: ({ size, step, causal }) =>
    `A token may attend to itself and to those ${Array.from({ length: size }, (_, i) => (i + 1) * step).join(' or ')} places away${causal ? ', but not to later ones' : ''}.`,
  block: ({ size, causal }) =>
    `The tokens are in blocks of ${size}, and a token may attend to its own block${causal ? ', but not to later tokens' : ''}.`,
  'exclude-self': () => 'A token may attend to every token but itself.',
};

export const mask = {
  name: 'mask',
  title: 'A mask',
  make({ engine, mask: own }, draw) {
    const count = draw.whole(4, 6);
    const config = draw.one([
      own,
      { kind: 'window', size: draw.whole(1, 2), causal: draw.one([true, false]) },
      { kind: 'causal' },
    ]);
    const { kind, size = 1, step = 1, causal = false } = config;
    const tokens = Array.from({ length: count }, (_, i) => `t${i + 1}`);
    const given = { version: 1, tokens, model: { kind: 'attention', width: 2, mask: config }, weights: { seed: 1 } };
    const session = engine.open(given);
    const rows = rowsOf(session.tensor(`masks.${kind}`, { ahead: true }));
    session.close();
    const t = draw.whole(0, count - 1);
    const said = WORDS[kind]({ size, step, causal });
    return {
      text: [
        `There are ${count} tokens, ${tokens.join(' to ').replace(/ to .* to /, ' to ')}. ${said}`,
        `What is the row of the query ${tokens[t]} in the mask? 1 means may attend, 0 may not.`,
      ],
      fields: tokens.map((token, s) =>
        number({
          label: `key ${token}`,
          value: rows[t][s],
          wrong: [
            {
              value: 1 - rows[t][s],
              say: rows[t][s]
                ? `${tokens[t]} may attend to ${token}: that is a 1.`
                : `${tokens[t]} may not attend to ${token}: that is a 0.`,
            },
          ],
        }),
      ),
      solution: [said, `So the row of ${tokens[t]} is ${rows[t].join(', ')}.`],
      check: { kind, size, step, causal, count, t },
    };
  },
};
