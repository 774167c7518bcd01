/** Long because every operation has its cell. Cells written out: what every operation says as text and as LaTeX, and how long sums are folded. */
import { scene, withSession } from '../support.js';

const attention = 'layers.0.attention';
const small = (model, tokens = ['a', 'b']) => scene({ width: 2, heads: 1, ...model }, { tokens });
const block = (activation) => small({ kind: 'block', norm: 'pre', feed_forward: { width: 2, activation } });
const activated = (op, value, shown) => ({
  op,
  scene: block(op),
  edits: { 'layers.0.feed_forward.hidden': [value] },
  cell: ['layers.0.feed_forward.activated', [0, 0]],
  text: `${op}(−1.00) = ${shown}`,
  latex: `\\operatorname{${op.replace('_', '\\_')}}\\left(-1.00\\right) = ${shown.replace('−', '-')}`,
});
const mixed = small({ kind: 'block', feed_forward: { width: 1, experts: 3, top: 2 } });
const masked = small({ mask: { kind: 'causal' } });
const wq = 'layers.0.attention.wq';
const updated = {
  ...small({ kind: 'block', unembed: true }),
  loss: { kind: 'cross_entropy' },
  update: { kind: 'adam', rate: 0.25, betas: [0.5, 0.75], eps: 1, decay: 0.5, weights: [wq] },
};
const GIVEN = {
  weight: `weights.${wq}`,
  gradient: `gradients.weights.${wq}`,
  first: `moments.first.${wq}`,
  second: `moments.second.${wq}`,
};
const place = (result) => (result ? `update.${wq}.${result}` : `update.${wq}`);
const ofUpdate = (cells) =>
  Object.fromEntries(Object.entries(cells).map(([name, values]) => [GIVEN[name] ?? place(name), values]));
const going = {
  ...small({ kind: 'decoder', unembed: true }, ['a', 'b', 'c']),
  generate: { tokens: 1, pick: { kind: 'sample', temperature: 0.5, top_k: 2, top_p: 0.75 } },
};
const learning = { ...small({ kind: 'block', unembed: true }), loss: { kind: 'cross_entropy' } };

