/** Every number that a lesson states: cells of a scene's tensors, and small calculations that a lesson declares. */
import { inkOf, type Role, roleOf } from '../../elements/matrix/roles.js';
import type { Tensor, TensorLike } from '../../engine/types.js';
import { type Call, type Caller, type Numbers, slice, type TensorSource } from './calls.js';
import { type Experiment, type Laboratory, type Outcome, readExperiment, runExperiment } from './experiment.js';

/** The file that the key `calculations` of a lesson names. */
export interface Calculations {
  about: string;
  calls: Call[];
  experiments?: Experiment[];
}

const PREFIX = 'calc.';
const CALL_KEYS = ['name', 'stage', 'inputs', 'options', 'scene', 'again'];

/** Looks numbers up; calculations are made when first asked for, and again after `forget`. */
export class NumberBook {
  readonly engine: Caller;
  readonly sessions: ReadonlyMap<string, TensorSource>;
  readonly calculations: Calculations | null;
  readonly #made = new Map<string, Numbers>();
  /** What experiments found, by name; sessions and their edits play no part in it. */
  readonly #found = new Map<string, Outcome>();

  constructor(engine: Caller, sessions: ReadonlyMap<string, TensorSource>, calculations: Calculations | null) {
    this.engine = engine;
    this.sessions = sessions;
    this.calculations = calculations;
  }

  /** The tensor at `path` in the scene, seen ahead of the cursor; or the result `calc.NAME` of a calculation. */
  tensor(path: string, scene = 'main'): Numbers {
    if (path.startsWith(PREFIX)) return this.#calculated(path);
    const session = this.sessions.get(scene);
    if (!session)
      throw new Error(`There is no scene "${scene}"; this lesson has ${[...this.sessions.keys()].join(', ')}.`);
    return session.tensor(path, { ahead: true });
  }

  /** Numbers under an index that may stop early: one for a whole index, a row for one number less. */
  at(path: string, index: readonly number[], scene = 'main'): number[] {
    return slice(this.tensor(path, scene), index);
  }

  /** Whether this number can be had without running an experiment first. */
  ready(path: string): boolean {
    const experiment = this.#experiment(path);
    return !experiment || this.#found.has(experiment.name);
  }

  /** Fetches what an experiment needs besides the engine: one that trains, what trains. */
  async prepare(name: string): Promise<void> {
    if (this.#experiment(PREFIX + name)?.train) await (this.engine as Laboratory).loadTraining();
  }

  /** Runs an experiment, with another seed if one is given. Throws where there is none of this name, or it fails. */
  run(name: string, seed?: number): Outcome {
    const experiment = this.#experiment(PREFIX + name);
    if (!experiment) throw new Error(`There is no experiment "${name}".`);
    const outcome = runExperiment(this.engine as Laboratory, experiment, { open: bookOf, seed });
    this.#found.set(name, outcome);
    return outcome;
  }

  #experiment(path: string): Experiment | undefined {
    const name = path.startsWith(PREFIX) ? path.split('.')[1] : undefined;
    return this.calculations?.experiments?.find((experiment) => experiment.name === name);
  }

