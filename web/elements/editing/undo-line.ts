/** Everything that a reader changed, one after another, with the way back and forth: edits, and what else a page lets one change. */

/** One change. Each way leads from where the other one ends. */
export interface Turn {
  undo(): void;
  redo(): void;
}

export class UndoLine {
  /** The session that was changed last. */
  of: object | null = null;
  #done: Turn[] = [];
  #undone: Turn[] = [];

  get done(): number {
    return this.#done.length;
  }

  get undone(): number {
    return this.#undone.length;
  }

  /** Notes what was just done; what was undone before cannot be done again. */
  add(turn: Turn): void {
    this.#done.push(turn);
    this.#undone = [];
  }

  undo(): void {
    const turn = this.#done.pop();
    if (turn) this.back(turn);
  }

  /** Undoes something that was not done here. */
  back(turn: Turn): void {
    this.#undone.push(turn);
    turn.undo();
  }

  redo(): void {
    const turn = this.#undone.pop();
    if (!turn) return;
    this.#done.push(turn);
    turn.redo();
  }

  /** Goes on in another session, which one of these changes made. */
  moveTo(of: object): void {
    this.of = of;
  }

  /** Begins anew in a session that none of these changes made. */
  begin(of: object): void {
    this.of = of;
    this.#done = [];
    this.#undone = [];
  }
}
