/** A number that is being written over another: what stands in the field, and what the session says to it. */

import { type Edit, EngineError, type Session } from '../../engine/index.js';
import { leavesOf } from '../../engine/leaves.js';
import { readNumber } from '../../engine/reading/read-number.js';
import { offsetOf } from '../../engine/row-major.js';
import { formatExact } from '../../engine/writing/format.js';
import type { Cell } from '../matrix/matrix-view.js';
import { roleOf } from '../matrix/roles.js';
import { cellName, placeOf, say } from '../shared/words.js';
import type { Reading } from '../stepper/step-view.js';
import { TEMPERATURE } from './temperature.js';

/** A cell, or an option of a step (a path with no index). */
export interface Editing extends Cell {
  label: string;
  text: string;
  refusal: string;
  /** Words to choose from where the number stands for one. */
  words: string[] | null;
}

function editingOption(reading: Reading, path: string): Editing {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const step = reading.leaves.find((leaf) => `${leaf.path}.${name}` === path);
  const text = formatExact(Number(step?.options[name]));
  return { path, index: [], label: say('edit-option', { name }), text, refusal: '', words: null };
}

/** The field for a cell or option; null where the cell is not computed yet and has nothing to write over. */
export function editingOf(reading: Reading, cell: Cell, typed: string | null): Editing | null {
  if (!cell.index.length) return editingOption(reading, cell.path);
  if (!reading.visible(cell)) return null;
  const tensor = reading.tensor(cell.path);
  const value = tensor.data[offsetOf(tensor.shape, cell.index)]!;
  const places = placeOf(tensor, cell.index);
  const words = roleOf(cell.path, tensor.name) === 'ids' ? (reading.session.scene.vocabulary ?? null) : null;
  const label = words ? say('edit-word', { places }) : say('edit-label', { name: cellName(tensor), places });
  return { ...cell, label, text: words ? String(value) : (typed ?? formatExact(value)), refusal: '', words };
}

/** The other value of a cell that is only 0 or 1; null where it may be any number. */
export function toggled(reading: Reading, { path, index }: Cell): number | null {
  if (!index.length || !path.startsWith('masks.')) return null;
  const tensor = reading.tensor(path);
  return tensor.data[offsetOf(tensor.shape, index)] ? 0 : 1;
}

/** What a cell or an option is called on the screen. */
function labelOf(reading: Reading, { path, index }: Cell): string {
  if (!index.length) return path.slice(path.lastIndexOf('.') + 1);
  const tensor = reading.tensor(path);
  return `${cellName(tensor)} (${placeOf(tensor, index)})`;
}

/** The engine's message, which begins with the path of what it refuses, with the name that readers see instead. */
function byName({ message, tensor }: EngineError, label: string): string {
  if (!tensor || !message.startsWith(tensor)) return message;
  const rest = message.slice(tensor.length).replace(/^\[[^\]]*\]/, '');
  return `${label[0]!.toUpperCase()}${label.slice(1)}${rest}`;
}

/** The number that stands in a cell or an option now. */
function numberAt(session: Session, { path, index }: Cell): number {
  if (index.length) {
    const tensor = session.tensor(path, { ahead: true });
    return tensor.data[offsetOf(tensor.shape, index)]!;
  }
  const dot = path.lastIndexOf('.');
  const step = leavesOf(session.program).find((leaf) => leaf.path === path.slice(0, dot));
  return Number(step?.options[path.slice(dot + 1)]);
}

/** Writes a number in place of an earlier one of the same cell; its own number written back is no edit at all. */
function replace(session: Session, cell: Cell, value: number): number {
  const { path, index } = cell;
  const own = (edit: Edit) => edit.path === path && edit.values.length === 1 && edit.index.join() === index.join();
  const earlier = session.edits.findIndex(own);
  const same = () => numberAt(session, cell) === (index.length ? Math.fround(value) : value);
  if (earlier < 0 && same()) return 0;
  const made = session.edit(path, index, value);
  if (earlier < 0) return made;
  session.removeEdit(earlier);
  session.removeEdit(session.edits.length - 1);
  return same() ? made : session.edit(path, index, value);
}

/** Writes what was typed; gives how many results were recomputed, or the reason why it is not taken. */
export function write(reading: Reading, { path, index }: Cell, text: string): { made: number } | { refusal: string } {
  const value = readNumber(text);
  if (Number.isNaN(value)) return { refusal: say('edit-nan', { text: text.trim() }) };
  const { least, most } = TEMPERATURE;
  if (path.endsWith('.temperature') && (value < least || value > most)) {
    return { refusal: say('refuse-range', { text: text.trim(), least, most }) };
  }
  try {
    return { made: replace(reading.session, { path, index }, value) };
  } catch (error) {
    if (error instanceof EngineError) return { refusal: byName(error, labelOf(reading, { path, index })) };
    throw error;
  }
}
