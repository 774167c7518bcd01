/** The whole model at a glance, before it is drawn: what is found in a program tree, and where everything stands. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const at = (path) => new URL(`../../${path}`, import.meta.url).pathname;
const tokens = ['The', 'cat', 'sat', 'on', 'it'];
const scene = (model, more = {}) => ({ version: 1, tokens, weights: { seed: 7 }, model, ...more });
const scenes = {
  'bare attention': scene({ kind: 'attention', width: 4, heads: 1 }),
  'a block after its norm': scene({ kind: 'block', width: 8, heads: 2, norm: 'post' }),
  'an encoder with positions': scene({ kind: 'encoder', width: 8, heads: 4, layers: 2, position: 'sinusoidal' }),
  'a decoder': scene({ kind: 'decoder', width: 12, heads: 3, layers: 3, unembed: true }),
  'sublayers side by side, with shared heads': scene({
    kind: 'decoder',
    width: 8,
    heads: 4,
    kv_heads: 2,
    position: 'rotary',
    parallel: true,
    sinks: true,
  }),
  'a decoder with linear biases': scene({ kind: 'decoder', width: 8, heads: 4, position: 'alibi' }),
  'a block with four experts': scene({
    kind: 'block',
    width: 8,
    heads: 2,
    feed_forward: { width: 4, experts: 4, top: 2 },
  }),
  'an encoder-decoder': scene({ kind: 'encoder-decoder', width: 8, heads: 2, layers: 2 }, { memory: ['le', 'chat'] }),
};
const captions = { of: ({ name }) => name, slice: ({ axes }, slice) => `${axes[0]} ${slice + 1}` };

describe('the overview', () => {
  let engine;
  let stages;
  let graphOf;
  let layoutOf;

  before(async () => {
    engine = await loadEngine(readFileSync(at('dist/package/engine.wasm')));
    stages = new Map(engine.stages.map((stage) => [stage.id, stage]));
    ({ graphOf } = await loadTs(at('web/elements/overview/model-graph.ts')));
    ({ layoutOf } = await loadTs(at('web/elements/overview/layout.ts')));
  });

  const graphFor = (name) => {
    const session = engine.open(scenes[name]);
    const graph = graphOf(session, stages);
    return { session, graph };
  };
  const leavesOf = (node) => (node.stage ? [node] : node.children.flatMap(leavesOf));
  const layoutFor = (graph, { down = false, folded = () => false, columns = 2 } = {}) =>
    layoutOf(graph, { down, folded, columns, captions });

  for (const name of Object.keys(scenes)) {
    test(`draws every main result of ${name}, each head once, and nothing over anything else`, () => {
      const { session, graph } = graphFor(name);
      for (const down of [false, true]) {
        const { tiles, width, height } = layoutFor(graph, { down });
        const seen = tiles.map(({ drawn, head }) => `${drawn.path} ${head}`);
        assert.equal(new Set(seen).size, seen.length, 'no tile twice');
        for (const leaf of leavesOf(session.program)) {
          const mains = stages.get(leaf.stage).writes.filter(({ main }) => main);
          for (const { name: result } of mains) {
            const path = leaf.outputs[result];
            const { axes, shape } = session.shapeOf(path);
            const heads = /^[HG]$/.test(axes[0]) ? Array.from({ length: shape[0] }, (_, i) => i) : [null];
            for (const head of heads) assert.ok(seen.includes(`${path} ${head}`), `${path} ${head}`);
          }
        }
        for (const [i, a] of tiles.entries()) {
          assert.ok(a.x >= -1 && a.y >= -13 && a.x + a.w <= width + 1 && a.y + a.h <= height + 1, a.drawn.path);
          for (const b of tiles.slice(i + 1)) {
            const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
            assert.ok(
              apart,
              `${a.drawn.path} ${a.head} lies over ${b.drawn.path} ${b.head}${down ? ', downwards' : ''}`,
            );
          }
        }
      }
    });
  }

  test('keeps the proportions of every tensor', () => {
    const { graph } = graphFor('a decoder');
    for (const { w, h, rows, cols, drawn } of layoutFor(graph).tiles) {
      assert.ok(Math.abs(w / cols - h / rows) < 1e-9, `${drawn.path}: a cell of ${w / cols} by ${h / rows}`);
    }
  });

  const partsOf = (graph, lane = 0) =>
    graph.lanes[lane].blocks.flatMap(({ parts }) =>
      parts.map((part) =>
        part.kind === 'stream'
          ? `${part.join ? '+' : '='} ${part.leaf.path}`
          : `${part.above ? 'above' : 'below'}${part.joins ? '' : ', instead'}: ${part.nodes.map(({ path }) => path).join(' ')}`,
      ),
    );

  test('lets branches leave the stream before the norm, and come back at the sum', () => {
    assert.deepEqual(partsOf(graphFor('a decoder').graph).slice(0, 5), [
      '= embed',
      'above: layers.0.norm_1 layers.0.attention',
      '+ layers.0.residual_1',
      'below: layers.0.norm_2 layers.0.feed_forward',
      '+ layers.0.residual_2',
    ]);
  });

  test('adds what stands side by side to one stream, one after the other', () => {
    assert.deepEqual(partsOf(graphFor('sublayers side by side, with shared heads').graph).slice(0, 5), [
      '= embed',
      'above: layers.0.norm_1 layers.0.attention',
      '+ layers.0.residual_1',
      'below: layers.0.feed_forward',
      '+ layers.0.residual_2',
    ]);
  });

  test('puts the norm onto the stream where the model norms after the sum', () => {
    assert.deepEqual(partsOf(graphFor('a block after its norm').graph).slice(1), [
      'above: layers.0.attention',
      '+ layers.0.residual_1',
      '= layers.0.norm_1',
      'below: layers.0.feed_forward',
      '+ layers.0.residual_2',
      '= layers.0.norm_2',
    ]);
  });

  test('draws no stream past an attention that is not added to anything', () => {
    assert.deepEqual(partsOf(graphFor('bare attention').graph), ['= embed', 'above, instead: layers.0.attention']);
  });

  test('gives encoder and decoder a lane each, with lines from the encoder into cross-attention alone', () => {
    const { graph } = graphFor('an encoder-decoder');
    assert.deepEqual(
      graph.lanes.map(({ node }) => node.path),
      ['encoder', 'decoder'],
    );
    const crossing = graph.edges.filter(({ from, to }) => from.startsWith('encoder.') && to.startsWith('decoder.'));
    assert.deepEqual(
      crossing.map(({ to }) => to),
      [0, 1].flatMap((layer) => ['k', 'v'].map((name) => `decoder.layers.${layer}.cross_attention.project.${name}`)),
    );
    assert.ok(crossing.every(({ from }) => from === 'encoder.final_norm'));
  });

  test('shows of a folded layer the weights of every head, and all of the open ones', () => {
    const { graph } = graphFor('a decoder');
    const { tiles, frames } = layoutFor(graph, { folded: ({ path }) => path === 'layers.1' });
    const of = (layer) => tiles.filter(({ drawn }) => drawn.path.startsWith(`layers.${layer}.`));
    assert.deepEqual(
      of(1).map(({ drawn, head }) => [drawn.path, head]),
      [0, 1, 2].map((head) => ['layers.1.attention.softmax', head]),
    );
    assert.ok(of(0).length > 20);
    assert.deepEqual(
      frames.map(({ folded }) => folded),
      [false, true, false],
    );
  });
});
