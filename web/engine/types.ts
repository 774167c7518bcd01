/**
 * The public vocabulary of Attend in TypeScript: what the engine tells about stages, programs, tensors and cells.
 * Everything here is plain data. Paths and letters are explained in docs/notation.md.
 */

/** Row-major numbers with their shape. `data` is always a copy: keep it, change it, nothing else moves. */
export interface Tensor {
  shape: number[];
  data: Float32Array;
}

/** What a call accepts for a tensor: a `Tensor`, or nested arrays of numbers in which `"-inf"` spells minus infinity. */
export type TensorLike = Tensor | NestedNumbers;
export type NestedNumbers = number | '-inf' | NestedNumbers[];

/** What a tensor is to attention: queries, keys, values, scores of any kind, weights; or none of these. */
export type TensorRole = 'q' | 'k' | 'v' | 'score' | 'weights' | 'plain';

/** A tensor that a stage reads. */
export interface PortInfo {
  name: string;
  /** Axis letters, for instance `["H", "T", "D"]`. */
  axes: string[];
  /** Other axes that are accepted, for instance a mask of `["H", "T", "S"]`. */
  alternatives: string[][];
  optional: boolean;
  /** `finite` numbers; `scores` (finite or minus infinity); `mask` (0 or 1); `ids` (whole numbers, 0 or above). */
  accepts: 'finite' | 'scores' | 'mask' | 'ids';
  role: TensorRole;
}

/** A tensor that a stage writes: an inner result, or a main one. */
export interface ResultInfo {
  name: string;
  axes: string[];
  alternatives: string[][];
  /** A stage may have several main results (`project` writes q, k and v). */
  main: boolean;
  /** The stage's inputs and earlier results that this one is made of. */
  reads: string[];
  /** LaTeX of one cell. */
  formula: string;
  /** One line of NumPy. */
  numpy: string;
  role: TensorRole;
}

/** What the engine can do: made from its descriptors when the project is built. */
export interface Manifest {
  version: string;
  /** Which build of the descriptors; engine.wasm must be of the same. */
  build: string;
  ops: string[];
  accepts: string[];
  levels: string[];
  stages: StageInfo[];
}

export interface OptionInfo {
  name: string;
  kind: 'number' | 'integer' | 'choice';
  /** Absent where a bare call must give it. */
  default?: number | string;
  choices?: string[];
  /** Which numbers it may be. */
  range: 'any' | 'above_zero' | 'not_negative' | 'whole';
  about: string;
}

export interface StageInfo {
  id: string;
  title: string;
  reads: PortInfo[];
  writes: ResultInfo[];
  options: OptionInfo[];
  /** LaTeX of the whole stage. */
  formula: string;
  /** NumPy of the whole stage, one line a result. */
  numpy: string;
  /** Where it comes from: paper and section. */
  source: string;
  /** The engine's C++ file, relative to the repository. */
  file: string;
}

/** How large the pieces are that the cursor moves by, from whole model to single cell. */
export type Level = 'model' | 'layer' | 'sublayer' | 'stage' | 'result' | 'head' | 'row' | 'cell';

/** A node of the program tree. Leaves have a stage; groups (model, layer, sublayer) have children. */
export interface ProgramNode {
  /** `''` for the root. */
  path: string;
  stage: string | null;
  title: string;
  level: Level;
  children: ProgramNode[];
  /** Paths of the tensors read and written. */
  reads: string[];
  writes: string[];
  /** The same by the stage's own names: `inputs.q` is the path of the tensor that the stage calls q. Empty on groups. */
  inputs: Record<string, string>;
  outputs: Record<string, string>;
  /** Option values in force, for instance `{ factor: 0.5, temperature: 1 }`. */
  options: Record<string, number | string>;
}

/** What is computed. `weights` are not repeated in `session.scene`. */
export interface Scene {
  version: 1;
  id: string;
  title: string;
  tokens: string[];
  memory?: string[];
  vocabulary?: string[];
  model: ModelConfig;
  made_by?: string;
}

export interface ModelConfig {
  kind: 'attention' | 'block' | 'encoder' | 'decoder' | 'encoder-decoder';
  layers: number;
  width: number;
  heads: number;
  head_width: number;
  norm: 'none' | 'pre' | 'post';
  norm_kind: 'layer' | 'rms';
  position: 'none' | 'sinusoidal' | 'learned';
  mask: MaskConfig;
  feed_forward: { width: number; activation: 'relu' | 'gelu' | 'gelu_tanh' | 'silu' };
  temperature: number;
  final_norm: boolean;
  unembed: boolean;
  /** Whether a seed draws biases too. */
  bias: boolean;
}

