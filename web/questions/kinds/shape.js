/** Choose the shape of a tensor. */
import { choice } from '../parts.js';
import { sized } from '../sizes.js';

const ASKED = {
  'weights.layers.0.attention.wq': 'W_q',
  'layers.0.attention.project.q': 'the queries before they are split into heads',
  'layers.0.attention.split_heads.k': 'the keys of all heads',
  'layers.0.attention.scores': 'the raw scores of all heads',
  'layers.0.attention.softmax': 'the weights of all heads',
  'layers.0.attention.weighted_sum': 'what all heads put out, before they are merged',
  'layers.0.attention.merge_heads': 'what the heads put out, merged',
  'weights.layers.0.attention.wo': 'the output projection W_o',
};
const AXES = {
  H: 'heads',
  T: 'tokens that ask',
  S: 'tokens that are asked',
  C: 'the width',
  D: 'the width of a head',
  HD: 'all heads side by side',
};
const MOST_CHOICES = 4;

export const shape = {
  name: 'shape',
  title: 'Choose the shape',
  make({ engine }, draw) {
    const sizes = sized(draw);
    const { T, C, H, D, session } = sizes.open(engine);
    const path = draw.one(Object.keys(ASKED));
    const { axes, shape: right } = session.shapeOf(path);
    session.close();
    const text = (numbers) => `(${numbers.join(', ')})`;
    const others = [
      [H, T, T],
      [H, T, D],
      [H, D, T],
      [T, T],
      [T, C],
      [T, H * D],
      [C, H * D],
      [H * D, C],
      [T, H, D],
      [H, D, D],
      [C, T],
    ].map(text);
    const wrong = draw.shuffled([...new Set(others)].filter((one) => one !== text(right))).slice(0, MOST_CHOICES - 1);
    return {
      text: [
        `Self-attention over ${T} tokens, with width ${C} and ${H} heads, each ${D} wide. A linear layer multiplies from the right: y = x W.`,
        `What is the shape of ${ASKED[path]}?`,
      ],
      choices: choice(
        draw,
        [
          { id: text(right), text: text(right), say: `Its axes are (${axes.join(', ')}).` },
          ...wrong.map((one) => ({
            id: one,
            text: one,
            say: 'Say for each axis what it counts: heads, tokens that ask, tokens that are asked, or numbers of a vector.',
          })),
        ],
        text(right),
      ),
      solution: [`Its axes are (${axes.map((axis) => AXES[axis]).join('; ')}), so the shape is ${text(right)}.`],
      check: { path, T, C, H, D },
    };
  },
};
