/** Which colour a tensor wears, by its name in the stage that made it. */

/** Heat ramp of a matrix; `mask` and `ids` are shown without heat. */
export type Role = 'q' | 'k' | 'v' | 'weights' | 'score' | 'plain' | 'mask' | 'ids';

const BY_NAME: Record<string, Role> = {
  q: 'q',
  wq: 'q',
  bq: 'q',
  k: 'k',
  wk: 'k',
  bk: 'k',
  v: 'v',
  wv: 'v',
  bv: 'v',
  scores: 'score',
  scaled: 'score',
  masked: 'score',
  row_max: 'score',
  shifted: 'score',
  weights: 'weights',
  kept: 'weights',
  mask: 'mask',
  ids: 'ids',
};

/** The role of a tensor: by path for masks (`masks.causal`), else by name. */
export function roleOf(path: string, name: string): Role {
  if (path.startsWith('masks.')) return 'mask';
  return BY_NAME[name] ?? 'plain';
}

/** The class that colours an operand's number in text. */
export function inkOf(role: Role): string {
  return role === 'q' || role === 'k' || role === 'v' || role === 'weights' ? `ink-${role}` : '';
}
