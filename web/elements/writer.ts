/** Writing other numbers into the session: the field over a cell, undo and redo, and what the last edit did. */
import { EngineError } from '../engine/index.js';
import type { AttendArithmetic } from './attend-arithmetic.js';
import type { Anchor } from './attend-edit.js';
import type { AttendPicture } from './attend-picture.js';
import { type Editing, editingOf, toggled, write } from './editing.js';
import type { Cell } from './matrix-view.js';
import type { Reading } from './reading.js';
import { say } from './words.js';

/** What writing needs of the stepper. */
export interface Desk {
  readonly reading: Reading | null;
  readonly updateComplete: Promise<unknown>;
  requestUpdate(): void;
  /** Does something that may fail; what goes wrong is shown in place. */
  attempt(what: () => void): void;
  send(type: string, detail: object): void;
  /** Why this cannot be changed; empty where it can. */
  refusalFor(path: string): string;
  inner<T extends HTMLElement>(tag: string): T;
}

export class Writer {
  editing: Editing | null = null;
  anchor: Anchor | null = null;
  /** Edits that were taken back and can be made again. */
  undone = 0;
  /** What the last edit did, in words. */
  made = '';
  private readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** Forgets everything, for another session. */
  clear(): void {
    this.editing = null;
    this.undone = 0;
    this.made = '';
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
    const result = write(this.desk.reading!, cell, text);
    if ('refusal' in result) {
      this.editing = { ...this.editing!, text, refusal: result.refusal };
      this.desk.requestUpdate();
      return;
    }
    this.undone = 0;
    this.change(() => {});
    this.made = say('edit-made', { count: result.made });
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

  /** Takes the newest edits back where a reader asks for it: those of locked numbers, which came with the page, stay. */
  undo(count = 1): void {
    const edits = this.desk.reading!.session.edits;
    if (!this.refused(edits.slice(Math.max(0, edits.length - count)))) this.takeBack(count);
  }

  takeBack(count: number): void {
    this.change(() => {
      for (let i = 0; i < count && this.desk.reading!.session.undo(); i += 1) this.undone += 1;
    });
  }

  redo(): void {
    this.change(() => {
      if (this.desk.reading!.session.redo()) this.undone = Math.max(0, this.undone - 1);
    });
  }

  /** Takes one edit of the list away. */
  remove(number: number): void {
    const edit = this.desk.reading!.session.edits[number];
    if (edit && this.refused([edit])) return;
    this.change(() => this.desk.reading!.session.removeEdit(number));
  }
}
