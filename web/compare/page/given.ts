/** What a reader hands in: pasted prints and files, each with the tensors in it. */
import { readAnyNpy } from '../../engine/export/npy.js';
import { readPrints } from '../read/read-prints.js';
import { readTensors, weightsOf } from '../read/read-tensors.js';
import { say } from './compare-words.js';

/** A tensor that somebody has computed. */
export interface Given {
  name: string;
  shape: number[];
  data: Float64Array;
  /** The last printed digit's worth, of all numbers or of each; 0 where they are not printed. */
  step: number | Float64Array;
}

export interface GivenFile {
  name: string;
  tensors: Given[];
}

/** In bytes: ten million numbers as float32. */
const LARGEST_FILE = 40 * 1024 * 1024;

/** Throws an Error that names the file, what is wrong with it, and how to mend it. */
export async function readGiven(file: File): Promise<GivenFile> {
  const { name, size } = file;
  if (size > LARGEST_FILE) throw new Error(say('compare-large', { name }));
  return { name, tensors: readTensors(name, new Uint8Array(await file.arrayBuffer()), readAnyNpy) };
}

/** A scene with a reader's weights laid over its own. */
export function withWeights<Scene extends { weights?: { tensors?: object } }>(
  scene: Scene,
  weights: GivenFile | null,
): Scene {
  if (!weights) return scene;
  const tensors = { ...scene.weights?.tensors, ...weightsOf(weights.name, weights.tensors) };
  return { ...scene, weights: { ...scene.weights, tensors } };
}

function readPasted(text: string): Given[] {
  try {
    return readPrints(text);
  } catch (error) {
    // Behind the name of a file it goes on; here it is a sentence of its own.
    throw new Error(`${(error as Error).message.replace(/\.$/, '')}.`);
  }
}

/** All that was handed in. Throws an Error for prints that cannot be read. */
export function allGiven(text: string, files: GivenFile[]): Given[] {
  const printed = readPasted(text);
  const all = [...printed, ...files.flatMap(({ tensors }) => tensors)];
  if (all.length === 0) throw new Error(say('compare-nothing'));
  return all;
}
