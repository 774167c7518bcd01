/**
 * Another scene out of a scene: other words, another model, and of the written numbers all that still fits.
 *
 * What the engine draws it draws by word and by path, so that what has no written number stays the same from scene to
 * scene as long as the seed does.
 */
import type { EngineBase } from '../engine.js';
import type { MaskConfig, ModelConfig, NestedNumbers, ProgramNode } from '../types.js';
import { type GenerateFile, PATCHED, type ScenePatch } from './patch.js';
import type { SceneEdit } from './scene-edits.js';

/** A scene as it is written in a file: what may be left out is optional. */
export interface SceneFile {
  version: 1;
  id?: string;
  title?: string;
  tokens: string[];
  memory?: string[];
  vocabulary?: string[];
  model: ModelFile;
  weights: { seed?: number; tensors?: Record<string, NestedNumbers> };
  generate?: GenerateFile;
  made_by?: string;
  edits?: SceneEdit[];
}

export interface ModelFile extends Partial<Omit<ModelConfig, 'kind' | 'feed_forward' | 'rotary'>> {
  kind: ModelConfig['kind'];
  feed_forward?: Partial<ModelConfig['feed_forward']>;
  rotary?: Partial<ModelConfig['rotary']>;
}

/** What is to be different; what is not named stays. */
export interface SceneChange {
  tokens?: string[];
  /** The second sentence; an empty list takes it away. */
  memory?: string[];
  /** Draws every number anew; written ones are given up. */
  seed?: number;
  model?: Partial<ModelFile>;
  /** How it goes on; null for not at all. */
  generate?: GenerateFile | null;
}

export interface Rebuilt {
  scene: SceneFile;
  /** Names of written tensors that are still in use, whole or by their words. */
  kept: string[];
  /** Names of written tensors that found no place. */
  dropped: string[];
}

/** The seed of a scene that had none. */
const FIRST_SEED = 1;

/**
 * The scene after a change.
 *
 * Kept are written tensors whose place exists and whose shape fits (rows and columns that belong to words are kept word by
 * word); between a stack and an encoder-decoder they move in and out of `decoder.`. The vocabulary only grows. A custom
 * mask and global tokens are cut or filled up (with "may attend") to the new length. The second sentence of an
 * encoder-decoder that had none is a copy of the first. Changing the width or the heads gives the heads equal shares;
 * changing the order of norms, or the kind, brings back what is usual there.
 *
 * @throws EngineError `scene` if written numbers have to find their place in a program that cannot be; without any,
 *   opening the scene says so
 */
export function rebuildScene(engine: EngineBase, scene: SceneFile, change: SceneChange): Rebuilt {
  const tokens = change.tokens ?? scene.tokens;
  const model = changedModel(scene.model, change.model ?? {});
  const memory = memoryOf(model.kind, change.memory ?? scene.memory ?? [], tokens);
  const mask = fittedMask(model, tokens.length, memory.length);
  const seed = change.seed ?? scene.weights.seed ?? FIRST_SEED;
  const drawnAnew = change.seed !== undefined;
  const written = drawnAnew ? {} : (scene.weights.tensors ?? {});
  // A seed that comes in later must not bring biases to a model that had none.
  const bias = scene.weights.seed === undefined && !drawnAnew ? { bias: model.bias ?? false } : {};
  const before = vocabularyOf(scene);
  const vocabulary = grown(before, [...tokens, ...memory]);
  const bare: SceneFile = {
    ...scene,
    tokens,
    model: { ...model, ...bias, ...(mask ? { mask } : {}) },
    weights: { seed },
  };
  if (change.generate) bare.generate = change.generate;
  if (change.generate === null) delete bare.generate;
  delete bare.memory;
  if (memory.length > 0) bare.memory = memory;
  delete bare.vocabulary;
  if (scene.vocabulary || vocabularyOf(bare).join('\n') !== vocabulary.join('\n')) bare.vocabulary = vocabulary;
  const { tensors, kept, dropped } = fitting(engine, bare, written, before, vocabulary);
  if (kept.length > 0) bare.weights = { seed, tensors };
  return { scene: bare, kept, dropped };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function difference(from: unknown, to: unknown): unknown {
  if (!isObject(from) || !isObject(to)) return to;
  const members = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]))
    .map((key) => [key, key in to ? difference(from[key], to[key]) : null]);
  return Object.fromEntries(members);
}

/** What has to be laid over the scene as it was given to come to another: `engine.open(given, patch)`. */
export function patchBetween(given: SceneFile, scene: SceneFile): ScenePatch {
  const patch = Object.entries(difference(given, scene) as object);
  return Object.fromEntries(patch.filter(([key]) => PATCHED.includes(key)));
}

/** The words that have a row in the table of embeddings, in order. */
export const vocabularyOf = ({ vocabulary, tokens, memory = [] }: SceneFile): string[] =>
  vocabulary ?? grown([], [...tokens, ...memory]);

const grown = (words: string[], more: string[]): string[] => [...new Set([...words, ...more])];

const looksBack = (kind: ModelConfig['kind']): boolean => kind === 'decoder' || kind === 'encoder-decoder';
export const hasLayers = (kind: ModelConfig['kind']): boolean => kind !== 'attention' && kind !== 'block';
export const takesMemory = (kind: ModelConfig['kind']): boolean => kind === 'attention' || kind === 'encoder-decoder';

