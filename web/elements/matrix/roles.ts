/** Which colour a tensor wears, by its name in the stage that made it. */

import { GRADIENTS, isGradient } from '../../engine/boundary/behind.js';
import { manifest } from '../../engine/generated/manifest.js';
import type { TensorRole } from '../../engine/types.js';

/** Heat ramp of a matrix; `mask`, `ids` and `count` are shown without heat. */
export type Role = TensorRole | 'mask' | 'ids';

/** Whether the numbers are whole: words, marks and counts. They are written without decimals. */
export const isWhole = (role: Role): boolean => role === 'ids' || role === 'mask' || role === 'count';

/** The descriptors of the stages say it; a name means the same in all of them. */
const byName = new Map<string, Role>();
let known = 0;

/** Stages behind the forward pass come later, with the engine that has them. */
function learn(): void {
  for (const { reads, writes } of manifest.stages.slice(known)) {
    for (const { name, accepts, role } of [...reads, ...writes]) {
      const whole = accepts === 'mask' || accepts === 'ids';
      byName.set(name, whole && role !== 'count' ? accepts : role);
    }
  }
  known = manifest.stages.length;
}

/** The role of a gradient: colours of queries, keys and values are kept; scores and weights have a scale of their own. */
const gradientRole = (role: Role): Role => (role === 'q' || role === 'k' || role === 'v' ? role : 'plain');

/** The role of a tensor: by path for masks (`masks.causal`), else by name; an encoder's words are words, too. */
export function roleOf(path: string, name: string): Role {
  if (isGradient(path)) return gradientRole(roleOf(path.slice(GRADIENTS.length), name));
  if (path.startsWith('masks.')) return 'mask';
  if (path.endsWith('.ids')) return 'ids';
  learn();
  return byName.get(name.replace(/^memory_(?=ids)/, '')) ?? 'plain';
}

/** The class that colours an operand's number in text. */
export function inkOf(role: Role): string {
  return role === 'q' || role === 'k' || role === 'v' || role === 'weights' ? `ink-${role}` : '';
}
