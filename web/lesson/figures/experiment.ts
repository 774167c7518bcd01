/**
 * Experiments: one computation run again and again with other sizes, other numbers of layers, another seed. What is
 * varied, the scenes, the calls of stages and what is read off stand in the file of calculations.
 */
import { type Cost, costOf } from '../../engine/scene/cost.js';
import type { Session } from '../../engine/session.js';
import type { TrainingRun } from '../../engine/train/run.js';
import type { TrainingOptions } from '../../engine/train/types.js';
import type { NestedNumbers } from '../../engine/types.js';
import { type Call, type Caller, type Numbers, parseIndex, slice, type TensorSource } from './calls.js';

type Row = Record<string, number>;

/** Looks up the numbers of scenes and calls. */
export interface Lookup {
  tensor(path: string, scene?: string): Numbers;
}

/** Opens what looks up the numbers of one row. */
export type OpenBook = (engine: Caller, sessions: ReadonlyMap<string, TensorSource>, calls: Call[]) => Lookup;

/** What an experiment needs of the engine. */
export interface Laboratory extends Caller {
  open(scene: object | string): Session;
  train(options: TrainingOptions): TrainingRun;
  loadTraining(): Promise<void>;
}

/** How a scene of an experiment is trained before numbers are read off: `engine.train`'s options, and for how many steps. */
export type Training = Omit<TrainingOptions, 'scene'> & { steps: number };

export interface Experiment {
  name: string;
  about: string;
  /** The first value of a row is what the others are shown against. */
  vary: { label: string; rows: Row[] };
  seed?: number;
  scenes?: Record<string, object>;
  calls?: Call[];
  /** By scene. */
  train?: Record<string, Training>;
  /** Name to what is read off: `PATH INDEX`, `mean PATH`, `variance PATH`, `max PATH`, `held_out SCENE`, `cost:NAME SCENE [PATH]`. */
  results: Record<string, string>;
}

/** One number for each row, by the name of the result; counts go beyond what 32 bits hold. */
export type Outcome = Record<string, Float64Array>;

const KEYS = ['name', 'about', 'vary', 'seed', 'scenes', 'calls', 'train', 'results'];
const NAME = /^[a-z][a-z0-9_]*$/;
const COSTS: Record<string, keyof Cost> = {
  multiply_adds: 'multiplyAdds',
  parameters: 'parameters',
  results: 'results',
  bytes: 'bytes',
  moved: 'moved',
};

/** Runs every row. Throws an Error that names the experiment, the row and what is wrong. */
export function runExperiment(
  engine: Laboratory,
  experiment: Experiment,
  { open, seed = experiment.seed ?? 0 }: { open: OpenBook; seed?: number | undefined },
): Outcome {
  const { rows } = experiment.vary;
  const names = Object.keys(experiment.results);
  const outcome = Object.fromEntries(names.map((name) => [name, new Float64Array(rows.length)]));
  const { scenes = {}, calls = [], train = {} } = experiment;
  const trained = new TrainedScenes(engine);
  try {
    for (const [i, row] of rows.entries()) {
      const filled = fill({ scenes, calls, train }, { ...row, seed });
      try {
        const found = runRow({ engine, open, trained }, filled as Filled, experiment.results);
        for (const name of names) (outcome[name] as Float64Array)[i] = found[name] as number;
      } catch (error) {
        throw new Error(
          `The experiment "${experiment.name}" fails in row ${i + 1} (${JSON.stringify(row)}): ${(error as Error).message}`,
        );
      }
    }
  } finally {
    trained.close();
  }
  return outcome;
}

interface Filled {
  scenes: Record<string, object>;
  calls: Call[];
  train: Record<string, Training>;
}

interface Bench {
  engine: Laboratory;
  open: OpenBook;
  trained: TrainedScenes;
}

function runRow(
  { engine, open, trained }: Bench,
  { scenes, calls, train }: Filled,
  results: Record<string, string>,
): Row {
  const sessions = new Map<string, Session>();
  try {
    const losses = new Map<string, HeldOut>();
    for (const [name, scene] of Object.entries(scenes)) {
      const training = train[name];
      const found = training ? trained.after(scene, training) : { scene };
      sessions.set(name, engine.open(found.scene));
      if ('heldOut' in found) losses.set(name, found.heldOut);
    }
    const book = open(engine, sessions, calls);
    const readOne = (text: string) => heldOutIn(text, losses) ?? readOff(text, engine, book, sessions);
    return Object.fromEntries(Object.entries(results).map(([name, text]) => [name, readOne(text)]));
  } finally {
    for (const session of sessions.values()) session.close();
  }
}

/** The loss of the held-out sequences after so many steps; null where it was not measured. */
interface HeldOut {
  steps: number;
  loss: number | null;
}

/** Runs that go on from row to row, where rows differ in nothing but the number of steps. */
class TrainedScenes {
  readonly #engine: Laboratory;
  readonly #runs = new Map<string, TrainingRun>();

  constructor(engine: Laboratory) {
    this.#engine = engine;
  }

  after(scene: object, { steps, ...options }: Training): { scene: object; heldOut: HeldOut } {
    const key = JSON.stringify([scene, options]);
    const run = this.#runs.get(key) ?? this.#engine.train({ ...options, scene });
    this.#runs.set(key, run);
    // The held-out loss of a step is measured before the next one.
    run.advance(Math.max(0, steps + 1 - run.steps));
    const loss = run.heldOut.find(({ step }) => step === steps)?.loss ?? null;
    return { scene: run.sceneAt(steps), heldOut: { steps, loss } };
  }

