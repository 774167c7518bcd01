/** The parts of a program as the engine numbers them. */
import type { PortInfo, ProgramNode } from './types.js';

/** A tensor of the program, as the engine numbers it. */
export interface Slot {
  path: string;
  name: string;
  axes: string[];
  readonly labels: string[][];
  shape: number[];
  size: number;
  accepts: PortInfo['accepts'];
  /** The step that writes it; null for inputs and weights. */
  step: Leaf | null;
  /** Cells made before its first, in program order. */
  start: number;
  /** Whether it holds the gradient of another. */
  gradient: boolean;
}

/** A step, as the engine numbers it. */
export interface Leaf {
  number: number;
  node: ProgramNode;
}

/** A tensor as it is told. */
export interface RawSlot {
  path: string;
  name: string;
  axes: string[];
  labels: number[];
  /** Which of those words stands first, by axis; absent where it is the first everywhere. */
  first?: number[];
  shape: number[];
  accepts: number;
  step: number;
  /** Of a gradient: the slots that it is made of. */
  made_of?: number[];
}

/** A step, or steps together, as they are told. */
export interface RawNode {
  path: string;
  title: string;
  level: number;
  stage?: number;
  /** The stage is the one that this step goes back through. */
  back?: boolean;
  reads?: number[];
  writes?: number[];
  options?: number[];
  children: RawNode[];
}
