/**
 * A scene as people write it (by pattern, on top of another scene, with wishes) to the scene that the engine reads: all
 * its tensors as numbers. docs/scenes.md says what can be written; decision 18 why it is here.
 */
import type { ScenePatch } from '../scene/patch.js';
import { PATCHED, patched } from '../scene/patch.js';
import type { Session } from '../session.js';
import { EngineError, type ProgramNode } from '../types.js';
import type { Matrix, Place } from './pattern-table.js';
import { lowestOf, type Met, type ReadWish, readWishes, refuseWish, solveWishes, wishText } from './wishes.js';
import { inWords, isWritten, writtenNumbers } from './write-tensor.js';

/** What is needed of the engine: it opens scenes that hold numbers alone. */
export interface Opener {
  open(scene: object): Session;
}

export interface ExpandOptions {
  /** Gives the scene that `extends` names. Without it, what a scene extends has to be in it. */
  read?: (name: string) => unknown;
}

export interface Expanded {
  /** What the engine reads. */
  scene: object;
  /** What was made of what, a line each. */
  notes: string[];
}

/** A scene in the same folder, or in `_shared` beside it. */
export const SCENE_NAME = /^(\.\.\/_shared\/)?[A-Za-z0-9][\w.-]*\.json$/;
const DEEPEST = 8;
const OWN = ['version', 'extends', 'patch', 'id', 'title', 'made_by', 'edits', 'wishes', '$schema'];

type Raw = Record<string, unknown>;

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);

function fail(message: string, tensor?: string): never {
  throw new EngineError('scene', message, undefined, tensor);
}

const tensorsOf = (scene: Raw): Raw | null =>
  isObject(scene.weights) && isObject(scene.weights.tensors) ? scene.weights.tensors : null;

/** Whether a scene has to be expanded before the engine can read it. */
export function isExpandable(scene: unknown): boolean {
  if (!isObject(scene)) return false;
  return (
    'extends' in scene || 'patch' in scene || 'wishes' in scene || Object.values(tensorsOf(scene) ?? {}).some(isWritten)
  );
}

/** The scene with what it extends put in. */
function joined(scene: Raw, { read }: ExpandOptions, from: string[] = []): Raw {
  if (!('extends' in scene)) {
    if ('patch' in scene)
      fail('In the scene, "patch" changes what it extends, but it has no "extends". Name a scene there.');
    return scene;
  }
  const odd = Object.keys(scene).find((key) => !OWN.includes(key));
  if (odd) {
    const mend = PATCHED.includes(odd) ? 'Put it into "patch".' : `It may have: ${OWN.join(', ')}.`;
    fail(`In the scene, "${odd}" stands beside "extends". ${mend}`);
  }
  const { extends: name, patch = {}, ...own } = scene;
  if (!isObject(patch)) fail('In the scene, "patch" must be an object of what is different.');
  const base = isObject(name) ? name : baseNamed(name, read, from);
  const names = isObject(name) ? from : [...from, String(name)];
  if (names.length > DEEPEST) fail(`The scene extends others more than ${DEEPEST} deep. Use fewer.`);
  const merged = patched(joined(base, { read }, names), patch as ScenePatch) as Raw;
  return { ...withWholeTensors(merged, patch), ...own };
}

/** Tensors of a patch replace those that were there; merged, two patterns would mix their keys. */
function withWholeTensors(merged: Raw, patch: Raw): Raw {
  const own = Object.entries(tensorsOf(patch) ?? {}).filter(([, given]) => given !== null);
  return own.length === 0 ? merged : withTensors(merged, { ...tensorsOf(merged), ...Object.fromEntries(own) });
}

function baseNamed(name: unknown, read: ExpandOptions['read'], from: string[]): Raw {
  if (typeof name !== 'string' || !SCENE_NAME.test(name))
    fail(
      `In the scene, "extends" is ${JSON.stringify(name)}. Name a file beside it, or "../_shared/NAME.json", or write the scene there.`,
    );
  if (from.includes(name)) fail(`The scene extends ${name}, which extends it again. Break the circle.`);
  if (!read)
    fail(
      `The scene extends ${name}, a file that cannot be read from here. Write it out first: attend expand SCENE.json.`,
    );
  const base = read(name);
  if (!isObject(base)) fail(`The scene extends ${name}, which holds no scene.`);
  return base;
}

/** Every parameter that the model can have. */
function placesOf(session: Session): Map<string, { shape: number[]; place: Place }> {
  const { head_width: headWidth } = session.scene.model;
  const tokens = session.scene.tokens.length;
  const places = new Map<string, { shape: number[]; place: Place }>();
  const visit = ({ reads, children }: ProgramNode): void => {
    for (const path of reads.filter((one) => one.startsWith('weights.'))) {
      const { shape } = session.tensor(path, { ahead: true });
      const [rows, columns] = shape.length === 1 ? [1, shape[0]] : shape;
      const name = path.slice(8);
      const place = {
        path: name,
        rows: rows as number,
        columns: columns as number,
        isVector: shape.length === 1,
        headWidth,
        tokens,
      };
      places.set(name, { shape, place });
    }
    children.forEach(visit);
  };
  visit(session.program);
  return places;
}

