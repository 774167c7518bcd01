/** What is said to those who listen, after something the reader did: once, short, and not what the focus says already. */
import { say, sliceOf } from '../shared/words.js';
import type { Action } from './keys.js';
import type { Reading } from './step-view.js';

/** What the reader did; `look` is to choose what is shown, without a move of the program. */
export type Act = Action | 'look' | 'change';

export interface Heard {
  act: Act;
  reading: Reading;
  /** The step it was done to. */
  path: string;
  /** Whether the program moved. */
  moved: boolean;
  /** The sentence on the screen. */
  sentence: string;
  /** The keyboard stands on the cell that the sentence is about, so its name and number are read out. */
  onCell: boolean;
  playing: boolean;
  /** What the last edit did, in words. */
  made: string;
}

const BY_CELL = new Set(['row', 'cell']);

function where({ reading, moved, sentence, onCell }: Heard): string {
  const { session, here } = reading;
  const { cells, totalCells, path } = session.position;
  if (!here) return say('heard-start');
  const told = onCell && BY_CELL.has(session.level) ? '' : sentence;
  if (cells === totalCells) return moved ? `${told} ${say('heard-last')}`.trim() : say('heard-end');
  return session.breakpoints.has(path) ? `${say('heard-stopped', { title: here.title })} ${told}`.trim() : told;
}

function breakpoint({ reading: { session, leaves }, path }: Heard): string {
  const title = leaves.find((leaf) => leaf.path === path)?.title ?? path;
  return say(session.breakpoints.has(path) ? 'heard-stop-set' : 'heard-stop-clear', { title });
}

function head({ reading: { allHeads, head: at, headAxis: axis, heads } }: Heard): string {
  if (heads < 2) return say('heard-one-head');
  return allHeads ? sliceOf(axis, '-all') : sliceOf(axis, '', { head: at + 1, heads });
}

function change({ reading, made }: Heard): string {
  const { edits, changes } = reading.edits;
  return `${say('changes-count', { edits: edits.length, tensors: changes.length })} ${made}`.trim();
}

/** Of the other acts is said where they led. */
const ANSWERS: Partial<Record<Act, (heard: Heard) => string>> = {
  reset: () => say('heard-reset'),
  stop: breakpoint,
  head,
  play: (heard) => (heard.playing ? where(heard) : `${say('heard-paused')} ${heard.sentence}`),
  look: ({ sentence }) => sentence,
  ...{ undo: change, redo: change, clear: change, change },
  help: () => '',
  whole: () => '',
  ask: () => '',
};

export const answerTo = (heard: Heard): string => (ANSWERS[heard.act] ?? where)(heard);
