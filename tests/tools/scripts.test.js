/** The scripts that a reader takes away, run by Python, make every tensor again. So do its files read by NumPy. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { npyBytes, numpyScript, readNpy, torchScript } from '../../dist/package/export.js';
import { loadEngine } from '../../dist/package/index.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';
import { python, scriptRunner } from './python.js';

const { missing, run } = await scriptRunner('numpy', 'torch');
const engine = await loadEngine();
const { namedModels } = await loadTs('web/engine/scene/named-models.ts');
const folder = mkdtempSync(join(tmpdir(), 'attend-'));
after(() => rmSync(folder, { recursive: true }));

const scene = (model, rest) => ({
  version: 1,
  tokens: ['the', 'cat', 'sat', 'down'],
  model,
  weights: { seed: 11 },
  ...rest,
});

const rows = [
  [0, 0, 0, 0],
  [1, 1, 0, 0],
  [1, 0, 1, 0],
  [1, 1, 1, 1],
];

/** Tensors that are changed by hand at their first cell. */
const first = (session, ...paths) => {
  for (const path of paths)
    session.edit(
      path,
      session.tensor(path, { ahead: true }).shape.map(() => 0),
      0.75,
    );
};

const programs = {
  'attention with a custom mask and a row that may attend to nothing': {
    scene: scene({ kind: 'attention', width: 4, heads: 2, mask: { kind: 'custom', rows } }),
  },
  'attention whose weights are masked': {
    scene: scene({ kind: 'attention', width: 4, heads: 2, mask: { kind: 'causal', on: 'weights' } }),
  },
  'attention with norms of queries and keys, and a soft cap': {
    scene: scene({ kind: 'attention', width: 6, heads: 2, qk_norm: true, soft_cap: 2, mask: { kind: 'causal' } }),
  },
  'attention in tiles of three keys, a row all shut': {
    scene: scene({ kind: 'attention', width: 4, heads: 2, tile: 3, mask: { kind: 'custom', rows } }),
  },
  'a decoder with grouped heads, rotary halves, sinks, SwiGLU, a tied unembedding': {
    scene: scene({
      kind: 'decoder',
      width: 8,
      heads: 4,
      kv_heads: 2,
      norm_kind: 'rms',
      position: 'rotary',
      rotary: { base: 100, offset: 2 },
      sinks: true,
      feed_forward: { width: 3, activation: 'swiglu' },
      unembed: true,
      tie_unembed: true,
    }),
  },
  'attention with rotary pairs side by side, of half the columns': {
    scene: scene({
      kind: 'attention',
      width: 8,
      heads: 2,
      position: 'rotary',
      rotary: { pairing: 'interleaved', share: 0.5 },
    }),
  },
  'a block with ALiBi of three heads, GeGLU, in parallel': {
    scene: scene({
      kind: 'block',
      width: 6,
      heads: 3,
      position: 'alibi',
      parallel: true,
      feed_forward: { width: 3, activation: 'geglu' },
    }),
  },
  'a block with two of three experts, of two logits that are equal': {
    scene: scene({ kind: 'block', width: 4, heads: 2, feed_forward: { width: 3, experts: 3, top: 2 } }),
    change(session) {
      for (const expert of [0, 1]) session.edit('layers.0.feed_forward.logits', [0, expert], -1);
    },
  },
  'tokens that are drawn with a cache': {
    scene: scene(
      { kind: 'decoder', width: 4, heads: 2, kv_heads: 1, position: 'rotary', unembed: true },
      { generate: { tokens: 3, pick: { kind: 'sample', temperature: 0.5, top_k: 3, top_p: 0.9, seed: 2 } } },
    ),
  },
  'the largest tokens without a cache, one of them changed': {
    scene: scene(
      { kind: 'decoder', width: 4, heads: 2, position: 'sinusoidal', unembed: true, tie_unembed: true },
      { generate: { tokens: 3, cache: false } },
    ),
    edit: (session) => session.edit('prefill.pick', [0], 3),
  },
  'a cache with ALiBi': {
    scene: scene(
      { kind: 'decoder', width: 4, heads: 2, position: 'alibi', unembed: true },
      { generate: { tokens: 3 } },
    ),
  },
  'a cache with learned positions': {
    scene: scene(
      { kind: 'decoder', width: 4, heads: 2, position: 'learned', unembed: true },
      { generate: { tokens: 2 } },
    ),
  },
  'cross-attention alone': {
    scene: scene({ kind: 'attention', width: 4, heads: 2 }, { memory: ['le', 'chat'] }),
  },
  'a block, post-norm, relu, without biases': {
    scene: scene({
      kind: 'block',
      width: 6,
      heads: 3,
      norm: 'post',
      bias: false,
      feed_forward: { width: 5, activation: 'relu' },
    }),
  },
  'a decoder of two layers and four heads, gelu, sinusoids': {
    scene: scene({ kind: 'decoder', layers: 2, width: 8, heads: 4, position: 'sinusoidal', unembed: true }),
  },
  'an encoder with rms norms, silu, learned positions': {
    scene: scene({
      kind: 'encoder',
      layers: 2,
      width: 8,
      heads: 2,
      norm_kind: 'rms',
      position: 'learned',
      feed_forward: { width: 5, activation: 'silu' },
      mask: { kind: 'window', size: 1 },
    }),
  },
  'an encoder-decoder, tanh of gelu': {
    scene: scene(
      {
        kind: 'encoder-decoder',
        layers: 2,
        width: 4,
        heads: 2,
        feed_forward: { width: 3, activation: 'gelu_tanh' },
        unembed: true,
      },
      { memory: ['le', 'chat'] },
    ),
  },
  'an encoder with changes by hand to all that can be changed': {
    scene: scene({
      kind: 'encoder',
      layers: 2,
      width: 4,
      heads: 2,
      position: 'learned',
      mask: { kind: 'causal' },
      feed_forward: { width: 3 },
    }),
    change(session) {
      const leaves = session.program.children.flatMap((node) => [node, ...node.children]);
      const steps = leaves.flatMap((node) => [node, ...node.children]).filter(({ stage }) => stage);
      const made = steps.flatMap((step) => step.writes);
      const given = [...new Set(steps.flatMap((step) => step.reads))].filter((path) => path.startsWith('weights.'));
      first(session, ...made, ...given);
      const scale = 'layers.0.attention.scale';
      session.edit(`${scale}.temperature`, [], 0.3);
      session.edit('layers.1.norm_1.eps', [], 0.125);
      session.edit('masks.causal', [0, 3], 1);
      session.edit('ids', [0], 2);
      session.edit(scale, [1, 0, 0], -Infinity);
      session.edit(scale, [1, 0, 3], -Infinity);
      session.edit('layers.1.attention.scores', [0, 0, 1], [1, 2, 3]);
    },
  },
  'whole tensors read from files': {
    scene: scene({ kind: 'attention', width: 4, heads: 2 }),
    change(session) {
      const at = 'layers.0.attention';
      const numbers = (count) => Float32Array.from({ length: count }, (_, i) => Math.fround((i % 7) / 3 - 1));
      session.edit(`${at}.scores`, [0, 0, 0], numbers(32));
      session.edit(`${at}.softmax.exponentials`, [0, 1, 1], numbers(26).map(Math.abs));
    },
  },
  'weights that are too many to read': {
    scene: scene({ kind: 'block', width: 48, heads: 2, feed_forward: { width: 96 } }),
  },
  'a title and tokens that look like code': {
    scene: scene(
      { kind: 'attention', width: 2, heads: 1 },
      {
        title: 'x\nraise SystemExit(3)\r"""\u2028raise SystemExit(4)',
        tokens: ['"]; raise SystemExit(5)', '\\', "'''\n\u0000", '\ud83d', '😀', '#'],
      },
    ),
  },
};

