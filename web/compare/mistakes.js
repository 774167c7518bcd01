/**
 * The catalogue of mistakes. Each is a program that is run: the scene with its mistake written into the tensors where it is
 * made, everything after that computed by the engine.
 */

import { rowsOf } from '../questions/numbers.js';

const walk = (node, act) => {
  act(node);
  for (const child of node.children) walk(child, act);
};

/** The steps of a stage, in order, each with the group that it is in. */
export function stepsOf(session, stage) {
  const within = (node) =>
    node.children.flatMap((child) => (child.stage === stage ? [{ ...child, siblings: node.children }] : within(child)));
  return within(session.program);
}

const read = (session, path) => session.tensor(path, { ahead: true });

/** Writes a whole tensor. */
const write = (session, path, data) =>
  session.edit(
    path,
    read(session, path).shape.map(() => 0),
    data,
  );

/** The cells of the last two axes: value(h, t, s) for each, row by row. */
function cellwise({ shape, data }, value) {
  const [rows, columns] = shape.slice(-2);
  return Float32Array.from(data, (x, i) => {
    const [s, t, h] = [i % columns, Math.floor(i / columns) % rows, Math.floor(i / columns / rows)];
    return value(x, h, t, s);
  });
}

const at = ({ shape, data }, h, t, s) => {
  const [rows, columns] = shape.slice(-2);
  return data[(h * rows + t) * columns + s];
};

function softmaxOver(list) {
  const top = Math.max(...list);
  if (top === Number.NEGATIVE_INFINITY) return list.map(() => 0);
  const powers = list.map((x) => Math.exp(x - top));
  const total = powers.reduce((sum, x) => sum + x, 0);
  return powers.map((x) => x / total);
}

/** Changes every mask of the session. Tells whether there was one. */
function onMasks(session, value) {
  const paths = new Set(stepsOf(session, 'mask').map(({ inputs }) => inputs.mask));
  for (const path of paths)
    write(
      session,
      path,
      cellwise(read(session, path), (x, _, t, s) => value(x, t, s)),
    );
  return paths.size > 0;
}

const masksOf = (session) => stepsOf(session, 'mask').map(({ inputs }) => rowsOf(read(session, inputs.mask)));

/** Rewrites a result of every step of a stage, in order, so that each sees what the ones before it have become. */
function onEach(session, stage, make) {
  const steps = stepsOf(session, stage);
  for (const step of steps) make(step);
  return steps.length > 0;
}

function rescaled(session, factorOf) {
  return onEach(session, 'scale', ({ inputs, outputs, options }) => {
    const scores = read(session, inputs.scores);
    write(
      session,
      outputs.scaled,
      scores.data.map((x) => x * factorOf(options)),
    );
  });
}

function transposedWeights(session, names) {
  let any = false;
  walk(session.program, ({ inputs }) => {
    for (const [name, path] of Object.entries(inputs)) {
      if (!names.includes(name) || !path.startsWith('weights.')) continue;
      const tensor = read(session, path);
      const [rows, columns] = tensor.shape;
      if (rows !== columns || tensor.shape.length !== 2) continue;
      write(
        session,
        path,
        cellwise(tensor, (_, h, t, s) => at(tensor, h, s, t)),
      );
      any = true;
    }
  });
  return any;
}

/** The softmax of each head down its columns, over the queries. */
const downColumns = (tensor) => {
  const [rows] = tensor.shape.slice(-2);
  return cellwise(
    tensor,
    (_, h, t, s) => softmaxOver(Array.from({ length: rows }, (__, row) => at(tensor, h, row, s)))[t],
  );
};

const acrossHeads = (tensor) => {
  const [heads] = tensor.shape;
  return cellwise(
    tensor,
    (_, h, t, s) => softmaxOver(Array.from({ length: heads }, (__, head) => at(tensor, head, t, s)))[h],
  );
};

/**
 * `run` makes the mistake in a session and tells whether the program has a place for it; `model` gives the keys of the model
 * that are otherwise, and `scene` the whole scene, from the one with its defaults: null where the mistake has no place.
 * `dividesZero` tells whether a mask closes all that its softmax goes over, which gives NaN.
 */
