import { fetchBackward } from './boundary/behind.js';
import { type EngineSource, loadWasm } from './boundary/load.js';
import { BUDGET, type Wasm } from './boundary/wasm.js';
import { restoreState } from './editing/state.js';
import { manifest } from './generated/manifest.js';
import type { StageMethods } from './generated/stages.js';
import { parseScene } from './reading/flatten.js';
import { optionMustBe } from './reading/values.js';
import type { ScenePatch } from './scene/patch.js';
import { makeEdits, partedScene } from './scene/scene-edits.js';
import { Session } from './session.js';
import { toTensor } from './tensor.js';
import type { TrainingRun } from './train/run.js';
import type { Runner } from './train/runner.js';
import type { TrainingOptions } from './train/types.js';
import {
  EngineError,
  type OperationInfo,
  type OptionInfo,
  type StageInfo,
  type Tensor,
  type TensorLike,
} from './types.js';

/** Writes out what a scene gives by pattern, for an engine that opens what holds numbers alone. */
export type SceneWriter = (bare: { open(scene: object): Session }, scene: object) => object;

let stepless: typeof import('./train/index.js') | null = null;

/** The engine: every stage as a call of its own, and scenes to step through. Made by `loadEngine`. */
export class EngineBase {
  readonly version: string = manifest.version;
  /** Every stage in order of flow; the one list that screen, lessons and tests are driven by. */
  readonly stages: StageInfo[] = manifest.stages;
  /** Every operation that makes a cell: its meaning, its NumPy, and how it is written out. */
  readonly operations: OperationInfo[] = manifest.ops;
  /** What the newest `call` has to say about its numbers (a fully masked row); empty if nothing. */
  notices: string[] = [];
  /** Bytes of tensors that a session opened from now on keeps at once; what has to give way is made again when asked for. */
  budget: number = BUDGET;
  /** Whether it is the whole engine, engine.wasm, or engine-forward.wasm, which refuses scenes that need more. */
  readonly whole: boolean;
  readonly #wasm: Wasm;
  readonly #writer: SceneWriter | null;

  constructor(wasm: Wasm, writer: SceneWriter | null = null) {
    this.#wasm = wasm;
    this.#writer = writer;
    const { build, whole } = wasm.build();
    this.whole = whole;
    if (build !== manifest.build) {
      throw new EngineError(
        'load',
        `engine.wasm (${build}) and this script (${manifest.build}) come from different builds. Reload the page without its cache, or put the two files of one build side by side.`,
      );
    }
  }

  /** Whether the engine came to an end it did not choose (a trap). Every call then throws EngineError `stopped`. */
  get stopped(): boolean {
    return this.#wasm.stopped;
  }

  /**
   * Starts the engine again with empty memory, after it stopped. Sessions that were open are gone, but can still say what
   * was done in them: `engine.restore(session.given, session.save({ long: true }))` opens one as it was.
   */
  restart(): Promise<void> {
    return this.#wasm.restart();
  }

  /**
   * Runs one stage on its own.
   * @param inputs tensors by the stage's names, as `{ shape, data }` or nested arrays; shapes are checked
   * @returns every tensor the stage writes, inner results included, by name
   * @throws EngineError naming the tensor, what was expected and what was got
   */
  call(
    id: string,
    inputs: Record<string, TensorLike>,
    options: Record<string, number | string> = {},
  ): Record<string, Tensor> {
    const number = this.stages.findIndex((stage) => stage.id === id);
    const stage = this.stages[number];
    if (!stage) {
      const known = this.stages.map((one) => one.id).join(', ');
      throw new EngineError('stage', `There is no stage called "${id}". The stages are: ${known}.`, id);
    }
    const ints: number[] = [];
    const numbers: Float32Array[] = [];
    for (const [name, value] of Object.entries(inputs ?? {})) {
      if (value === undefined) continue;
      const { shape, data } = toTensor(value, id, name);
      ints.push(portOf(stage, name), shape.length, ...shape);
      numbers.push(data);
    }
    const described = Int32Array.of(number, numbers.length, ...ints);
    const { text, results } = this.#wasm.call(described, numbers, optionValues(stage, options));
    this.notices = text ? [text] : [];
    return Object.fromEntries(stage.writes.map(({ name }, i) => [name, results[i] as Tensor]));
  }

