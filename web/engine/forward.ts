import type { ProgramNode } from './types.js';

const BEHIND = ['loss', 'gradients', 'update'];

/** A program without what lies behind its last result: the loss, the gradients, the new weights. */
export const forwardOf = (program: ProgramNode): ProgramNode => ({
  ...program,
  children: program.children.filter(({ path }) => !BEHIND.includes(path)),
});
