import type { Wasm } from '../boundary/wasm.js';
import type { Given } from '../program.js';
import { flatten, parseScene } from '../reading/flatten.js';
import { patched, type ScenePatch } from '../scene/patch.js';
import { EngineError, type Scene, type Tensor } from '../types.js';
import { RunnerCalls } from './runner-calls.js';

/** What a run gives: the logits of a model that has them, else its last tensor. */
export interface RunnerResult extends Tensor {
  /** The path under which a session has the same tensor. */
  path: string;
  /** The same tensor, where it is the logits: (tokens, words of the vocabulary). */
  logits?: Tensor;
}

/**
 * A model run forwards for its result alone: no step is kept, buffers are used again, memory grows with the number of
 * tokens. Its numbers are those of a session within 1e-6 of a row's largest.
 */
export class Runner {
  /** The scene with all defaults filled in, without its weights. */
  readonly scene: Scene;
  /** The path of what `forward` gives. */
  readonly path: string;
  /** Bytes of working memory that the newest run needed, without the weights. */
  bytes = 0;
  readonly #calls: RunnerCalls;
  readonly #places: Map<string, number>;

  constructor(wasm: Wasm, scene: object | string, patch: ScenePatch = {}) {
    const given = typeof scene === 'string' ? (parseScene(scene) as object) : scene;
    const whole = patched(given, patch) as Given;
    this.#calls = new RunnerCalls(wasm, flatten(whole));
    const { scene: told, path } = JSON.parse(this.#calls.told) as { scene: Scene; path: string };
    const { vocabulary = told.vocabulary ?? [] } = whole;
    this.scene = { ...told, vocabulary: [...vocabulary] };
    this.path = path;
    this.#places = new Map(vocabulary.map((word, place) => [word, place]));
  }

  /**
   * Runs the model.
   * @param tokens any number of words of the scene's vocabulary; by default the scene's own
   * @param memory what an encoder, or cross-attention, reads; by default the scene's own
   * @throws EngineError `value` for a word that the vocabulary has not, `input` for more tokens than the scene can take
   */
  forward(
    tokens: readonly string[] = this.scene.tokens,
    memory: readonly string[] = this.scene.memory ?? [],
  ): RunnerResult {
    this.#refuseClosed();
    const words = Uint32Array.from([...tokens, ...memory], (word) => this.#placeOf(word));
    const { ints, floats: data } = this.#calls.forward(words, tokens.length);
    this.bytes = ints[2] as number;
    const shape = [ints[0] as number, ints[1] as number];
    const result: RunnerResult = { path: this.path, shape, data };
    if (this.scene.model.unembed) result.logits = { shape, data };
    return result;
  }

  #placeOf(word: string): number {
    const place = this.#places.get(word);
    if (place !== undefined) return place;
    throw new EngineError(
      'value',
      `"${word}" is not in the vocabulary, which has ${this.#places.size} words. Use those, or add it to the scene's vocabulary.`,
    );
  }

  #refuseClosed(): void {
    if (!this.#calls.closed) return;
    throw new EngineError('closed', 'This runner was closed. Make another with engine.runner(scene).');
  }

  /** Frees its memory. Every later use is an EngineError `closed`. */
  close(): void {
    this.#refuseClosed();
    this.#calls.close();
  }
}
