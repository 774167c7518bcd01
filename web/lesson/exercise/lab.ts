/** What exercises compute with: scenes as they were written, whatever the reader does to the machine, and other numbers from other seeds. */
import type { NamedTensor, Session, StageInfo } from '../../engine/index.js';
import type { Caller } from '../figures/calls.js';
import { type Calculations, NumberBook } from '../figures/numbers.js';
import { AskedWrongly } from './asked-wrongly.js';

/** What is needed of the engine. */
export interface Opener extends Caller {
  open(scene: object | string): Session;
}

export interface LabParts {
  engine: Opener;
  /** Scenes as they were written, by name. */
  scenes: ReadonlyMap<string, object>;
  calculations: Calculations | null;
  /** In place of the seeds of all scenes; null for their own. */
  seed?: number | null;
}

interface Seeded {
  weights?: { seed?: number };
}

export class Lab {
  readonly book: NumberBook;
  readonly #parts: LabParts;
  readonly #sessions = new Map<string, Session>();
  readonly #seeded = new Map<number, Lab>();

  constructor(parts: LabParts) {
    this.#parts = parts;
    for (const name of parts.scenes.keys()) this.#sessions.set(name, this.open(name));
    this.book = new NumberBook(parts.engine, this.#sessions, parts.calculations);
  }

  /** The lesson's numbers with another session in the place of a scene. */
  bookWith(name: string, session: Session): NumberBook {
    const sessions = new Map<string, Session>([...this.#sessions, [name, session]]);
    return new NumberBook(this.#parts.engine, sessions, this.#parts.calculations);
  }

  get stages(): StageInfo[] {
    return this.#parts.engine.stages;
  }

  get seed(): number | null {
    return this.#parts.seed ?? null;
  }

  /** A session of one's own, which may be edited; whoever opens it closes it. */
  open(name: string): Session {
    const scene = this.#parts.scenes.get(name) as (Seeded & object) | undefined;
    if (!scene) {
      const known = [...this.#parts.scenes.keys()].join(', ');
      throw new AskedWrongly(`There is no scene "${name}".`, `use one of the lesson's scenes: ${known}.`);
    }
    const seed = this.#parts.seed ?? null;
    const other = seed !== null && scene.weights?.seed !== undefined;
    return this.#parts.engine.open(other ? { ...scene, weights: { ...scene.weights, seed } } : scene);
  }

  session(name: string): Session {
    const session = this.#sessions.get(name);
    return session ?? this.open(name);
  }

  /** The seed that a scene draws its numbers from; null where all are written. */
  seedOf(name: string): number | null {
    const scene = this.#parts.scenes.get(name) as Seeded | undefined;
    return this.#parts.seed ?? scene?.weights?.seed ?? null;
  }

  /** The same scenes with numbers from another seed. Kept, and closed with this one. */
  withSeed(seed: number): Lab {
    const known = this.#seeded.get(seed) ?? new Lab({ ...this.#parts, seed });
    this.#seeded.set(seed, known);
    return known;
  }

  /** Closes what was opened for a seed that is of no use. */
  forgetSeed(seed: number): void {
    this.#seeded.get(seed)?.close();
    this.#seeded.delete(seed);
  }

  /** A tensor with its labels where it has any; results of calculations have none. */
  tensor(path: string, scene: string): NamedTensor {
    const found = this.book.tensor(path, scene) as Partial<NamedTensor> & ReturnType<NumberBook['tensor']>;
    const { shape } = found;
    const plain = shape.map((size) => Array.from({ length: size }, (_, i) => String(i + 1)));
    return { path, axes: shape.map(() => ''), labels: plain, filled: 0, step: null, stage: null, ...found };
  }

  close(): void {
    for (const lab of this.#seeded.values()) lab.close();
    for (const session of this.#sessions.values()) session.close();
    this.#seeded.clear();
    this.#sessions.clear();
  }
}
