/** The scene as it stands in a session: its words, its model, its weights and every edit, as the file of a scene. */
import { toJsonNumber } from '../reading/float.js';
import { patched } from '../scene/patch.js';
import type { Session } from '../session.js';
import type { Tensor } from '../types.js';

/** Numbers of a tensor in lists of lists. */
function nested(data: ArrayLike<number>, shape: readonly number[], from = 0): unknown {
  const [length = 0, ...rest] = shape;
  const size = rest.reduce((product, side) => product * side, 1);
  const part = (at: number) =>
    rest.length > 0 ? nested(data, rest, from + at * size) : toJsonNumber(data[from + at] as number);
  return Array.from({ length }, (_, at) => part(at));
}

/** A tensor of a scene as it can be written: those that were given as arrays become lists. */
function written(session: Session, name: string, given: unknown): unknown {
  if (ArrayBuffer.isView(given)) return nested(given as Float32Array, session.shapeOf(`weights.${name}`).shape);
  const { data, shape } = (given ?? {}) as Partial<Tensor>;
  return data && shape ? nested(data, shape) : given;
}

/**
 * JSON text that `engine.open` opens as this session stands, to the bit: the scene as it was given with what was laid over
 * it, a row of a weight a line, and every edit.
 */
export function sceneText(session: Session): string {
  const { $schema: _, ...scene } = patched(session.given, session.patch) as Record<string, unknown>;
  const weights = scene.weights as { tensors?: Record<string, unknown> } | undefined;
  const tensors = Object.entries(weights?.tensors ?? {}).map(([name, given]) => [name, written(session, name, given)]);
  const edits = session.edits.map(({ path, index, values }) => ({ path, index, values: values.map(toJsonNumber) }));
  const whole = {
    ...scene,
    ...(tensors.length > 0 ? { weights: { ...weights, tensors: Object.fromEntries(tensors) } } : {}),
    ...(edits.length > 0 ? { edits } : {}),
  };
  return `${text(whole)}\n`;
}

/** JSON in which a list of numbers or words takes one line. */
function text(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  const among = (parts: string[], [open, close]: string) =>
    `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
  if (Array.isArray(value)) {
    const flat = value.every((part) => typeof part !== 'object' || part === null);
    if (flat) return `[${value.map((part) => JSON.stringify(part)).join(', ')}]`;
    const parts = value.map((part) => text(part, inner));
    return among(parts, '[]');
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return '{}';
  const parts = members.map(([name, member]) => `${JSON.stringify(name)}: ${text(member, inner)}`);
  return among(parts, '{}');
}
