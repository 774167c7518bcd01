/** What moves the program, by the names of the buttons and keys. */
import type { Level, Session } from '../../engine/index.js';
import type { Action } from './keys.js';
import type { Reading } from './step-view.js';

const LEVELS: Level[] = ['model', 'layer', 'sublayer', 'stage', 'result', 'head', 'row', 'cell'];

/** Takes back less than a whole piece: the newest of its smaller pieces, and goes on at their level. */
function backInto(session: Session): void {
  const { cells, depth } = session.position;
  const whole = session.stepBack().cells;
  for (const level of LEVELS.slice(depth + 1)) {
    session.seek(cells);
    session.level = level;
    if (session.stepBack().cells > whole) return;
  }
}

function runToChosen(session: Session, { cell, writerOf }: Reading): void {
  if (cell && writerOf(cell.path)) session.runTo(cell.path, cell.index);
}

export function movesOf(session: Session, reading: Reading): Partial<Record<Action, () => void>> {
  return {
    first: () => session.seek(0),
    back: () => session.stepBack(),
    backInto: () => backInto(session),
    step: () => session.step(),
    into: () => session.stepInto(),
    out: () => session.stepOut(),
    end: () => session.runToEnd(),
    goto: () => runToChosen(session, reading),
    reset: () => {
      session.reset();
      session.level = 'stage';
      session.breakpoints.clear();
    },
  };
}
