/** What both versions of SCORM have in common as gradebooks: values that replace one another, and a list of interactions. */
import type { Gradebook, Opened, Report, Tried } from '../course-system/gradebook.js';
import type { ScormRuntime } from './scorm-runtime.js';

/** No standard promises room for more interactions than this. */
const MOST_INTERACTIONS = 250;

export type Values = [element: string, value: string][];

export abstract class Scorm implements Gradebook {
  abstract readonly room: number;
  readonly timed = true;
  readonly numbered = true;
  elsewhere: Gradebook['elsewhere'] = null;
  readonly #runtime: ScormRuntime;
  #opened: Opened | null = null;
  /** What the system has taken, so that only what changed is given again. */
  readonly #taken = new Map<string, string>();
  readonly #written = new Set<Tried>();
  /** How many interactions there are; null where the system keeps none. */
  #count: number | null = null;
  #over = false;

  constructor(runtime: ScormRuntime) {
    this.#runtime = runtime;
  }

  /** Elements of `values` that can be read, too. */
  protected abstract readonly readable: readonly string[];
  /** Reads what the system remembers. */
  protected abstract remembered(runtime: ScormRuntime): Opened;
  /** The report as values, in the order they are to be set. */
  protected abstract values(report: Report): Values;
  protected abstract interaction(tried: Tried, n: number): Values;

  async open(): Promise<Opened | null> {
    const runtime = this.#runtime;
    if (!runtime.find()) return null;
    if (!runtime.start()) throw new Error('The course system was found, but it did not begin a session.');
    this.#opened = this.remembered(runtime);
    for (const element of this.readable) this.#taken.set(element, runtime.get(element));
    const count = runtime.get('cmi.interactions._count');
    this.#count = /^\d+$/.test(count) ? Number(count) : null;
    return this.#opened;
  }

  /** Interactions stay in the system's memory until a commit works, so each is set once. */
  #setTries(runtime: ScormRuntime, tries: readonly Tried[]): boolean {
    for (const tried of tries) {
      if (this.#written.has(tried) || this.#count === null || this.#count >= MOST_INTERACTIONS) continue;
      if (!runtime.setAll(this.interaction(tried, this.#count))) return false;
      this.#written.add(tried);
      this.#count += 1;
    }
    return true;
  }

  save(report: Report, tries: readonly Tried[]): boolean {
    const runtime = this.#runtime;
    if (this.#over || this.#opened?.mode !== 'normal') return true;
    const changed = this.values(report).filter(([element, value]) => this.#taken.get(element) !== value);
    const kept = runtime.setAll(changed) && this.#setTries(runtime, tries) && runtime.commit();
    if (kept) for (const [element, value] of changed) this.#taken.set(element, value);
    else this.#taken.clear();
    return kept;
  }

  close(report: Report, tries: readonly Tried[]): boolean {
    if (this.#over) return true;
    const kept = this.save(report, tries);
    const ended = this.#runtime.end();
    this.#over = true;
    return kept && ended;
  }
}