  close(): void {
    for (const run of this.#runs.values()) run.close();
  }
}

/** What `held_out SCENE` means; null for any other text. */
function heldOutIn(text: string, losses: ReadonlyMap<string, HeldOut>): number | null {
  const [, scene = ''] = /^held_out\s+(\S+)$/.exec(text.trim()) ?? [];
  if (!scene) return null;
  const found = losses.get(scene);
  if (found?.loss === null)
    throw new Error(`there is no held-out loss after ${found.steps} steps. Take a multiple of "keep", by default 20.`);
  if (found) return found.loss;
  throw new Error(
    `"${text}" is unknown: the scene is not in "train". Trained here: ${[...losses.keys()].join(', ') || 'none'}.`,
  );
}

function readOff(text: string, engine: Caller, book: Lookup, sessions: ReadonlyMap<string, Session>): number {
  const words = text.trim().split(/\s+/);
  const [first = '', second = '', third] = words;
  if (first.startsWith('cost:')) return costIn(first.slice('cost:'.length), second, third, sessions);
  if (first in STATISTICS) return STATISTICS[first]!(engine, tensorOf(second, book));
  const index = parseIndex(second);
  const cells = index ? slice(tensorOf(first, book), index) : [];
  if (words.length === 2 && cells.length === 1) return cells[0] as number;
  throw new Error(
    `"${text}" does not name a single number. Write "PATH INDEX", "${Object.keys(STATISTICS).join('|')} PATH" or "cost:${Object.keys(COSTS).join('|')} SCENE".`,
  );
}

function costIn(name: string, scene: string, under: string | undefined, sessions: ReadonlyMap<string, Session>) {
  const key = COSTS[name];
  const session = sessions.get(scene);
  if (!key || !session) {
    throw new Error(
      `"cost:${name} ${scene}" is unknown. Costs are ${Object.keys(COSTS).join(', ')}; scenes here are ${[...sessions.keys()].join(', ')}.`,
    );
  }
  return costOf(session, under ? { under } : {})[key];
}

/** `NAME:path` reads another scene than the main one. */
function tensorOf(path: string, book: Lookup): Numbers {
  const [, scene, rest] = path.match(/^([a-z][a-z0-9-]*):(.+)$/) ?? [];
  return scene && rest ? book.tensor(rest, scene) : book.tensor(path);
}

/** Statistics over all numbers of a tensor are stages, too: a norm takes mean and variance, softmax the largest. */
const STATISTICS: Record<string, (engine: Caller, tensor: Numbers) => number> = {
  mean: (engine, tensor) => norm(engine, tensor, 'mean'),
  variance: (engine, tensor) => norm(engine, tensor, 'variance'),
  max: (engine, { data }) =>
    engine.call('softmax', { masked: { shape: [1, 1, data.length], data: Float32Array.from(data) } }).row_max
      ?.data[0] ?? Number.NaN,
};

function norm(engine: Caller, { data }: Numbers, result: string): number {
  const row = (value: number) => ({ shape: [data.length], data: new Float32Array(data.length).fill(value) });
  const made = engine.call('layer_norm', {
    x: { shape: [1, data.length], data: Float32Array.from(data) },
    gain: row(1),
    bias: row(0),
  });
  return made[result]?.data[0] ?? Number.NaN;
}

/** Puts the values of a row in the place of `"$name"`, and makes `$tokens` and `$fill`. */
function fill(value: unknown, row: Row): unknown {
  if (typeof value === 'string' && value.startsWith('$')) return valueIn(value, row);
  if (Array.isArray(value)) return value.map((item) => fill(item, row));
  if (typeof value !== 'object' || value === null) return value;
  if ('$tokens' in value) {
    const count = Number(fill(value.$tokens, row));
    return Array.from({ length: count }, (_, i) => `t${i + 1}`);
  }
  if ('$fill' in value && 'shape' in value) {
    const shape = fill(value.shape, row) as number[];
    const size = shape.reduce((product, length) => product * length, 1);
    return { shape, data: new Float32Array(size).fill(Number(fill(value.$fill, row))) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, row)]));
}

function valueIn(text: string, row: Row): NestedNumbers {
  const found = row[text.slice(1)];
  if (found !== undefined) return found;
  throw new Error(`"${text}" is not a value of this row; it has ${Object.keys(row).join(', ')}.`);
}

/** Checks one experiment of a file of calculations; throws an Error that says what is wrong. */
export function readExperiment(value: unknown, number: number): Experiment {
  const fail = (what: string): never => {
    throw new Error(
      `Experiment ${number}: ${what} An experiment is {"name", "about", "vary": {"label", "rows": [{"n": 1}, …]}, "seed", "scenes", "calls", "results"}.`,
    );
  };
  if (!isRecord(value)) return fail('it is not an object.');
  const unknown = Object.keys(value).find((key) => !KEYS.includes(key));
  if (unknown) fail(`it has an unknown key "${unknown}".`);
  const { name, about, vary, results } = value;
  if (typeof name !== 'string' || !NAME.test(name)) fail('it needs a name of lowercase letters, digits and _.');
  if (typeof about !== 'string') fail('"about" is missing.');
  if (!isRecord(vary) || typeof vary.label !== 'string' || !Array.isArray(vary.rows) || vary.rows.length < 2)
    return fail('"vary" needs a label and at least two rows.');
  const numbers = (row: unknown) => isRecord(row) && Object.values(row).every((cell) => typeof cell === 'number');
  if (!vary.rows.every(numbers)) fail('every row of "vary" is an object of numbers.');
  if (!isRecord(results) || Object.keys(results).length === 0) return fail('"results" is missing.');
  if (Object.entries(results).some(([key, text]) => !NAME.test(key) || typeof text !== 'string'))
    fail('"results" gives names of lowercase letters, each with a text.');
  return value as unknown as Experiment;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