export interface MaskConfig {
  kind:
    | 'none'
    | 'causal'
    | 'window'
    | 'dilated'
    | 'block'
    | 'prefix'
    | 'padding'
    | 'global'
    | 'exclude-self'
    | 'custom';
  /** What it is applied to: "weights" is the common mistake, to be compared with. */
  on?: 'scores' | 'weights';
  size?: number;
  step?: number;
  length?: number;
  causal?: boolean;
  tokens?: number[];
  rows?: number[][];
}

export interface Position {
  /** The step, or the result inside it, that was made last; `''` before the first. */
  path: string;
  /** Steps (stages) wholly done, of all. */
  done: number;
  total: number;
  /** The unit of stepping, 0 (model) to 7 (cell). */
  depth: number;
  level: Level;
  /** Index of the newest cell within the tensor `tensor`; null before the first. */
  tensor: string | null;
  index: number[] | null;
  /** Cells made so far in the whole program, of all. The slider runs over these. */
  cells: number;
  totalCells: number;
}

export interface NamedTensor extends Tensor {
  path: string;
  axes: string[];
  /** For each axis the label of each index: tokens where the axis is tokens, else numbers from 1. */
  labels: string[][];
  /** Cells visible at the cursor, in row-major order. Data beyond is NaN unless asked with `{ ahead: true }`. */
  filled: number;
  /** The step that writes it, and its name there; null for inputs and weights. */
  step: string | null;
  stage: string | null;
  name: string;
}

/** One operand of a cell. */
export interface Term {
  path: string;
  index: number[];
  value: number;
  /** The operand's name in the formula, for instance `q`. */
  name: string;
  /** Operands of one group are multiplied (in a sum of products); groups are added. */
  group: number;
  /** False where no change of this operand alone can change the cell: the value under a weight of exactly 0. */
  live: boolean;
}

/** The operation that made a cell. How each computes from its terms is listed in docs/notation.md. */
export type Op =
  | 'input'
  | 'edited'
  | 'copy'
  | 'lookup'
  | 'sinusoid'
  | 'products'
  | 'subtract'
  | 'divide'
  | 'scale'
  | 'mask'
  | 'max'
  | 'sum'
  | 'exp'
  | 'mean'
  | 'mean_square'
  | 'rsqrt'
  | 'relu'
  | 'gelu'
  | 'gelu_tanh'
  | 'silu';

export interface Explanation {
  path: string;
  index: number[];
  value: number;
  op: Op;
  /** The formula with this cell's numbers in it. */
  latex: string;
  /** The same as plain text: `0.60·0.80 + 0.90·1.10 = 1.47`. Long sums are folded in the middle. */
  text: string;
  /** Exactly the cells whose change alone can change this one. */
  terms: Term[];
  /** All operands of the formula, inert ones too. */
  operands: Term[];
  /** Options the formula uses: eps, factor, temperature. */
  constants: { name: string; value: number }[];
}

/** Where a cell is. */
export interface CellPlace {
  path: string;
  index: number[];
}

export interface CellRef extends CellPlace {
  value: number;
}

export interface Notice {
  path: string;
  message: string;
}

export interface Change {
  path: string;
  /** Whole tensors, read from the session when they are first asked for: ask before the next edit. */
  before: Tensor;
  after: Tensor;
  /** The cell that changed most. */
  largest: { index: number[]; before: number; after: number; difference: number };
}

/** One change: `values` stand in the cells from `index` on, row by row; `value` is the first (most edits have one). */
export interface Edit {
  path: string;
  index: number[];
  value: number;
  values: number[];
}

export type EngineErrorCode =
  | 'load'
  | 'scene'
  | 'stage'
  | 'input'
  | 'shape'
  | 'value'
  | 'option'
  | 'path'
  | 'index'
  | 'not_reached'
  | 'closed'
  | 'state'
  | 'locked'
  | 'internal';

/** Every failure of the engine. `message` names the tensor, what was expected, what was got, and how to mend it. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly stage?: string;
  readonly tensor?: string;

  constructor(code: EngineErrorCode, message: string, stage?: string, tensor?: string) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
    if (stage) this.stage = stage;
    if (tensor) this.tensor = tensor;
  }
}