  /** `calc.EXPERIMENT.RESULT`: one number for each row. */
  #outcome(experiment: Experiment, path: string): Numbers {
    const outcome = this.#found.get(experiment.name) ?? this.run(experiment.name);
    const name = path.split('.').slice(2).join('.');
    const data = outcome[name];
    if (data) return { shape: [data.length], data, name };
    throw new Error(
      `The experiment "${experiment.name}" has no result "${name}"; it has ${Object.keys(outcome).join(', ')}.`,
    );
  }

  /** After an edit the calculations are to be made again. */
  forget(): void {
    this.#made.clear();
  }

  /** Makes all calculations; the names of their results, `calc.` in front. */
  calculated(): string[] {
    for (const call of this.#calls()) this.#make(call);
    const results = (this.calculations?.experiments ?? []).flatMap(({ name }) =>
      Object.keys(this.#found.get(name) ?? this.run(name)).map((result) => `${PREFIX}${name}.${result}`),
    );
    return [...this.#made.keys(), ...results];
  }

  #calls(): Call[] {
    return this.calculations?.calls ?? [];
  }

  /** Makes no more than what `path` needs, so that one broken calculation takes no other with it. */
  #calculated(path: string): Numbers {
    const experiment = this.#experiment(path);
    if (experiment) return this.#outcome(experiment, path);
    const name = path.split('.')[1];
    const call = this.#calls().find((candidate) => candidate.name === name);
    if (call && !this.#made.has(path)) this.#make(call);
    const found = this.#made.get(path);
    if (!found) {
      const named = [...this.#calls(), ...(this.calculations?.experiments ?? [])];
      const known = named.map((candidate) => PREFIX + candidate.name);
      throw new Error(`There is no calculation "${path}"; the calculations are: ${known.join(', ') || 'none'}.`);
    }
    return found;
  }

  #make(call: Call): void {
    const stage = this.engine.stages.find(({ id }) => id === call.stage);
    if (!stage)
      throw new Error(
        `The calculation "${call.name}" asks for a stage "${call.stage}", which the engine does not have.`,
      );
    const inputs: Record<string, TensorLike> = {};
    for (const [port, input] of Object.entries(call.inputs)) inputs[port] = this.#input(call, input);
    const main = stage.writes.filter((result) => result.main);
    let results = this.engine.call(call.stage, inputs, call.options);
    for (let left = timesOf(call) - 1; left > 0; left--) {
      inputs[call.again?.into ?? ''] = results[main[0]?.name ?? ''] as Tensor;
      results = this.engine.call(call.stage, inputs, call.options);
    }
    for (const { name } of stage.writes) {
      const result = results[name];
      if (!result) continue;
      this.#made.set(`${PREFIX}${call.name}.${name}`, { ...result, name });
      if (main.length === 1 && main[0]?.name === name) this.#made.set(PREFIX + call.name, { ...result, name });
    }
  }

  #input(call: Call, input: string | TensorLike): TensorLike {
    if (isRecord(input) && '$reshape' in input)
      return reshaped(this.#input(call, input.$reshape as string), input.shape);
    if (typeof input !== 'string' || input === '-inf') return input as TensorLike;
    const [, scene, path] = input.match(/^([a-z][a-z0-9-]*):(.+)$/) ?? [];
    if (scene && path) return single(this.tensor(path, scene));
    if (!input.startsWith(PREFIX)) return single(this.tensor(input, call.scene));
    const calls = this.#calls();
    const earlier = calls.slice(0, calls.indexOf(call)).some(({ name }) => name === input.split('.')[1]);
    if (!earlier)
      throw new Error(`The calculation "${call.name}" reads "${input}", which no earlier calculation makes.`);
    return single(this.#calculated(input));
  }
}

/** The numbers of the scenes and calls of one row of an experiment. */
const bookOf = (engine: Caller, sessions: ReadonlyMap<string, TensorSource>, calls: Call[]): NumberBook =>
  new NumberBook(engine, sessions, { about: '', calls });

/** How often a call is made: once, or as `again` says. */
function timesOf({ name, inputs, again }: Call): number {
  if (again === undefined) return 1;
  const { times, into } = again;
  if (Number.isInteger(times) && times >= 1 && times <= 1000 && into in inputs) return times;
  throw new Error(
    `"again" of the calculation "${name}" is ${JSON.stringify(again)}; expected {"times": 1 to 1000, "into": one of ${Object.keys(inputs).join(', ')}}.`,
  );
}

/** The same numbers, in the order they lie in memory, under another shape. */
function reshaped(tensor: TensorLike, shape: unknown): Tensor {
  const { data } = tensor as Tensor;
  const fits =
    Array.isArray(shape) && shape.reduce((size: number, length: number) => size * length, 1) === data?.length;
  if (fits) return { shape, data };
  throw new Error(
    `"$reshape" to ${JSON.stringify(shape)} does not fit the ${data?.length ?? 0} numbers; name a tensor and a shape with the same number of cells.`,
  );
}

/** As the engine takes it. */
const single = ({ shape, data }: Numbers): Tensor => ({ shape, data: Float32Array.from(data) });

/** Reads a calculations file; throws an Error that says what is wrong and where. */
export function readCalculations(value: unknown): Calculations {
  const fail = (what: string): never => {
    throw new Error(
      `${what} A file of calculations is {"version": 1, "about": "…", "calls": [{"name", "stage", "inputs", "options", "scene"}, …], "experiments": […]}.`,
    );
  };
  if (!isRecord(value)) return fail('It is not an object.');
  for (const key of Object.keys(value))
    if (!['version', 'about', 'calls', 'experiments'].includes(key)) fail(`It has an unknown key "${key}".`);
  if (value.version !== 1) fail(`Its version is ${JSON.stringify(value.version)}; expected 1.`);
  if (typeof value.about !== 'string' || !Array.isArray(value.calls)) fail('"about" or "calls" is missing.');
  const calls = (value.calls as unknown[]).map((call, i) => {
    if (!isRecord(call)) return fail(`Call ${i + 1} is not an object.`);
    for (const key of Object.keys(call))
      if (!CALL_KEYS.includes(key)) fail(`Call ${i + 1} has an unknown key "${key}".`);
    if (typeof call.name !== 'string' || !/^[a-z][a-z0-9_]*$/.test(call.name))
      fail(`Call ${i + 1} needs a name of lowercase letters, digits and _.`);
    if (typeof call.stage !== 'string' || !isRecord(call.inputs)) fail(`Call ${i + 1} needs a stage and inputs.`);
    return call as unknown as Call;
  });
  return { about: value.about as string, calls, experiments: readExperiments(value.experiments, calls) };
}

function readExperiments(value: unknown, calls: Call[]): Experiment[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Error('"experiments" is not a list.');
  const experiments = value.map((one, i) => readExperiment(one, i + 1));
  const names = [...calls, ...experiments].map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new Error(`Two calculations are called "${twice}". Give each its own name.`);
  return experiments;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The class that colours a number in text by what it is. */
export function inkOfNumbers(path: string, name: string): string {
  const role: Role = roleOf(path, name);
  return inkOf(role);
}