export const MISTAKES = [
  {
    name: 'inverted mask',
    mend: '1 means may attend. In PyTorch, a boolean mask for masked_fill is True where it may NOT attend.',
    run: (session) => onMasks(session, (x) => 1 - x),
  },
  {
    name: 'mask off by one',
    mend: 'A token may attend to itself. Check the diagonal of tril or triu, and the length of a cache when the newest key is appended.',
    run: (session) => onMasks(session, (x, t, s) => (s === t ? 0 : x)),
  },
  {
    name: 'mask one too far',
    mend: 'The mask lets each token see the next one. Check the diagonal of tril or triu.',
    run: (session) => onMasks(session, (x, t, s) => (s === t + 1 ? 1 : x)),
  },
  {
    name: 'no mask',
    mend: 'The mask is not applied. A mask has to be added to (or filled into) the scores before the softmax.',
    run: (session) => onMasks(session, () => 1),
  },
  {
    name: 'mask after softmax',
    mend: 'Masking weights leaves rows that do not add up to 1. Set the masked scores to minus infinity before the softmax.',
    run: (session) =>
      stepsOf(session, 'softmax').some(({ siblings }) => siblings.some(({ stage }) => stage === 'mask')) &&
      onEach(session, 'mask', ({ inputs, siblings }) => {
        const scaled = read(session, inputs.scaled);
        const mask = read(session, inputs.mask);
        const { outputs } = siblings.find(({ stage }) => stage === 'softmax');
        const columns = scaled.shape.at(-1);
        const whole = cellwise(
          scaled,
          (_, h, t, s) => softmaxOver(Array.from({ length: columns }, (__, key) => at(scaled, h, t, key)))[s],
        );
        write(
          session,
          outputs.weights,
          whole.map((x, i) => x * mask.data[i % mask.data.length]),
        );
      }),
  },
  {
    name: 'scaled by the width',
    mend: 'Divide by the root of the head width, not by the width.',
    run: (session) => rescaled(session, ({ factor, temperature }) => (factor * factor) / temperature),
  },
  {
    name: 'scaled by the root of the model width',
    mend: 'Divide by the root of the width of a head, not of the model.',
    run: (session) => rescaled(session, ({ temperature }) => 1 / Math.sqrt(session.scene.model.width) / temperature),
  },
  {
    name: 'no scaling',
    mend: 'Divide the scores by the root of the head width.',
    run: (session) => rescaled(session, ({ temperature }) => 1 / temperature),
  },
  {
    name: 'view instead of transpose',
    mend: 'Heads are columns of the projection: view(T, H, D) and then transpose(0, 1), not view(H, T, D).',
    run: (session) =>
      onEach(session, 'split_heads', ({ inputs, outputs }) => {
        for (const name of ['q', 'k', 'v']) write(session, outputs[name], read(session, inputs[name]).data);
      }),
  },
  {
    name: 'heads merged by view',
    mend: 'Transpose back before the view: transpose(0, 1).reshape(T, H * D).',
    run: (session) =>
      onEach(session, 'merge_heads', ({ inputs, outputs }) =>
        write(session, outputs.concat, read(session, inputs.heads).data),
      ),
  },
  {
    name: 'softmax over the queries',
    dividesZero: (session) =>
      masksOf(session).some((rows) => rows[0].some((_, s) => rows.every((row) => row[s] === 0))),
    mend: 'The softmax goes along the keys, the last axis: softmax(dim=-1).',
    run: (session) =>
      onEach(session, 'softmax', ({ path, inputs, outputs }) => {
        if (path.endsWith('probabilities')) return;
        write(session, outputs.weights, downColumns(read(session, inputs.masked)));
      }),
  },
  {
    name: 'softmax over the heads',
    dividesZero: (session) => masksOf(session).some((rows) => rows.some((row) => row.includes(0))),
    mend: 'The softmax goes along the keys, the last axis: softmax(dim=-1).',
    run: (session) =>
      session.scene.model.heads > 1 &&
      onEach(session, 'softmax', ({ path, inputs, outputs }) => {
        if (path.endsWith('probabilities')) return;
        write(session, outputs.weights, acrossHeads(read(session, inputs.masked)));
      }),
  },
  {
    name: 'norm placed otherwise',
    mend: 'Pre-norm is x + f(norm(x)), post-norm is norm(x + f(x)). The configuration says which one is meant.',
    model: ({ model }) => {
      const other = { pre: 'post', post: 'pre' }[model.norm];
      return other ? { norm: other, final_norm: model.final_norm } : null;
    },
  },
  {
    name: 'rotary pairing',
    mend: 'Rotary positions turn columns in pairs: neighbours (0 and 1) in some published code, halves (0 and D/2) in other code. Weights fit only the pairing they were trained with.',
    model: ({ model: { position, rotary, head_width: width } }) =>
      position === 'rotary' && width * rotary.share > 2
        ? { rotary: { ...rotary, pairing: rotary.pairing === 'half' ? 'interleaved' : 'half' } }
        : null,
  },
  {
    name: 'targets not shifted',
    mend: 'The target of a position is the token after it: compare logits[:-1] with tokens[1:], not logits with tokens.',
    scene: ({ loss, tokens }) => (loss?.targets === 'next' ? { loss: { ...loss, targets: tokens } } : null),
  },
  {
    name: 'unbiased variance',
    mend: 'A norm divides the variance by C, not by C - 1: var(unbiased=False).',
    run: (session) =>
      session.scene.model.width > 1 &&
      onEach(session, 'layer_norm', ({ outputs }) => {
        const { width } = session.scene.model;
        write(
          session,
          outputs.variance,
          read(session, outputs.variance).data.map((x) => (x * width) / (width - 1)),
        );
      }),
  },
  {
    name: 'eps outside the root',
    mend: 'A norm adds eps to the variance before the root: 1 / sqrt(variance + eps).',
    run: (session) =>
      onEach(session, 'layer_norm', ({ outputs, options }) => {
        write(
          session,
          outputs.rstd,
          read(session, outputs.variance).data.map((x) => 1 / (Math.sqrt(x) + options.eps)),
        );
      }),
  },
  {
    name: 'missing output projection',
    mend: 'After the heads are merged, multiply by W_o.',
    run: (session) => {
      const { width, heads, head_width: headWidth } = session.scene.model;
      if (width !== heads * headWidth) return false;
      return onEach(session, 'merge_heads', ({ outputs, siblings }) => {
        const output = siblings.find(({ stage }) => stage === 'linear');
        write(session, output.outputs.y, read(session, outputs.concat).data);
      });
    },
  },
  {
    name: 'weights transposed',
    mend: 'PyTorch keeps a linear layer as (out, in); here y = x W with W of shape (in, out). Transpose one of them.',
    run: (session) => transposedWeights(session, ['wq', 'wk', 'wv', 'w']),
  },
  {
    name: 'tied weights transposed',
    mend: 'The matrix of the unembedding is the embedding table transposed: logits = x table.T.',
    run: (session) => {
      const [unembed] = stepsOf(session, 'linear').filter(({ path }) => path.endsWith('unembed'));
      if (!unembed) return false;
      const tensor = read(session, unembed.inputs.w);
      if (tensor.shape[0] !== tensor.shape[1]) return false;
      write(
        session,
        unembed.inputs.w,
        cellwise(tensor, (_, h, t, s) => at(tensor, h, s, t)),
      );
      return true;
    },
  },
  {
    name: 'bias forgotten',
    mend: 'Add the biases of the linear layers.',
    run: (session) => {
      const paths = new Set();
      walk(session.program, ({ stage, inputs }) => {
        if (stage === 'layer_norm') return;
        for (const [name, path] of Object.entries(inputs))
          if (/^b/.test(name) && path.startsWith('weights.')) paths.add(path);
      });
      for (const path of paths)
        write(
          session,
          path,
          read(session, path).data.map(() => 0),
        );
      return paths.size > 0;
    },
  },
];
