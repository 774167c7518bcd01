import type { StageMethods } from './generated/stages.js';
import { type Ask, type EngineSource, loadWasm } from './load.js';
import { Session } from './session.js';
import { toTensor } from './tensor.js';
import { EngineError, type StageInfo, type Tensor, type TensorLike } from './types.js';

/** The engine: every stage as a call of its own, and scenes to step through. Made by `loadEngine`. */
export class EngineBase {
  readonly version: string;
  /** Every stage in order of flow; the one list that screen, lessons and tests are driven by. */
  readonly stages: StageInfo[];
  /** What the newest `call` has to say about its numbers (a fully masked row); empty if nothing. */
  notices: string[] = [];
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
    const manifest = ask({ do: 'manifest' }).json;
    this.version = manifest.version;
    this.stages = manifest.stages;
  }

  /**
   * Runs one stage on its own.
   * @param inputs tensors by the stage's names, as `{ shape, data }` or nested arrays; shapes are checked
   * @returns every tensor the stage writes, inner results included, by name
   * @throws EngineError naming the tensor, what was expected and what was got
   */
  call(stage: string, inputs: Record<string, TensorLike>, options: Record<string, number | string> = {}): Record<string, Tensor> {
    const given = Object.entries(inputs)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ name, tensor: toTensor(value, stage, name) }));
    const data = new Float32Array(given.reduce((sum, { tensor }) => sum + tensor.data.length, 0));
    let offset = 0;
    for (const { tensor } of given) {
      data.set(tensor.data, offset);
      offset += tensor.data.length;
    }
    const { json, data: results } = this.#ask(
      {
        do: 'call',
        stage,
        inputs: given.map(({ name, tensor }) => ({ name, shape: tensor.shape })),
        options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)])),
      },
      data,
    );
    this.notices = json.notice ? [json.notice] : [];
    return takeTensors(json.outputs, results);
  }

  /**
   * Opens a scene (an object, or its JSON text): computes it and puts the cursor at its start.
   * @throws EngineError with code `scene`
   */
  open(scene: object | string): Session {
    return new Session(this.#ask, typeof scene === 'string' ? scene : JSON.stringify(scene));
  }
}

function takeTensors(outputs: { name: string; shape: number[] }[], data: Float32Array): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {};
  let offset = 0;
  for (const { name, shape } of outputs) {
    const size = shape.reduce((product, length) => product * length, 1);
    tensors[name] = { shape, data: data.slice(offset, offset + size) };
    offset += size;
  }
  return tensors;
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
    if (name in engine) throw new EngineError('internal', `The stage ${id} would hide the engine's own ${name}. Rename the stage.`);
    Object.defineProperty(engine, name, {
      enumerable: true,
      value: (inputs: Record<string, TensorLike>, options?: Record<string, number | string>) => engine.call(id, inputs, options),
    });
  }
  return engine as Engine;
}
