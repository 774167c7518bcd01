/**
 * Time and memory of one attention against the number of tokens, for the runner and for a session with its whole trace; as a
 * table, and as a picture drawn from the same figures.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadEngine } from '../../dist/package/index.js';
import { at } from '../../scripts/root.js';
import { chart } from './chart.js';
import { digits, inTurns, table, tell } from './turns.js';

const lengths = [16, 64, 256, 512, 1024, 2048, 4096];
const width = 64;
const heads = 4;

const sceneOf = (T) => ({
  version: 1,
  tokens: Array.from({ length: T }, (_, t) => `w${t % 16}`),
  vocabulary: Array.from({ length: 16 }, (_, t) => `w${t}`),
  model: { kind: 'attention', width, heads },
  weights: { seed: 1 },
});

const bytesOf = (session) => {
  const leaves = (node) => (node.stage ? [node] : node.children.flatMap(leaves));
  const paths = leaves(session.program).flatMap(({ writes }) => writes);
  return paths.reduce(
    (sum, path) => sum + 4 * session.shapeOf(path).shape.reduce((size, length) => size * length, 1),
    0,
  );
};

const megabytes = (bytes) => bytes / 2 ** 20;
const engine = await loadEngine();
const words = engine.runner(sceneOf(16));

let refusal = '';

/** A session, or null where the engine has no room for the steps of so many tokens. */
function opened(T) {
  try {
    return engine.open(sceneOf(T));
  } catch (error) {
    if (error.name !== 'EngineError') throw error;
    refusal = `No session of ${T.toLocaleString('en')} tokens: ${error.message}`;
    return null;
  }
}

const points = [];
for (const T of lengths) {
  const { tokens } = sceneOf(T);
  const session = opened(T);
  let turn = 0;
  const times = await inTurns(
    {
      runner: () => void words.forward(tokens),
      ...(session && {
        session: () => {
          turn += 1;
          session.edit('weights.embed.table', [0, 0], turn / 8);
          session.tensor('layers.0.attention.output', { ahead: true });
        },
      }),
    },
    { seconds: 4, most: 15 },
  );
  points.push({ T, ...times, runnerBytes: words.bytes, sessionBytes: session ? bytesOf(session) : null });
  session?.close();
  console.log(
    `  T = ${T}: ${Object.entries(times)
      .map(([name, time]) => `${name} ${digits(time)} ms`)
      .join(', ')}`,
  );
}
words.close();

const cell = (number) => (number === null || number === undefined ? '' : digits(number));
tell(
  'growth',
  `${table(
    ['T', 'runner, ms', 'session, ms', 'runner, MB', 'session, MB'],
    points.map(({ T, runner, session, runnerBytes, sessionBytes }) => [
      T.toLocaleString('en'),
      cell(runner),
      cell(session),
      cell(megabytes(runnerBytes)),
      cell(sessionBytes && megabytes(sessionBytes)),
    ]),
  )}\n\n${refusal}\n\n![Time and memory against the number of tokens, on logarithmic axes](images/growth.svg)`,
);
mkdirSync(at('docs/images'), { recursive: true });
const line = (name, key, scale = (number) => number) => ({
  name,
  points: points.filter((point) => point[key] != null).map((point) => [point.T, scale(point[key])]),
});
writeFileSync(
  at('docs/images/growth.svg'),
  chart([
    { title: 'Milliseconds', lines: [line('runner', 'runner'), line('session', 'session')] },
    {
      title: 'Megabytes of working memory',
      lines: [line('runner', 'runnerBytes', megabytes), line('session', 'sessionBytes', megabytes)],
    },
  ]),
);
