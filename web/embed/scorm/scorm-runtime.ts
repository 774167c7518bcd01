/** Finding a SCORM API object and calling it: everything answers in strings, and any call may fail or throw. */

/** How far up to look. The standards ask for at least 7 windows (1.2) and 500 (2004). */
const HIGHEST = 500;

type Api = Record<string, (...texts: string[]) => unknown>;

/** The names that a version of the standard gives its functions. */
export interface Names {
  api: string;
  start: string;
  end: string;
  get: string;
  set: string;
  commit: string;
  error: string;
  /** Errors of an element that this system does not keep: not known, not supported, read-only. */
  unknown: readonly number[];
  /** Errors of a value that is not taken; another value of the same element may be. */
  unfit: readonly number[];
  /** Errors after which the session must be started anew. */
  unstarted: readonly number[];
  /** Errors of a start that say that the session has begun already. */
  started: readonly number[];
  /** An element that every system has, to see whether a session is on. */
  always: string;
}

/** A parent of another origin may be passed by, but not looked into. */
function apiOf(window: Window, name: string): Api | null {
  try {
    return ((window as unknown as Record<string, unknown>)[name] as Api | undefined) ?? null;
  } catch {
    return null;
  }
}

function upwards(from: Window, name: string): Api | null {
  let window = from;
  for (let height = 0; height <= HIGHEST; height += 1) {
    const api = apiOf(window, name);
    if (api) return api;
    if (window.parent === window) return null;
    window = window.parent;
  }
  return null;
}

/** The API of this window's parents, else of the window that opened it (or the one on top of it), and of its parents. */
export function findApi(name: string, window: Window): Api | null {
  const opener = (of: Window): Window | null => {
    try {
      return of.opener as Window | null;
    } catch {
      return null;
    }
  };
  const starts = [window, opener(window), opener(window.top ?? window)];
  for (const start of starts) {
    const api = start && upwards(start, name);
    if (api) return api;
  }
  return null;
}

export class ScormRuntime {
  readonly #names: Names;
  readonly #window: Window;
  #api: Api | null = null;
  /** Elements that this system does not keep. */
  readonly #refused = new Set<string>();

  constructor(names: Names, window: Window) {
    this.#names = names;
    this.#window = window;
  }

  /** Looks for the system. @returns whether it is there by now */
  find(): boolean {
    this.#api = findApi(this.#names.api, this.#window);
    return this.#api !== null;
  }

  #call(name: string, ...texts: string[]): string {
    try {
      return String(this.#api![name]!(...texts));
    } catch {
      // A system that throws has not taken anything; asked again, it or the one that stands in its place may.
      this.find();
      return 'false';
    }
  }

  #error(): number {
    return Number.parseInt(this.#call(this.#names.error), 10) || 0;
  }

  /** Begins the session; one that a player, or an earlier page in this window, has begun already is as good. */
  start(): boolean {
    const { start, started, always } = this.#names;
    if (this.#call(start, '') === 'true' || started.includes(this.#error())) return true;
    const value = this.#call(this.#names.get, always);
    return value !== '' && value !== 'false' && this.#error() === 0;
  }

  end(): boolean {
    return this.#call(this.#names.end, '') === 'true';
  }

  commit(): boolean {
    return this.#call(this.#names.commit, '') === 'true';
  }

  /** An element's value; empty where the system keeps none. */
  get(element: string): string {
    const value = this.#call(this.#names.get, element);
    return value === 'false' && this.#error() !== 0 ? '' : value;
  }

  /** @returns false where the value was not taken and should be given again; what no repetition mends is left out */
  set(element: string, value: string): boolean {
    if (this.#refused.has(element)) return true;
    if (this.#call(this.#names.set, element, value) === 'true') return true;
    const error = this.#error();
    if (this.#names.unknown.includes(error)) this.#refused.add(element);
    if (this.#names.unknown.includes(error) || this.#names.unfit.includes(error)) return true;
    if (this.#names.unstarted.includes(error))
      return this.start() && this.#call(this.#names.set, element, value) === 'true';
    return false;
  }

  /** Gives elements in order, up to the first that is not taken. */
  setAll(values: readonly (readonly [string, string])[]): boolean {
    return values.every(([element, value]) => this.set(element, value));
  }
}