for (const { id, model } of namedModels) programs[`like ${id}`] = { scene: scene(model) };

const near = (got, expected) =>
  Number.isFinite(expected) ? Math.abs(got - expected) <= 1e-5 * Math.max(1, Math.abs(expected)) : got === expected;

/** Runs a script and compares every tensor with the engine's. */
async function compare(session, script, name) {
  const [file, out] = [join(folder, 'attend.py'), join(folder, 'trace.json')];
  writeFileSync(file, script);
  const printed = await run(file, '--json', out);
  assert.match(printed, /The last tensor is the one that Attend computed\.\n$/, name);
  const trace = JSON.parse(readFileSync(out, 'utf8'));
  const steps = (node) => (node.stage ? [node] : node.children.flatMap(steps));
  const paths = steps(session.program).flatMap((step) => step.writes);
  assert.deepEqual(Object.keys(trace).sort(), paths.sort(), `${name}: paths`);
  for (const path of paths) {
    const { data } = session.tensor(path, { ahead: true });
    const got = trace[path].map((number) => (number === '-inf' ? -Infinity : number));
    assert.equal(got.length, data.length, `${name}: numbers of ${path}`);
    const wrong = got.findIndex((number, i) => !near(number, data[i]));
    assert.equal(wrong, -1, `${name}: ${path}[${wrong}] is ${got[wrong]}, the engine has ${data[wrong]}`);
  }
}

for (const [name, { scene: what, change }] of Object.entries(programs)) {
  for (const [kind, script] of Object.entries({ numpy: numpyScript, torch: torchScript })) {
    test(`${kind}: ${name}`, { skip: missing(kind) }, async () => {
      const session = engine.open(what);
      change?.(session);
      await compare(session, script(engine, session), name);
      session.close();
    });
  }
}

test('NumPy reads our .npy, and we read what NumPy writes', { skip: missing('numpy') }, () => {
  const path = join(folder, 'scores.npy');
  const shape = [2, 3, 4];
  const data = Float32Array.from({ length: 24 }, (_, i) => i - 8);
  writeFileSync(path, npyBytes({ shape, data }));
  const told = execFileSync(python, [
    '-c',
    `import numpy; a = numpy.load(${JSON.stringify(path)}); print(a.dtype, a.shape, a.ravel().tolist())`,
  ]);
  assert.equal(String(told), `float32 (2, 3, 4) [${[...data].map((x) => x.toFixed(1)).join(', ')}]\n`);
  for (const kind of ['<f2', '<f4', '>f4', '<f8', '>f8', '<i4', '>i4', '<i8']) {
    for (const order of ['C', 'F']) {
      const make = `import numpy; numpy.save(${JSON.stringify(path)}, (numpy.arange(24) - 8).reshape(2, 3, 4).astype("${kind}", order="${order}"))`;
      execFileSync(python, ['-c', make]);
      assert.deepEqual(readNpy(readFileSync(path), { path: 'x', shape }), data, `${kind} ${order}`);
    }
  }
  execFileSync(python, ['-c', `import numpy; numpy.save(${JSON.stringify(path)}, numpy.array([{}, 1], object))`]);
  assert.throws(() => readNpy(readFileSync(path), { path: 'x', shape: [2] }), /object/);
});
