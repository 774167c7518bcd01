/**
 * The public vocabulary of Attend in TypeScript: what the engine tells about stages, programs, tensors and cells.
 * Everything here is plain data. Paths and letters are explained in docs/notation.md.
 */
import type { FeedForwardConfig, GenerateConfig, MaskConfig, ModelConfig, PickConfig } from './generated/model.js';
import type { Op } from './generated/ops.js';

export type { FeedForwardConfig, GenerateConfig, MaskConfig, ModelConfig, Op, PickConfig };

/** Row-major numbers with their shape. `data` is always a copy: keep it, change it, nothing else moves. */
export interface Tensor {
  shape: number[];
  data: Float32Array;
}

/** What a call accepts for a tensor: a `Tensor`, or nested arrays of numbers in which `"-inf"` spells minus infinity. */
export type TensorLike = Tensor | NestedNumbers;
export type NestedNumbers = number | '-inf' | NestedNumbers[];

/** What a tensor is to attention: queries, keys, values, scores of any kind, weights; or none of these. */
export type TensorRole = 'q' | 'k' | 'v' | 'score' | 'weights' | 'count' | 'plain';

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
  /** What a reader may write there: `scores` may be minus infinity. */
  accepts: PortInfo['accepts'];
  /** The stage's inputs and earlier results that this one is made of. */
  reads: string[];
  /** Its letter in formulas of other stages; empty where they write a letter of their own. */
  symbol: string;
  /** LaTeX of one cell, where every input is given. */
  formula: string;
  /** One line of NumPy, where every input is given. */
  numpy: string;
  /** The same as templates that follow a run (engine/stage.hpp), where it decides something. */
  forms?: { formula?: string; numpy?: string };
  role: TensorRole;
}

/** What the engine can do: made from its descriptors when the project is built. */
export interface Manifest {
  version: string;
  /** Which build of the descriptors; engine.wasm must be of the same. */
  build: string;
  ops: OperationInfo[];
  accepts: string[];
  levels: string[];
  /** Of the forward pass; the others join them with the whole engine. */
  stages: StageInfo[];
}

/** How a cell follows from its operands. engine/ops.hpp says how to read the templates. */
export interface OperationInfo {
  name: Op;
  /** In words; `a` and `b` are the first operands. */
  meaning: string;
  /** NumPy over the operands; empty for what is given. */
  python: string;
  /** The same in PyTorch, where that has a name of its own; else empty. */
  torch: string;
  /** Templates of a cell written out: as plain text, as LaTeX, and on the screen. */
  text: string;
  latex: string;
  screen: string;
  /** What stands on the arrow from operands to result. */
  sign: string;
  /** What is taken for the derivative at a kink; empty where the operation has none. */
  bend: string;
}

export interface OptionInfo {
  name: string;
  kind: 'number' | 'integer' | 'choice';
  /** Absent where a bare call must give it. */
  default?: number | string;
  choices?: string[];
  /** Which numbers it may be. */
  range: 'any' | 'above_zero' | 'not_negative' | 'share' | 'whole' | 'count';
  /** Whether it decides which tensors the step reads, or their shapes: then it is the scene's, and no edit changes it. */
  structural: boolean;
  /** Its letter in formulas; empty where it stands in none. */
  symbol: string;
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
  /** The same as a template that follows a run, where it decides something. */
  forms?: { source?: string };
  /** The engine's C++ file, relative to the repository. */
  file: string;
  /** How its results are laid out: one at a time; all at once, in columns; or the same numbers whole and cut into heads. */
  picture: 'one' | 'columns' | 'heads';
}

/** How large the pieces are that the cursor moves by, from whole model to single cell. */
export type Level = 'model' | 'layer' | 'sublayer' | 'stage' | 'result' | 'head' | 'row' | 'cell';

/** A node of the program tree. Leaves have a stage; groups (model, layer, sublayer) have children. */
export interface ProgramNode {
  /** `''` for the root. */
  path: string;
  /** `gradient` for a step that goes back from the loss. */
  stage: string | null;
  /** What such a step does, as a descriptor says it of a stage; null for all others. */
  gradient: StageInfo | null;
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
  loss?: LossConfig;
  update?: UpdateConfig;
  generate?: GenerateConfig;
  made_by?: string;
}

/** A token that a scene generated. */
export interface GeneratedToken {
  /** Its place in the vocabulary. */
  id: number;
  token: string;
  /** The path of the step that picked it. */
  step: string;
  /** What the model gave it, before temperature and cuts. */
  probability: number;
}

/** The one number whose gradients are asked for: of words that come, of one cell, or of a whole tensor weighed at random. */
export type LossConfig =
  | { kind: 'cross_entropy'; targets?: 'next' | (string | null)[] }
  | { kind: 'cell'; path: string; index: number[] }
  | { kind: 'cotangent'; path: string; seed?: number };

export interface OptimizerOptions {
  kind: 'sgd' | 'adam';
  /** The learning rate. */
  rate: number;
  /** Of adam: by default 0.9 and 0.999. */
  betas?: [number, number];
  /** Of adam: by default 1e-8. */
  eps?: number;
  /** Weight decay, apart from the gradient (AdamW); by default 0. */
  decay?: number;
  /** Over so many steps the rate grows to what it is then; by default 0. */
  warm_up?: number;
}

/** The step of an optimizer behind the gradients: the first of a training. */
export interface UpdateConfig extends OptimizerOptions {
  /** Weights by path without `weights.`; all where it is left out. */
  weights?: string[];
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
  /** The step that writes it, its stage, and its name there; null for inputs and weights. Of a gradient, stage and name are
   * those of the tensor whose gradient it is. */
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
  /** Of a local derivative: the operation that is differentiated. The term stands at the cell that the operation made. */
  of?: Op;
  /** Of a local derivative at a kink: what is taken for it, in words. */
  bend?: string;
}

/** What a tensor brings to a gradient: `terms` of its explanation that lead through one result, and their sum. */
export interface Share extends Pick<CellPlace, 'path'> {
  value: number;
  terms: Term[];
}

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
  /**
   * Of a gradient: one for each result that the tensor goes into. Every group of operands is an upstream gradient and a
   * local derivative.
   */
  shares?: Share[];
}

/** A gradient, and the slope between two runs with one number moved by `by`, down and up. */
export interface Nudge {
  analytic: number;
  numeric: number;
  by: number;
  /** Why the two part; empty where they agree. */
  reason: string;
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
  | 'whole'
  | 'training'
  | 'stage'
  | 'input'
  | 'shape'
  | 'value'
  | 'option'
  | 'path'
  | 'index'
  | 'not_reached'
  | 'closed'
  | 'memory'
  | 'stopped'
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
