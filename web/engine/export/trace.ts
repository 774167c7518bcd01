/** The whole run as JSON: scene, program, edits, and every tensor with its axes, labels, shape and numbers. */
import { toJsonNumber } from '../reading/float.js';
import type { Session } from '../session.js';
import { pathsOf, wholeTensor } from './tensors.js';

const FORMAT = 'attend-trace';
const VERSION = 1;

/**
 * The trace as JSON text, one tensor a line. Numbers are the shortest decimals that give the same 32-bit float back;
 * minus infinity is spelled `"-inf"`.
 * @param made which version of Attend writes it
 */
export function traceText(session: Session, made: string): string {
  const { scene, program, edits, position } = session;
  const { given, made: results } = pathsOf(program);
  const head = {
    format: FORMAT,
    version: VERSION,
    attend: made,
    scene,
    position,
    edits: edits.map(({ path, index, values }) => ({ path, index, values: values.map(toJsonNumber) })),
    program,
  };
  const tensors = [...given, ...results].map((path) => {
    const { axes, labels, shape, data } = wholeTensor(session, path);
    return `    ${JSON.stringify(path)}: ${JSON.stringify({ axes, labels, shape, data: Array.from(data, toJsonNumber) })}`;
  });
  const text = JSON.stringify(head, null, 2);
  return `${text.slice(0, text.lastIndexOf('\n}'))},\n  "tensors": {\n${tensors.join(',\n')}\n  }\n}\n`;
}