  /**
   * Opens a scene (an object, or its JSON text) and puts the cursor at its start. Numbers are computed when they are asked
   * for. Weights may be given as they are, `weights: { tensors: { name: Float32Array | Tensor | nested lists } }`; sessions
   * that are given the same array share it, so do not change an array while one is open. Edits that stand in the scene are made.
   * @param patch other words or another model in place of the scene's own
   * @throws EngineError with code `scene`
   */
  open(scene: object | string, patch?: ScenePatch): Session {
    const { plain, edits } = this.#parted(scene);
    const session = new Session(this.#wasm, plain, patch, this.budget);
    try {
      makeEdits(session, edits);
    } catch (error) {
      session.close();
      throw error;
    }
    return session;
  }

  /** A scene of numbers alone, and the edits that stand in it. */
  #parted(given: object | string): { plain: object; edits: unknown[] } {
    const { plain, edits } = partedScene(typeof given === 'string' ? (parseScene(given) as object) : given);
    const bare = { open: (scene: object) => new Session(this.#wasm, scene, {}, this.budget) };
    return { plain: this.#writer?.(bare, plain) ?? plain, edits };
  }

  /** A scene for what has no steps to edit. */
  #unedited(given: object | string): object {
    const { plain, edits } = this.#parted(given);
    if (edits.length === 0) return plain;
    throw new EngineError(
      'scene',
      'This scene has edits, which only engine.open(scene) can make. Take "edits" out of it.',
    );
  }

  /**
   * Makes a scene's model ready to run for its result alone, many times and with any number of tokens.
   * @param patch other words or another model in place of the scene's own
   * @throws EngineError with code `scene`; `stage` for what only a session can do; `load` where `loadTraining` has to be
   *   awaited first
   */
  runner(scene: object | string, patch?: ScenePatch): Runner {
    return loaded().makeRunner(this.#unedited(scene), patch);
  }

  /**
   * Fetches what runs without steps, so that `train` and `runner` have it at once.
   * @param source the bytes of train.wasm; by default those of the file beside the script
   * @throws EngineError with code `load`
   */
  async loadTraining(source?: BufferSource): Promise<void> {
    stepless = await import('./train/index.js');
    await stepless.loadTrainWasm(source);
  }

  /**
   * Begins to train a scene's model. No step is taken yet: `run.advance(steps)`, or in a page `run.start()`.
   * @throws EngineError `training`, naming what is missing or does not fit; `scene` for the scene itself; `load` where
   *   `loadTraining` has to be awaited first
   */
  train(options: TrainingOptions): TrainingRun {
    const { beginTraining } = loaded();
    const given = options?.scene;
    const scene = typeof given === 'string' || (typeof given === 'object' && given) ? this.#unedited(given) : given;
    return beginTraining({ ...options, scene }, this.budget);
  }

  /**
   * Opens a scene as `session.save()` left it. A text that does not fit (cut off, changed, of another version or another
   * scene) is no error: the scene opens unedited, and `session.restored` says what was wrong.
   * @throws EngineError with code `scene`, for the scene itself
   */
  restore(scene: object | string, text: string): Session {
    const { plain } = this.#parted(scene);
    return restoreState(plain, (patch) => this.open(plain, patch), text);
  }
}

function loaded(): typeof import('./train/index.js') {
  if (stepless) return stepless;
  throw new EngineError(
    'load',
    'What trains and runs without steps is not loaded yet. Await engine.loadTraining() first.',
  );
}

function portOf(stage: StageInfo, name: string): number {
  const port = stage.reads.findIndex((one) => one.name === name);
  if (port >= 0) return port;
  const known = stage.reads.map((one) => one.name).join(', ');
  throw new EngineError(
    'input',
    `${stage.id} reads ${known}; it has no input called "${name}". Check the name.`,
    stage.id,
    name,
  );
}

/** A number for each of the stage's options; NaN means its default. */
function optionValues(stage: StageInfo, options: Record<string, number | string>): Float64Array {
  for (const name of Object.keys(options)) {
    if (stage.options.some((option) => option.name === name)) continue;
    const known = stage.options.map((option) => option.name).join(', ');
    throw new EngineError(
      'option',
      `${stage.id} has no option called "${name}". ${known ? `It has: ${known}.` : 'It has none.'}`,
      stage.id,
    );
  }
  const values = new Float64Array(stage.options.length);
  stage.options.forEach((option, i) => {
    values[i] = optionValue(stage, option, options[option.name]);
  });
  return values;
}

function optionValue(stage: StageInfo, option: OptionInfo, given: number | string | undefined): number {
  if (given === undefined) return Number.NaN;
  const fail = (must: string) =>
    new EngineError(
      'option',
      `${stage.id}: the option ${option.name} is ${JSON.stringify(given)}. It must be ${must}.`,
      stage.id,
    );
  if (option.choices) {
    const choice = option.choices.indexOf(String(given));
    if (choice < 0) throw fail(`one of: ${option.choices.join(', ')}`);
    return choice;
  }
  const must = typeof given === 'number' ? optionMustBe(option, given) : 'a number';
  if (must) throw fail(must);
  return given as number;
}

export type Engine = EngineBase & StageMethods;

const camelCase = (id: string) => id.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Loads the engine.
 * @param source where engine.wasm is: a URL, its bytes, or a Response; by default the file beside this module
 * @param writer what scenes go through first; without it, they have to hold numbers alone
 * @throws EngineError with code `load`, saying what to do
 */
export async function loadEngine(source?: EngineSource, writer?: SceneWriter): Promise<Engine> {
  const engine = new EngineBase(await loadWasm(source), writer);
  if (engine.whole) [stepless] = await Promise.all([import('./train/index.js'), fetchBackward()]);
  for (const { id } of engine.stages) {
    const name = camelCase(id);
    if (name in engine)
      throw new EngineError('internal', `The stage ${id} would hide the engine's own ${name}. Rename the stage.`);
    Object.defineProperty(engine, name, {
      enumerable: true,
      value: (inputs: Record<string, TensorLike>, options?: Record<string, number | string>) =>
        engine.call(id, inputs, options),
    });
  }
  return engine as Engine;
}