/** Closes the session once it was used. */
function using<T>(session: Session, use: (session: Session) => T): T {
  try {
    return use(session);
  } finally {
    session.close();
  }
}

/** The scene as the engine would draw all of it: for shapes, and for what is not written. */
function drawnScene(scene: Raw): Raw {
  const { seed = 1 } = isObject(scene.weights) ? scene.weights : {};
  const model = isObject(scene.model) ? { ...scene.model, bias: true } : scene.model;
  return { ...scene, model, weights: { seed } };
}

function writeTensors(engine: Opener, scene: Raw, notes: string[]): Raw {
  const tensors = tensorsOf(scene);
  if (!tensors || !Object.values(tensors).some(isWritten)) return scene;
  const places = using(engine.open(drawnScene(scene)), placesOf);
  const made = Object.entries(tensors).map(([name, given]) => {
    if (!isWritten(given)) return [name, given];
    const found = places.get(name);
    // The engine says of a name that belongs to no step what the model has.
    if (!found) return [name, [0]];
    notes.push(`${name} (${found.shape.join(', ')}): ${inWords(given)}`);
    return [name, writtenNumbers(given, found.place)];
  });
  return withTensors(scene, Object.fromEntries(made));
}

const withTensors = (scene: Raw, tensors: Raw): Raw => ({ ...scene, weights: { ...(scene.weights as Raw), tensors } });

const rowsOf = ({ shape: [rows = 1, columns = 1], data }: { shape: number[]; data: Float32Array }): Matrix =>
  Array.from({ length: rows }, (_, r) => [...data.subarray(r * columns, (r + 1) * columns)]);

/** Solves the wishes of one attention, where its W_q and W_k are not written. */
function withSolved(engine: Opener, scene: Raw, wishes: ReadWish[], notes: string[]): Raw {
  const at = (wishes[0] as ReadWish).at;
  const written = tensorsOf(scene) ?? {};
  const [q, k] = [`${at}.wq`, `${at}.wk`];
  if (q in written || k in written) return scene;
  const { seed } = isObject(scene.weights) ? scene.weights : {};
  const whole = { ...drawnScene(scene), model: scene.model, weights: { seed: seed ?? 1, tensors: written } };
  return using(engine.open(whole), (session) => {
    const drawn = (name: string): Matrix => {
      const rows = rowsOf(session.tensor(`weights.${name}`, { ahead: true }));
      return seed === undefined ? rows.map((row) => row.map(() => 0)) : rows;
    };
    const known = placesOf(session);
    if (!known.has(q)) lowestOf(session, wishes[0] as ReadWish);
    const { wq, wk } = solveWishes(session, wishes, { wq: drawn(q), wk: drawn(k) });
    const zeros = Object.fromEntries(
      [`${at}.bq`, `${at}.bk`]
        .filter((name) => known.has(name))
        .map((name) => [name, Array.from({ length: (wq[0] as number[]).length }, () => 0)]),
    );
    notes.push(`${[q, k, ...Object.keys(zeros)].join(', ')}: solved from the wishes`);
    return withTensors(scene, { ...written, ...zeros, [q]: wq, [k]: wk });
  });
}

function grantWishes(engine: Opener, scene: Raw, wishes: ReadWish[], notes: string[]): Raw {
  let made = scene;
  for (const at of new Set(wishes.map((wish) => wish.at)))
    made = withSolved(
      engine,
      made,
      wishes.filter((wish) => wish.at === at),
      notes,
    );
  using(engine.open(made), (session) => {
    for (const wish of wishes) {
      const met: Met = lowestOf(session, wish);
      const lowest = met.lowest.toFixed(4);
      if (!(met.lowest > wish.above))
        refuseWish(
          `does not hold: ${wishText(wish)}, but that of token ${met.query + 1} to token ${met.key + 1} is ${lowest}. Change the weights, or leave W_q and W_k out, and they are solved.`,
        );
      notes.push(`holds: ${wishText(wish)}; the lowest is ${lowest}`);
    }
  });
  return made;
}

/**
 * Writes a scene out.
 * @param engine opens scenes of numbers; it tells which tensors a model has, and of which shape
 * @throws EngineError `scene` that names the place, what is wrong with it, and how to mend it
 */
export function expandScene(engine: Opener, given: object, options: ExpandOptions = {}): Expanded {
  const notes: string[] = [];
  if (!isExpandable(given)) return { scene: given, notes };
  const { wishes, ...rest } = joined(given as Raw, options);
  const written = writeTensors(engine, rest, notes);
  const scene = wishes === undefined ? written : grantWishes(engine, written, readWishes(wishes), notes);
  return { scene, notes };
}
