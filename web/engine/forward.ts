import type { ProgramNode } from './types.js';

/** A program without what lies behind its last result: the loss and the gradients. */
export const forwardOf = (program: ProgramNode): ProgramNode => ({
  ...program,
  children: program.children.filter(({ path }) => path !== 'loss' && path !== 'gradients'),
});
