/** Programs: the tree of steps, what they read and write, the scene with its defaults. */
import { encoderDecoder as both, encoder, everyScene, scene, steps, tensorPaths, withSession } from '../support.js';

const paths = (node) => [node.path, ...node.children.flatMap(paths)];

export const cases = [
  {
    name: 'sessions: the tree of a stack with everything',
    run(engine, assert) {
      withSession(engine, encoder, (session) => {
        assert.deepEqual(
          steps(session.program).map(({ path }) => path),
          [
            'embed',
            'position',
            ...[0, 1].flatMap((n) =>
              [
                'norm_1',
                'attention.project',
                'attention.split_heads',
                'attention.scores',
                'attention.scale',
                'attention.mask',
                'attention.softmax',
                'attention.weighted_sum',
                'attention.merge_heads',
                'attention.output',
                'residual_1',
                'norm_2',
                'feed_forward',
                'residual_2',
              ].map((name) => `layers.${n}.${name}`),
            ),
            'final_norm',
            'unembed',
            'probabilities',
          ],
          'steps',
        );
        const groups = session.program.children.filter(({ stage }) => !stage);
        assert.deepEqual(
          groups.map(({ path, level }) => [path, level]),
          [
            ['layers.0', 'layer'],
            ['layers.1', 'layer'],
          ],
          'groups',
        );
        assert.deepEqual(
          groups[0].children.filter(({ stage }) => !stage).map(({ path, level }) => [path, level]),
          [['layers.0.attention', 'sublayer']],
          'sublayers',
        );
        assert.equal(session.program.path, '', 'the root has no path');
      });
    },
  },
  {
    name: 'sessions: the tree of an encoder-decoder',
    run(engine, assert) {
      withSession(engine, both, (session) => {
        const all = paths(session.program);
        for (const path of [
          'encoder.embed',
          'encoder.layers.0.attention.softmax',
          'encoder.final_norm',
          'decoder.embed',
          'decoder.layers.0.cross_attention.softmax',
          'decoder.layers.0.norm_3',
          'decoder.layers.0.residual_3',
          'decoder.final_norm',
        ])
          assert.ok(all.includes(path), `${path} is missing`);
        assert.ok(!all.includes('decoder.layers.0.cross_attention.mask'), 'cross-attention sees everything');
        assert.deepEqual(
          session.tensor('decoder.layers.0.cross_attention.softmax', { ahead: true }).labels,
          [
            ['1', '2'],
            ['the', 'cat', 'sat'],
            ['le', 'chat'],
          ],
          'labels of cross-attention',
        );
      });
    },
  },
  {
    name: 'sessions: steps say what they read and write',
    run(engine, assert) {
      everyScene(engine, (session) => {
        const known = new Set(engine.stages.map(({ id }) => id));
        const { given } = tensorPaths(session);
        const made = new Set(given);
        for (const step of steps(session.program)) {
          assert.ok(known.has(step.stage), step.stage);
          assert.deepEqual(
            [...new Set(Object.values(step.inputs))].sort(),
            [...new Set(step.reads)].sort(),
            `${step.path}: inputs and reads`,
          );
          assert.deepEqual(Object.values(step.outputs), step.writes, `${step.path}: outputs and writes`);
          for (const path of step.reads) assert.ok(made.has(path), `${step.path} reads ${path} before it is made`);
          for (const path of step.writes) made.add(path);
        }
        for (const path of given)
          assert.ok(/^(.*\.)?(ids|memory_ids|masks\.[a-z-]+)$|^weights\./.test(path), `an input is called ${path}`);
      });
    },
  },
  {
    name: 'sessions: the scene comes back with its defaults',
    run(engine, assert) {
      withSession(engine, scene({ kind: 'block' }, { id: 'cat', title: 'A cat', made_by: 'hand' }), (session) => {
        const { version, id, title, made_by, tokens, model } = session.scene;
        assert.deepEqual(
          [version, id, title, made_by, tokens],
          [1, 'cat', 'A cat', 'hand', ['the', 'cat', 'sat']],
          'scene',
        );
        assert.deepEqual(
          model,
          {
            kind: 'block',
            layers: 1,
            width: 4,
            heads: 2,
            head_width: 2,
            kv_heads: 2,
            norm: 'pre',
            norm_kind: 'layer',
            position: 'none',
            rotary: { base: 10000, pairing: 'half', share: 1, offset: 0 },
            mask: { kind: 'none', on: 'scores' },
            feed_forward: { width: 16, activation: 'gelu', experts: 1, top: 1 },
            temperature: 1,
            qk_norm: false,
            soft_cap: null,
            sinks: false,
            tile: null,
            parallel: false,
            final_norm: true,
            unembed: false,
            tie_unembed: false,
            bias: true,
          },
          'model',
        );
      });
    },
  },
];
