/** Where a step stands in the tree of the program. */
import type { ProgramNode } from '../../engine/index.js';

/** The nodes from the root (left out) down to the step with this path. */
export function callStack(node: ProgramNode, path: string): ProgramNode[] {
  for (const child of node.children) {
    if (child.path === path) return [child];
    const below = callStack(child, path);
    if (below.length) return [child, ...below];
  }
  return [];
}

/**
 * `Decoder › Layer 2 › Residual 1`: what tells a step from those of the same title; empty where there is no other. The
 * number counts equal titles within one layer.
 */
export function placeIn(program: ProgramNode, step: ProgramNode): string {
  const stack = callStack(program, step.path);
  const around = stack.filter(({ level }) => level === 'model' || level === 'layer');
  const alike = (around.at(-1) ?? program).children.filter(({ title }) => title === step.title);
  const counted = alike.length > 1 ? [`${step.title} ${alike.indexOf(step) + 1}`] : [];
  const several = program.children.filter(({ level }) => level !== 'stage').length > 1 || around.length > 1;
  return [...(several ? around.map(({ title }) => title) : []), ...counted].join(' › ');
}