/** The numbers that are edited are the cell's operands; they begin at the first cell of their tensor. */
const written = [
  {
    op: 'input',
    scene: small(),
    edits: {},
    cell: ['ids', [1]],
    text: '1.00',
    latex: '1.00',
  },
  {
    op: 'edited',
    scene: small(),
    edits: { embed: [-2.5] },
    cell: ['embed', [0, 0]],
    text: '−2.50',
    latex: '-2.50',
  },
  {
    op: 'copy',
    scene: small(),
    edits: { [`${attention}.project.q`]: [-0.5] },
    cell: [`${attention}.split_heads.q`, [0, 0, 0]],
    text: '−0.50 = −0.50',
    latex: '-0.50 = -0.50',
  },
  {
    op: 'lookup',
    scene: small(),
    edits: { 'weights.embed.table': [1.5] },
    cell: ['embed', [0, 0]],
    text: '1.50 = 1.50',
    latex: '1.50 = 1.50',
  },
  {
    op: 'sinusoid',
    scene: small({ position: 'sinusoidal' }),
    edits: {},
    cell: ['position.encoding', [1, 0]],
    text: 'sin(t / 10000^(2i/C)) = 0.84',
    latex: '\\sin\\left(t / 10000^{2i/C}\\right) = 0.84',
  },
  {
    op: 'sinusoid',
    scene: small({ position: 'sinusoidal' }),
    edits: {},
    cell: ['position.encoding', [1, 1]],
    text: 'cos(t / 10000^(2i/C)) = 0.54',
    latex: '\\cos\\left(t / 10000^{2i/C}\\right) = 0.54',
  },
  {
    op: 'angle',
    scene: small({ position: 'rotary', rotary: { offset: 3, base: 100 } }),
    edits: {},
    cell: [`${attention}.rotary.angle`, [1, 0]],
    text: '(t + 3.00) / 100.00^(i/R) = 4.00',
    latex: '(t + 3.00) / 100.00^{i/R} = 4.00',
  },
  {
    op: 'cos',
    scene: small({ position: 'rotary' }),
    edits: { [`${attention}.rotary.angle`]: [1] },
    cell: [`${attention}.rotary.cosine`, [0, 0]],
    text: 'cos(1.00) = 0.54',
    latex: '\\cos\\left(1.00\\right) = 0.54',
  },
  {
    op: 'sin',
    scene: small({ position: 'rotary' }),
    edits: { [`${attention}.rotary.angle`]: [1] },
    cell: [`${attention}.rotary.sine`, [0, 0]],
    text: 'sin(1.00) = 0.84',
    latex: '\\sin\\left(1.00\\right) = 0.84',
  },
  {
    op: 'turn',
    scene: small({ position: 'rotary' }),
    edits: {
      [`${attention}.split_heads.q`]: [-1, 2],
      [`${attention}.rotary.cosine`]: [0.5],
      [`${attention}.rotary.sine`]: [-0.25],
    },
    cell: [`${attention}.rotary.q`, [0, 0, 0]],
    text: '(−1.00)·0.50 − 2.00·(−0.25) = 0.00',
    latex: '(-1.00) \\cdot 0.50 - 2.00 \\cdot (-0.25) = 0.00',
  },
  {
    op: 'slope',
    scene: small({ position: 'alibi' }),
    edits: {},
    cell: [`${attention}.alibi.slopes`, [0]],
    text: '2^(−8(h + 1)/H) = 0.0039',
    latex: '2^{-8(h + 1)/H} = 0.0039',
  },
  {
    op: 'distance',
    scene: small({ position: 'alibi' }),
    edits: {},
    cell: [`${attention}.alibi.distances`, [1, 0]],
    text: '−abs(t − s) = −1.00',
    latex: '-\\operatorname{abs}(t - s) = -1.00',
  },
  {
    op: 'products',
    scene: small(),
    edits: { [`${attention}.split_heads.q`]: [-1, 2], [`${attention}.split_heads.k`]: [3, -0.5] },
    cell: [`${attention}.scores`, [0, 0, 0]],
    text: '(−1.00)·3.00 + 2.00·(−0.50) = −4.00',
    latex: '(-1.00) \\cdot 3.00 + 2.00 \\cdot (-0.50) = -4.00',
  },
  {
    op: 'scale',
    scene: small({ temperature: 4, head_width: 4 }),
    edits: { [`${attention}.scores`]: [-2] },
    cell: [`${attention}.scale`, [0, 0, 0]],
    text: '(−2.00)·0.50 / 4.00 = −0.25',
    latex: '\\frac{(-2.00) \\cdot 0.50}{4.00} = -0.25',
  },
  {
    op: 'exp_difference',
    scene: small({ tile: 1 }),
    edits: {
      [`${attention}.online_softmax.0.row_max`]: [-2],
      [`${attention}.online_softmax.1.row_max`]: [-1],
    },
    cell: [`${attention}.online_softmax.1.rescale`, [0, 0]],
    text: 'exp(−2.00 − (−1.00)) = 0.37',
    latex: '\\exp\\left(-2.00 - (-1.00)\\right) = 0.37',
  },
  {
    op: 'soft_cap',
    scene: small({ soft_cap: 2 }),
    edits: { [`${attention}.scale`]: [-2] },
    cell: [`${attention}.soft_cap`, [0, 0, 0]],
    text: '2.00·tanh(−2.00 / 2.00) = −1.52',
    latex: '2.00 \\cdot \\tanh\\left(\\frac{-2.00}{2.00}\\right) = -1.52',
  },
  ...[
    [
      'decayed',
      'direction',
      { ratio: [2], weight: [-3] },
      '2.00 + 0.50·(−3.00) = 0.50',
      '2.00 + 0.50 \\cdot (-3.00) = 0.50',
    ],
    [
      'descend',
      '',
      { weight: [1], direction: [-2] },
      '1.00 − 0.25·(−2.00) = 1.50',
      '1.00 - 0.25 \\cdot (-2.00) = 1.50',
    ],
    [
      'first_moment',
      'new_first',
      { first: [2], gradient: [-1] },
      '0.50·2.00 + (1 − 0.50)·(−1.00) = 0.50',
      '0.50 \\cdot 2.00 + (1 - 0.50) \\cdot (-1.00) = 0.50',
    ],
    [
      'second_moment',
      'new_second',
      { second: [1], gradient: [-2] },
      '0.75·1.00 + (1 − 0.75)·(−2.00)² = 1.75',
      '0.75 \\cdot 1.00 + (1 - 0.75) \\cdot (-2.00)^2 = 1.75',
    ],
    [
      'first_corrected',
      'first_corrected',
      { new_first: [1] },
      '1.00 / (1 − 0.50^1.00) = 2.00',
      '\\frac{1.00}{1 - 0.50^{1.00}} = 2.00',
    ],
    [
      'second_corrected',
      'second_corrected',
      { new_second: [3] },
      '3.00 / (1 − 0.75^1.00) = 12.00',
      '\\frac{3.00}{1 - 0.75^{1.00}} = 12.00',
    ],
    [
      'over_root',
      'ratio',
      { first_corrected: [3], second_corrected: [4] },
      '3.00 / (√4.00 + 1.00) = 1.00',
      '\\frac{3.00}{\\sqrt{4.00} + 1.00} = 1.00',
    ],
  ].map(([op, result, cells, text, latex]) => ({
    op,
    scene: updated,
    edits: ofUpdate(cells),
    cell: [place(result), [0, 0]],
    text,
    latex,
  })),
  {
    op: 'mask',
    scene: masked,
    edits: { [`${attention}.scale`]: [0.25, 0.5] },
    cell: [`${attention}.mask`, [0, 0, 1]],
    text: 'mask 0 = −∞',
    latex: '\\text{mask } 0 = -\\infty',
  },
  {
    op: 'mask',
    scene: masked,
    edits: { [`${attention}.scale`]: [0.25] },
    cell: [`${attention}.mask`, [0, 0, 0]],
    text: '0.25 = 0.25',
    latex: '0.25 = 0.25',
  },
  {
    op: 'max',
    scene: small(),
    edits: { [`${attention}.scale`]: [-1, 0.5] },
    cell: [`${attention}.softmax.row_max`, [0, 0]],
    text: 'max(−1.00, 0.50) = 0.50',
    latex: '\\max\\left(-1.00, 0.50\\right) = 0.50',
  },
  {
    op: 'subtract',
    scene: small(),
    edits: { [`${attention}.scale`]: [-1, -0.5] },
    cell: [`${attention}.softmax.shifted`, [0, 0, 0]],
    text: '−1.00 − (−0.50) = −0.50',
    latex: '-1.00 - (-0.50) = -0.50',
  },
  {
    op: 'exp',
    scene: small(),
    edits: { [`${attention}.softmax.shifted`]: [-1] },
    cell: [`${attention}.softmax.exponentials`, [0, 0, 0]],
    text: 'exp(−1.00) = 0.37',
    latex: '\\exp\\left(-1.00\\right) = 0.37',
  },
  {
    op: 'sum',
    scene: small(),
    edits: { [`${attention}.softmax.exponentials`]: [-0.5, -2] },
    cell: [`${attention}.softmax.row_sum`, [0, 0]],
    text: '(−0.50) + (−2.00) = −2.50',
    latex: '(-0.50) + (-2.00) = -2.50',
  },
  {
    op: 'divide',
    scene: small(),
    edits: { [`${attention}.softmax.exponentials`]: [3], [`${attention}.softmax.row_sum`]: [-2] },
    cell: [attention.concat('.softmax'), [0, 0, 0]],
    text: '3.00 / (−2.00) = −1.50',
    latex: '\\frac{3.00}{-2.00} = -1.50',
  },
  {
    op: 'mean',
    scene: block('relu'),
    edits: { embed: [-1, 4] },
    cell: ['layers.0.norm_1.mean', [0]],
    text: '((−1.00) + 4.00) / 2 = 1.50',
    latex: '\\frac{(-1.00) + 4.00}{2} = 1.50',
  },
  {
    op: 'mean_square',
    scene: block('relu'),
    edits: { 'layers.0.norm_1.centred': [-1, 3] },
    cell: ['layers.0.norm_1.variance', [0]],
    text: '((−1.00)² + 3.00²) / 2 = 5.00',
    latex: '\\frac{(-1.00)^2 + 3.00^2}{2} = 5.00',
  },
  {
    op: 'rsqrt',
    scene: block('relu'),
    edits: { 'layers.0.norm_1.variance': [1.75], 'layers.0.norm_1.eps': 0.5 },
    cell: ['layers.0.norm_1.rstd', [0]],
    text: '1 / √(1.75 + 0.50) = 0.67',
    latex: '\\frac{1}{\\sqrt{1.75 + 0.50}} = 0.67',
  },
  {
    op: 'select',
    scene: learning,
    edits: { 'loss.shifted': [-1, -2] },
    cell: ['loss.target', [0]],
    text: '−2.00 = −2.00',
    latex: '-2.00 = -2.00',
  },
  {
    op: 'log',
    scene: learning,
    edits: { 'loss.row_sum': [2] },
    cell: ['loss.log_sum', [0]],
    text: 'log(2.00) = 0.69',
    latex: '\\log\\left(2.00\\right) = 0.69',
  },
  { op: 'one', scene: learning, edits: {}, cell: ['gradients.loss', [0]], text: '1 = 1.00', latex: '1 = 1.00' },
  {
    op: 'temper',
    scene: going,
    edits: { 'prefill.unembed': [0, 0, 0, 0, 0, 0, -1] },
    cell: ['prefill.pick.scaled', [0]],
    text: '−1.00 / 0.50 = −2.00',
    latex: '\\frac{-1.00}{0.50} = -2.00',
  },
  {
    op: 'order',
    scene: going,
    edits: { 'prefill.pick.scaled': [1, 3, -2] },
    cell: ['prefill.pick.order', [0]],
    text: 'argsort(1.00, 3.00, −2.00) = 1.00',
    latex: '\\operatorname{argsort}\\left(1.00, 3.00, -2.00\\right) = 1.00',
  },
  {
    op: 'among',
    scene: mixed,
    edits: { 'layers.0.feed_forward.logits': [1, -3, 2] },
    cell: ['layers.0.feed_forward.chosen', [0, 2]],
    text: 'among the top 2.00 of (1.00, −3.00, 2.00) = 1.00',
    latex: '\\operatorname{top}_{2.00}\\left(1.00, -3.00, 2.00\\right) = 1.00',
  },
  {
    op: 'keep',
    scene: going,
    edits: { 'prefill.pick.reached': [1, 1.25, 1.25] },
    cell: ['prefill.pick.stays', [1]],
    text: '1.00 less than 0.75·1.25 = 0.00',
    latex: '1.00 \\lt 0.75 \\cdot 1.25 = 0.00',
  },
  { op: 'cut', scene: going, edits: {}, cell: ['prefill.pick.stays', [2]], text: '0 = 0.00', latex: '0 = 0.00' },
  {
    op: 'count_up_to',
    scene: going,
    edits: { 'prefill.pick.mark': [0.5], 'prefill.pick.cumulative': [0.25, 0.75, 1] },
    cell: ['prefill.pick.place', [0]],
    text: 'count(0.50, 0.25, 0.75) - 1 = 1.00',
    latex: '\\operatorname{count}\\left(0.50, 0.25, 0.75\\right) - 1 = 1.00',
  },
  { op: 'unrelated', scene: learning, edits: {}, cell: ['gradients.ids', [0]], text: '0 = 0.00', latex: '0 = 0.00' },
  {
    op: 'chain_rule',
    scene: learning,
    edits: { 'gradients.loss': [-3], 'loss.count': [2] },
    cell: ['gradients.loss.total', [0]],
    text: '(−3.00)·0.50 = −1.50',
    latex: '(-3.00) \\cdot 0.50 = -1.50',
  },
  activated('relu', -1, '0.00'),
  activated('gelu', -1, '−0.16'),
  activated('gelu_tanh', -1, '−0.16'),
  activated('silu', -1, '−0.27'),
];

