/** Hands a gradebook the newest state, again and again until it is kept. Nothing waits for it, and nothing is lost by it. */
import type { Gradebook, Report, Tried } from './gradebook.js';

/** Milliseconds of quiet before reading on is reported; answers are reported at once. */
const QUIET = 3000;
/** Milliseconds before a report that was not kept is given again; then twice as long each time. */
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30_000;

export type Saving = 'kept' | 'waiting';

/** A copy in the browser, for what a course system did not keep before the window was closed. */
export interface Spare {
  /** @param known whether the system has kept anything of this attempt */
  keep(report: Report, tries: readonly Tried[], known: boolean): void;
  clear(): void;
}

export interface ReporterOptions {
  gradebook: Gradebook;
  spare: Spare;
  onSaving: (saving: Saving) => void;
  /** Whether the system has kept anything of this attempt before. */
  known: boolean;
}

export class Reporter {
  readonly #options: ReporterOptions;
  #report: Report | null = null;
  #tries: Tried[] = [];
  #timer = 0;
  #failures = 0;
  #sending: Promise<void> | null = null;
  #changed = false;
  #closed = false;
  #known: boolean;

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#known = options.known;
  }

  /** The lesson is as the system remembers it: nothing is to be reported until that changes. */
  begin(report: Report): void {
    this.#report = report;
  }

  /** Notes the newest state, and reports it after a moment; with a try, or when all is done, at once. */
  note(report: Report, tried: readonly Tried[] = []): void {
    if (this.#closed || (tried.length === 0 && report.suspend === this.#report?.suspend)) return;
    const finished = report.complete && !this.#report?.complete;
    this.#report = report;
    this.#tries.push(...tried);
    this.#changed = true;
    if (tried.length > 0 || finished) this.flush();
    else if (this.#failures === 0) this.#later(QUIET);
  }

  /** Time has passed, which is all there is to report. */
  pass(report: Report): void {
    if (this.#closed || this.#failures > 0) return;
    this.#report = report;
    this.#changed = true;
    this.flush();
  }

  /** Reports what is not yet kept, now; after the network came back, or before the page is put aside. */
  flush(): void {
    if (this.#closed || !this.#changed) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#sending ??= this.#send().finally(() => {
      this.#sending = null;
      if (this.#changed && this.#failures === 0) this.flush();
    });
  }

  /** The window closes: the last report, at once. */
  close(report: Report): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    const { gradebook, spare } = this.#options;
    if (attempt(() => gradebook.close(report, this.#tries))) spare.clear();
    else spare.keep(report, this.#tries, this.#known);
  }

  #later(milliseconds: number): void {
    if (this.#timer === 0) this.#timer = window.setTimeout(() => this.flush(), milliseconds);
  }

  async #send(): Promise<void> {
    const { gradebook, spare, onSaving } = this.#options;
    const report = this.#report!;
    const tries = [...this.#tries];
    this.#changed = false;
    let kept = false;
    try {
      kept = await gradebook.save(report, tries);
    } catch {
      // Not kept, like an answer that says so; the newest state is given again below.
    }
    if (this.#closed) return;
    if (kept) {
      this.#tries = this.#tries.filter((tried) => !tries.includes(tried));
      this.#failures = 0;
      this.#known = true;
      spare.clear();
      onSaving('kept');
      return;
    }
    this.#changed = true;
    spare.keep(this.#report!, this.#tries, this.#known);
    onSaving('waiting');
    this.#later(Math.min(FIRST_RETRY * 2 ** this.#failures, LONGEST_RETRY));
    this.#failures += 1;
  }
}

function attempt(what: () => boolean): boolean {
  try {
    return what();
  } catch {
    return false;
  }
}
