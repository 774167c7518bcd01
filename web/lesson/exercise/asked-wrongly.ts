/** How an exercise says that its author asked for what cannot be. */

/** The author has asked for something that cannot be; `message` says what, `mend` what to do. */
export class AskedWrongly extends Error {
  readonly mend: string;

  constructor(message: string, mend: string) {
    super(message);
    this.name = 'AskedWrongly';
    this.mend = mend;
  }
}
