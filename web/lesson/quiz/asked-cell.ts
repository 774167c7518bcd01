/** What a prediction asks about, looked at before it is computed: an empty cell between the numbers that it will be made of. */
import type { Cell } from '../../elements/matrix/matrix-view.js';
import type { Session } from '../../engine/index.js';
import type { AttendStep } from '../page/attend-step.js';
import { pathBefore, stepsOf } from '../page/sections.js';
import type { AttendQuiz } from './attend-quiz.js';

export interface Asked {
  /** The result that is made just before; null where none is. */
  before: string | null;
  cell: Cell;
}

const resultsOf = (session: Session): string[] => stepsOf(session.program).flatMap(({ writes }) => writes);

/** Where the number that is asked for stands: the quiz says it, else its section. */
function placeOf(quiz: AttendQuiz, section: AttendStep, session: Session): Cell | null {
  const { path, index } = quiz.row ?? { path: section.path, index: section.cell ?? [] };
  if (!resultsOf(session).includes(path)) return null;
  const { shape } = session.shapeOf(path);
  return index.length > shape.length ? null : { path, index: shape.map((_, axis) => index[axis] ?? 0) };
}

/**
 * The cell that a prediction asks about; null where something that it is made of is computed only on the way to it, so that
 * there would be nothing to see.
 */
export function askedCell(quiz: AttendQuiz, section: AttendStep, session: Session): Asked | null {
  const cell = placeOf(quiz, section, session);
  if (!cell) return null;
  const before = pathBefore(cell.path, stepsOf(session.program));
  const cells = before ? session.locate(before) : 0;
  const results = resultsOf(session);
  const { operands } = session.explain(cell.path, cell.index);
  const made = operands.every(({ path, index }) => !results.includes(path) || session.locate(path, index) <= cells);
  return operands.length > 0 && made ? { before, cell } : null;
}
