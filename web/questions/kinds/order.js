/** The order of steps. */
import { choice } from '../parts.js';

const SHOWN = 4;

const swapped = (list, i) => list.map((one, at) => (at === i ? list[i + 1] : at === i + 1 ? list[i] : one));

export const order = {
  name: 'order',
  title: 'The order of steps',
  make({ engine, steps }, draw) {
    const from = draw.whole(0, steps.length - SHOWN);
    const right = steps.slice(from, from + SHOWN);
    const titles = Object.fromEntries(engine.stages.map(({ id, title }) => [id, title]));
    const orders = [0, 1, 2].map((i) => swapped(right, i));
    const text = (ids) => ids.map((id) => titles[id]).join(', then ');
    return {
      text: ['In which order does self-attention take these steps?'],
      choices: choice(
        draw,
        [
          { id: right.join(), text: text(right), say: 'Each step reads what the one before it has made.' },
          ...orders.map((ids, i) => ({
            id: ids.join(),
            text: text(ids),
            say: `“${titles[right[i + 1]]}” reads what “${titles[right[i]]}” makes, so it cannot come first.`,
          })),
        ],
        right.join(),
      ),
      solution: [`${text(right)}: each step reads what the one before it has made.`],
      check: { steps: [...right].sort() },
    };
  },
};
