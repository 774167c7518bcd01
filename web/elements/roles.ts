/** Which colour a tensor wears, by its name in the stage that made it. */
import { manifest } from '../engine/generated/manifest.js';
import type { TensorRole } from '../engine/types.js';

/** Heat ramp of a matrix; `mask` and `ids` are shown without heat. */
export type Role = TensorRole | 'mask' | 'ids';

/** The descriptors of the stages say it; a name means the same in all of them. */
const BY_NAME = new Map<string, Role>(
  manifest.stages.flatMap(({ reads, writes }) => [
    ...reads.map(({ name, accepts, role }): [string, Role] => [
      name,
      accepts === 'mask' || accepts === 'ids' ? accepts : role,
    ]),
    ...writes.map(({ name, role }): [string, Role] => [name, role]),
  ]),
);

/** The role of a tensor: by path for masks (`masks.causal`), else by name; an encoder's words are words, too. */
export function roleOf(path: string, name: string): Role {
  if (path.startsWith('masks.')) return 'mask';
  return BY_NAME.get(name.replace(/^memory_(?=ids)/, '')) ?? 'plain';
}

/** The class that colours an operand's number in text. */
export function inkOf(role: Role): string {
  return role === 'q' || role === 'k' || role === 'v' || role === 'weights' ? `ink-${role}` : '';
}
