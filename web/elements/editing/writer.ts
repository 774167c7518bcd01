/** Writing other numbers into the session: the field over a cell, undo and redo, and what the last edit did. */
import { repeatEdit } from '../../engine/editing/carry-over.js';
import { type Edit, EngineError, type Session } from '../../engine/index.js';
import type { AttendArithmetic } from '../arithmetic/attend-arithmetic.js';
import type { Cell } from '../matrix/matrix-view.js';
import type { AttendPicture } from '../picture/attend-picture.js';
import { say } from '../shared/words.js';
import type { Reading } from '../stepper/step-view.js';
import type { Anchor } from './attend-edit.js';
import { type Editing, editingOf, toggled, write } from './editing.js';
import { UndoLine } from './undo-line.js';

/** What writing needs of the stepper. */
export interface Desk {
  readonly reading: Reading | null;
  readonly updateComplete: Promise<unknown>;
  requestUpdate(): void;
  /** Does something that may fail; what goes wrong is shown in place. */
  attempt(what: () => void): void;
  send(type: string, detail: object): void;
  /** What the reader did is answered for those who listen. */
  answer(act: 'change'): void;
  /** Why this cannot be changed; empty where it can. */
  refusalFor(path: string): string;
  inner<T extends HTMLElement>(tag: string): T;
}

export class Writer {
  editing: Editing | null = null;
  anchor: Anchor | null = null;
  /** Everything that was changed here, and what was taken back of it. */
  readonly line = new UndoLine();
  /** What the last edit did, in words. */
  made = '';
  private readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** Begins with another session; what was changed is forgotten, unless the line was moved to it. */
  begin(session: Session | null): void {
    this.editing = null;
    this.made = '';
    if (session && this.line.of !== session) this.line.begin(session);
  }

  private get session(): Session {
    return this.desk.reading!.session;
  }

  /** Closes the field where something else is looked at; the keyboard stays where it is. */
  shut(): void {
    this.editing = null;
  }

  /** Says why one of these may not be changed; false where all may. */
  private refused(places: readonly { path: string }[]): boolean {
    const locked = places.map(({ path }) => this.desk.refusalFor(path)).find(Boolean);
    if (!locked) return false;
    this.desk.attempt(() => {
      throw new EngineError('locked', locked);
    });
    return true;
  }

  /** Opens a field over a cell, or on an option; a cell that is only 0 or 1 is turned over at once. */
  open(cell: Cell, typed: string | null): void {
    if (this.refused([cell])) return;
    const other = toggled(this.desk.reading!, cell);
    if (other !== null) {
      this.write(cell, String(other));
      return;
    }
    this.editing = editingOf(this.desk.reading!, cell, typed);
    this.place();
  }

  /** The field stands over its cell; over the button that opened it where the cell is not on the screen. */
  place(): void {
    if (!this.editing) return;
    const arithmetic = this.desk.inner<AttendArithmetic>('attend-arithmetic');
    const { index, path } = this.editing;
    this.anchor = index.length
      ? (this.desk.inner<AttendPicture>('attend-picture').chosenBox ?? arithmetic.changeBox)
      : arithmetic.optionBox(path.slice(path.lastIndexOf('.') + 1));
    this.desk.requestUpdate();
  }

  /** Writes what was typed; what is refused stays in the field. */
  write(cell: Cell, text: string): void {
    const before = this.session.edits;
    const result = write(this.desk.reading!, cell, text);
    if ('refusal' in result) {
      this.editing = { ...this.editing!, text, refusal: result.refusal };
      this.desk.requestUpdate();
      return;
    }
    this.change(() => {});
    this.note(before);
    this.made = say('edit-made', { count: result.made });
    this.desk.answer('change');
    this.leave();
  }

  /** Closes the field and puts the keyboard back where it was opened. */
  leave(): void {
    const option = this.editing?.index.length === 0 ? this.editing.path : '';
    this.editing = null;
    this.desk.requestUpdate();
    this.desk.updateComplete.then(() => {
      if (!option) return this.desk.inner('attend-picture').focus();
      this.desk.inner<AttendArithmetic>('attend-arithmetic').focusOption(option.slice(option.lastIndexOf('.') + 1));
    });
  }

  /** Changes numbers of the session; everything is looked at anew. */
  private change(what: () => void): void {
    this.desk.attempt(() => {
      this.made = '';
      what();
      const { reading } = this.desk;
      reading!.refresh();
      this.desk.send('attend-change', { edits: reading!.session.edits });
    });
  }

  /** Puts what was just done on the line; `before`: the edits that there were. */
  private note(before: Edit[]): void {
    const after = this.session.edits;
    if (same(before, after)) return;
    this.line.add(this.turn(before, after));
  }

  /** Takes in what was just edited beside this, as one change; `before`: the edits that there were. */
  takeIn(before: Edit[]): void {
    this.change(() => {});
    this.note(before);
  }

  private turn(before: Edit[], after: Edit[]) {
    return { undo: () => this.put(before), redo: () => this.put(after) };
  }

  /** Leaves exactly these edits in the session. */
  private put(edits: readonly Edit[]): void {
    this.change(() => putEdits(this.session, edits));
  }

  /** Whether there is something to undo: a change made here, or an edit that came with a link or a file. */
  get undoable(): boolean {
    const last = this.session.edits.at(-1);
    return this.line.done > 0 || (last !== undefined && !this.desk.refusalFor(last.path));
  }

  /** Undoes the last change; edits of locked numbers, which came with the page, stay. */
  undo(): void {
    if (this.line.done > 0) return this.line.undo();
    const { edits } = this.session;
    const last = edits.slice(-1);
    if (last.length > 0 && !this.refused(last)) this.line.back(this.turn(edits.slice(0, -1), edits));
  }

  redo(): void {
    this.line.redo();
  }

  /** Takes all edits back at once; one redo brings them all. */
  takeAllBack(): void {
    this.line.back(this.turn([], this.session.edits));
  }

  /** The same, where a reader asks for it. */
  clearAll(): void {
    if (!this.refused(this.session.edits)) this.takeAllBack();
  }

  /** Takes one edit of the list away. */
  remove(number: number): void {
    const before = this.session.edits;
    const edit = before[number];
    if (!edit || this.refused([edit])) return;
    this.change(() => this.session.removeEdit(number));
    this.note(before);
    this.desk.answer('change');
  }
}

const same = (a: readonly Edit[], b: readonly Edit[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What both have in common at the beginning stays as it is. */
function putEdits(session: Session, wanted: readonly Edit[]): void {
  const now = session.edits;
  const differs = now.findIndex((edit, at) => !wanted[at] || !same([edit], [wanted[at]]));
  const kept = differs < 0 ? now.length : differs;
  session.removeEdits([...now.keys()].slice(kept));
  for (const edit of wanted.slice(kept)) repeatEdit(session, edit);
}
