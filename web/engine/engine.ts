import { parseScene } from './flatten.js';
import { manifest } from './generated/manifest.js';
import type { StageMethods } from './generated/stages.js';
import { type EngineSource, loadWasm } from './load.js';
import type { ScenePatch } from './patch.js';
import { Session } from './session.js';
import { restoreState } from './state.js';
import { toTensor } from './tensor.js';
import { EngineError, type OptionInfo, type PortInfo, type StageInfo, type Tensor, type TensorLike } from './types.js';
import { checkInput, optionMustBe } from './values.js';
import type { Wasm } from './wasm.js';

/** The engine: every stage as a call of its own, and scenes to step through. Made by `loadEngine`. */
export class EngineBase {
  readonly version: string = manifest.version;
  /** Every stage in order of flow; the one list that screen, lessons and tests are driven by. */
  readonly stages: StageInfo[] = manifest.stages;
  /** What the newest `call` has to say about its numbers (a fully masked row); empty if nothing. */
  notices: string[] = [];
  readonly #wasm: Wasm;

  constructor(wasm: Wasm) {
    this.#wasm = wasm;
    const build = wasm.ask((engine) => engine.attend_build()).text;
    if (build !== manifest.build) {
      throw new EngineError(
        'load',
        `engine.wasm (${build}) and this script (${manifest.build}) are of different builds. Reload the page without its cache, or put the two files of one build side by side.`,
      );
    }
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
    const given = Object.entries(inputs ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ port: portOf(stage, name), tensor: toTensor(value, id, name) }));
    const words = given.find(({ port }) => stage.reads[port]?.axes[0] === 'V')?.tensor.shape[0] ?? 0;
    for (const { port, tensor } of given) checkInput(stage, stage.reads[port] as PortInfo, tensor, words);
    const ints = [
      number,
      given.length,
      ...given.flatMap(({ port, tensor }) => [port, tensor.shape.length, ...tensor.shape]),
    ];
    const floats = new Float32Array(given.reduce((sum, { tensor }) => sum + tensor.data.length, 0));
    let offset = 0;
    for (const { tensor } of given) {
      floats.set(tensor.data, offset);
      offset += tensor.data.length;
    }
    const reply = this.#wasm.call(Int32Array.from(ints), floats, optionValues(stage, options));
    this.notices = reply.text ? [reply.text] : [];
    return takeResults(stage, reply.ints, reply.floats);
  }

  /**
   * Opens a scene (an object, or its JSON text): computes it and puts the cursor at its start.
   * @param patch other words or another model in place of the scene's own
   * @throws EngineError with code `scene`
   */
  open(scene: object | string, patch?: ScenePatch): Session {
    return new Session(this.#wasm, scene, patch);
  }

  /**
   * Opens a scene as `session.save()` left it. A text that does not fit (cut off, changed, of another version or another
   * scene) is no error: the scene opens unedited, and `session.restored` says what was wrong.
   * @throws EngineError with code `scene`, for the scene itself
   */
  restore(scene: object | string, text: string): Session {
    const given = typeof scene === 'string' ? (parseScene(scene) as object) : scene;
    return restoreState(given, (patch) => this.open(given, patch), text);
  }
}

function portOf(stage: StageInfo, name: string): number {
  const port = stage.reads.findIndex((one) => one.name === name);
  if (port >= 0) return port;
  const known = stage.reads.map((one) => one.name).join(', ');
  throw new EngineError(
    'input',
    `${stage.id} reads ${known}; it knows no input called "${name}". Check the name.`,
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
  return Float64Array.from(stage.options, (option) => optionValue(stage, option, options[option.name]));
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

function takeResults(stage: StageInfo, ints: Int32Array, floats: Float32Array): Record<string, Tensor> {
  let at = 0;
  let offset = 0;
  return Object.fromEntries(
    stage.writes.map(({ name }) => {
      const rank = ints[at] ?? 0;
      const shape = [...ints.subarray(at + 1, at + 1 + rank)];
      const size = shape.reduce((product, length) => product * length, 1);
      const data = floats.slice(offset, offset + size);
      at += 1 + rank;
      offset += size;
      return [name, { shape, data }];
    }),
  );
}

export type Engine = EngineBase & StageMethods;

const camelCase = (id: string) => id.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Loads the engine.
 * @param source where engine.wasm is: a URL, its bytes, or a Response; by default the file beside this module
 * @throws EngineError with code `load`, saying what to do
 */
export async function loadEngine(source?: EngineSource): Promise<Engine> {
  const engine = new EngineBase(await loadWasm(source));
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
