/** The steps of a program, or of a group in it, in the order in which they run. */
import type { ProgramNode } from './types.js';

export const leavesOf = (node: ProgramNode): ProgramNode[] => (node.stage ? [node] : node.children.flatMap(leavesOf));