function withEdits(engine, { scene: what, edits }, act) {
  withSession(engine, what, (session) => {
    for (const [path, values] of Object.entries(edits))
      session.edit(path, Array.isArray(values) ? session.tensor(path, { ahead: true }).shape.map(() => 0) : [], values);
    act(session);
  });
}

export const cases = [
  {
    name: 'written: every operation, as text and as LaTeX',
    run(engine, assert) {
      const met = new Set();
      for (const one of written)
        withEdits(engine, one, (session) => {
          const { op, text, latex } = session.explain(...one.cell);
          assert.deepEqual([op, text, latex], [one.op, one.text, one.latex], one.op);
          met.add(op);
        });
      for (const { name } of engine.operations) assert.ok(met.has(name), `${name} is not written out here`);
    },
  },
  {
    name: 'written: a long sum is folded in the middle, in text and in LaTeX',
    run(engine, assert) {
      const values = Array.from({ length: 9 }, (_, i) => i + 1);
      const what = scene({ kind: 'block', width: 9, heads: 1 }, { tokens: ['a'] });
      withEdits(engine, { scene: what, edits: { embed: values } }, (session) => {
        const { text, latex } = session.explain('layers.0.norm_1.mean', [0]);
        assert.equal(text, '(1.00 + 2.00 + 3.00 + 4.00 + … (3 more) … + 8.00 + 9.00) / 9 = 5.00', 'text');
        const dots = '\\underbrace{\\cdots}_{3\\text{ more}}';
        assert.equal(latex, `\\frac{1.00 + 2.00 + 3.00 + 4.00 + ${dots} + 8.00 + 9.00}{9} = 5.00`, 'LaTeX');
      });
    },
  },
];
