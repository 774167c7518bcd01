/** What a reader can set before a run, and the run that follows from it. */
import type { TrainingData, TrainingOptions } from '../../engine/train/types.js';

export interface Settings {
  optimizer: 'adam' | 'sgd';
  rate: number;
  decay: number;
  batch: number;
  seed: number;
  /** How many steps Start takes. */
  steps: number;
}

/** Why the engine refused a value, by the name of its field. */
export type Refusals = Partial<Record<keyof Settings | 'text', string>>;

export const DEFAULTS: Settings = { optimizer: 'adam', rate: 0.01, decay: 0, batch: 16, seed: 1, steps: 400 };

export interface Field {
  name: Exclude<keyof Settings, 'optimizer'>;
  least: number;
  most: number;
  whole: boolean;
}

/** The fields in their order; what fits the model is for the engine to say. */
export const FIELDS: readonly Field[] = [
  { name: 'rate', least: 1e-7, most: 1000, whole: false },
  { name: 'decay', least: 0, most: 10, whole: false },
  { name: 'batch', least: 1, most: 256, whole: true },
  { name: 'seed', least: 0, most: 999_999, whole: true },
  { name: 'steps', least: 1, most: 20_000, whole: true },
];

/** The settings that an element's attributes give; what is not a number is left as it is by default. */
export function settingsOf(element: Element): Settings {
  const numbers = FIELDS.flatMap(({ name }) => {
    const value = Number.parseFloat(element.getAttribute(name) ?? '');
    return Number.isFinite(value) ? [[name, value]] : [];
  });
  const optimizer = element.getAttribute('optimizer') === 'sgd' ? 'sgd' : 'adam';
  return { ...DEFAULTS, ...Object.fromEntries(numbers), optimizer };
}

/** Weights that are drawn are drawn from the reader's seed; those that were given stay. */
function drawnFrom(scene: object, seed: number): object {
  const { weights } = scene as { weights?: object };
  const drawn = weights === undefined || (Object.keys(weights).length === 1 && 'seed' in weights);
  return drawn ? { ...scene, weights: { seed } } : scene;
}

/** Adam forgets squares faster than by default: runs here have hundreds of steps, not hundred thousands. */
const BETAS: [number, number] = [0.9, 0.99];

/**
 * @param scene that holds numbers alone
 * @param task a task's name, or data of one's own
 */
export function optionsOf(scene: object, task: string | TrainingData, settings: Settings, keep: number) {
  const { optimizer, rate, decay, batch, seed } = settings;
  const data = typeof task === 'string' ? { task, seed } : task;
  return {
    scene: drawnFrom(scene, seed),
    data,
    optimizer: { kind: optimizer, rate, decay, ...(optimizer === 'adam' ? { betas: BETAS } : {}) },
    ...('sequences' in data ? {} : { batch }),
    seed,
    keep,
  } as TrainingOptions;
}