function changedModel(before: ModelFile, change: Partial<ModelFile>): ModelFile {
  const { feed_forward, rotary, ...rest } = change;
  const next: ModelFile = { ...before, ...rest };
  if (before.feed_forward || feed_forward) next.feed_forward = { ...before.feed_forward, ...feed_forward };
  const { experts = 1, top = 1 } = next.feed_forward ?? {};
  if (top > experts && feed_forward?.top === undefined) delete next.feed_forward?.top;
  if (before.rotary || rotary) next.rotary = { ...before.rotary, ...rotary };
  const forget = (key: keyof ModelFile) => {
    if (!(key in change)) delete next[key];
  };
  if (next.kind !== before.kind) {
    if (looksBack(next.kind) !== looksBack(before.kind)) forget('mask');
    if (before.kind === 'attention') forget('norm');
  }
  if (next.heads !== before.heads) forget('kv_heads');
  if (next.norm !== before.norm) forget('final_norm');
  if (!hasLayers(next.kind)) delete next.layers;
  const { width = 8, heads = 1 } = before;
  if (next.width !== before.width || next.heads !== before.heads) {
    if (before.head_width === undefined || before.head_width * heads === width) forget('head_width');
    if (before.feed_forward?.width === 4 * width && feed_forward?.width === undefined) delete next.feed_forward?.width;
  }
  return next;
}

function memoryOf(kind: ModelConfig['kind'], memory: string[], tokens: string[]): string[] {
  if (!takesMemory(kind)) return [];
  return kind === 'encoder-decoder' && memory.length === 0 ? tokens : memory;
}

/** What is written cell by cell or token by token, cut or filled up to T queries and S keys. */
function fittedMask({ kind, mask }: ModelFile, T: number, S: number): MaskConfig | undefined {
  if (mask?.kind === 'global') return { ...mask, tokens: (mask.tokens ?? []).filter((at) => at < T) };
  if (mask?.kind !== 'custom') return mask;
  const keys = kind === 'attention' && S > 0 ? S : T;
  const rows = Array.from({ length: T }, (_, t) => Array.from({ length: keys }, (_, s) => mask.rows?.[t]?.[s] ?? 1));
  return { ...mask, rows };
}

interface Place {
  axes: string[];
  shape: number[];
  data: Float32Array;
}

/** Every parameter the scene could have, as the seed draws it, by its name without `weights.`. */
function placesOf(engine: EngineBase, scene: SceneFile): Map<string, Place> {
  const session = engine.open({ ...scene, model: { ...scene.model, bias: true } });
  const places = new Map<string, Place>();
  const visit = ({ reads, children }: ProgramNode) => {
    for (const path of reads) {
      if (path.startsWith('weights.')) places.set(path.slice(8), session.tensor(path, { ahead: true }));
    }
    children.forEach(visit);
  };
  visit(session.program);
  session.close();
  return places;
}

function fitting(
  engine: EngineBase,
  scene: SceneFile,
  written: Record<string, NestedNumbers>,
  before: string[],
  words: string[],
) {
  const tensors: Record<string, NestedNumbers> = {};
  const kept: string[] = [];
  const dropped: string[] = [];
  const places = Object.keys(written).length > 0 ? placesOf(engine, scene) : new Map<string, Place>();
  for (const [name, numbers] of Object.entries(written)) {
    const fits = namesFor(name, places).flatMap((to) => {
      const value = fitted(numbers, places.get(to)!, before, words);
      return value ? [[to, value] as const] : [];
    });
    for (const [to, value] of fits) tensors[to] = value;
    (fits.length > 0 ? kept : dropped).push(name);
  }
  return { tensors, kept, dropped };
}

/** Where a written tensor belongs now. */
function namesFor(name: string, places: Map<string, Place>): string[] {
  const bare = name.replace(/^decoder\./, '');
  const moved = bare === 'embed.table' ? ['encoder.embed.table', 'decoder.embed.table'] : [`decoder.${bare}`];
  return places.has(name) ? [name] : [bare, ...moved].filter((to) => places.has(to));
}

function shapeOf(numbers: NestedNumbers): number[] {
  return Array.isArray(numbers) ? [numbers.length, ...shapeOf(numbers[0] ?? 0)] : [];
}

/** The written numbers as this place wants them, words that are new drawn; null where they do not fit. */
function fitted(
  numbers: NestedNumbers,
  { axes, shape, data }: Place,
  before: string[],
  words: string[],
): NestedNumbers | null {
  const has = shapeOf(numbers);
  if (has.length !== shape.length) return null;
  const fits = axes.every((axis, i) => {
    if (axis === 'V') return has[i] === before.length;
    return axis === 'P' ? has[i]! >= shape[i]! : has[i] === shape[i];
  });
  if (!fits) return null;
  if (!axes.includes('V') || before.length === words.length) return numbers;
  const known = new Map(before.map((word, place) => [word, place]));
  return mixed(
    numbers,
    { axes, shape, data },
    0,
    0,
    words.map((word) => known.get(word)),
  );
}

/** Along the axis of words the written number where the word was known, elsewhere the drawn one. */
function mixed(
  numbers: NestedNumbers | undefined,
  place: Place,
  axis: number,
  offset: number,
  known: (number | undefined)[],
): NestedNumbers {
  const { axes, shape, data } = place;
  if (axis === shape.length) return numbers ?? shortest(data[offset]!);
  return Array.from({ length: shape[axis]! }, (_, i) => {
    const from = axes[axis] === 'V' ? known[i] : i;
    const part = Array.isArray(numbers) && from !== undefined ? numbers[from] : undefined;
    return mixed(part, place, axis + 1, offset * shape[axis]! + i, known);
  });
}

/** Seeded numbers have two decimals; written so, they read back to the same bit. */
function shortest(value: number): number {
  const short = Math.round(value * 100) / 100;
  return Math.fround(short) === value ? short : value;
}
