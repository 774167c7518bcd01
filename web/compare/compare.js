/** Somebody's numbers beside the engine's: the first tensor that parts, and the mistake that makes all of them. */
import { MISTAKES } from './mistakes.js';
import { pathOf } from './names.js';

/** How far float32 and float64 programs that are both right may be apart. */
const RELATIVE = 2e-4;
const ABSOLUTE = 2e-5;

/** @typedef {import('./read/read-tensors.js').Given & { path: string }} Placed */

/** Many programs mask with a large negative number: from here down it stands for minus infinity. */
const MASKED = -1e4;

/** How far a number may be off that was printed with a last digit of this worth. */
const allowed = (x, step) => 0.51 * step + ABSOLUTE + RELATIVE * Math.abs(x);

function isClose(x, ours, step) {
  if (ours === Number.NEGATIVE_INFINITY) return x <= MASKED;
  return x === ours || (Number.isFinite(x) && Number.isFinite(ours) && Math.abs(x - ours) <= allowed(ours, step));
}

/** Whether the numbers agree; NaN is compared with nothing. */
function agrees({ data, step }, ours) {
  return data.every((x, i) => Number.isNaN(x) || isClose(x, ours[i], typeof step === 'number' ? step : step[i]));
}

/** Whether NaN is what this mistake makes: where a row has nothing to attend to, NumPy and PyTorch divide 0 by 0. */
const makesNaN = (session, { dividesZero }) => Boolean(dividesZero?.(session)) || session.notices.length > 0;

const oursOf = (session, path) => session.tensor(path, { ahead: true }).data;

/**
 * @param {object} session @param {import('./read/read-tensors.js').Given[]} given
 * @returns {Placed[]} in the order of the program
 */
export function placed(session, given) {
  const nameless = given.find(({ name }) => !name);
  if (nameless)
    throw new Error(
      `A tensor of shape (${nameless.shape.join(', ')}) has no name. Print its name before it, for instance print("scores", scores).`,
    );
  const named = given.map((one) => ({ ...one, path: pathOf(session, one.name, one.shape) }));
  const twice = named.find((one, i) => named.findIndex(({ path }) => path === one.path) !== i);
  if (twice) throw new Error(`"${twice.name}" is given twice, as ${twice.path}. Leave one out.`);
  const order = [];
  const visit = (node) => {
    order.push(...node.writes);
    node.children.forEach(visit);
  };
  visit(session.program);
  return named.sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
}

/** Where a tensor differs most from ours. */
function largest({ data, shape, path }, ours) {
  let worst = 0;
  let most = -1;
  for (const [i, x] of data.entries()) {
    const far = isClose(x, ours[i], 0)
      ? 0
      : Number.isFinite(x - ours[i])
        ? Math.abs(x - ours[i])
        : Number.POSITIVE_INFINITY;
    if (far > most) [worst, most] = [i, far];
  }
  const index = [];
  for (let axis = shape.length - 1, rest = worst; axis >= 0; axis -= 1) {
    index.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return { path, index, yours: data[worst], ours: ours[worst], difference: most };
}

/** Runs the mistaken program, and tells whether it makes all that was given. */
function explains(engine, scene, mistake, given) {
  const model = mistake.model?.(scene.full);
  const other = mistake.scene?.(scene.full);
  if (model === null || other === null) return false;
  let session;
  try {
    session = engine.open({ ...scene.given, ...other }, model ? { model } : undefined);
    if (mistake.run && !mistake.run(session)) return false;
    if (given.some(({ data }) => data.some(Number.isNaN)) && !makesNaN(session, mistake)) return false;
    return given.every((one) => hasTensor(session, one) && agrees(one, oursOf(session, one.path)));
  } catch (error) {
    // A mistake that this program cannot make explains nothing: an unbiased variance of one number, for instance.
    if (error.name === 'EngineError') return false;
    throw error;
  } finally {
    session?.close();
  }
}

function hasTensor(session, { path, data }) {
  try {
    return session.shapeOf(path).shape.reduce((product, axis) => product * axis, 1) === data.length;
  } catch {
    return false;
  }
}

/**
 * @typedef {object} Comparison
 * @property {boolean} agrees @property {string[]} compared paths, in the order of the program
 * @property {(ReturnType<typeof largest> & { shape: number[], tensor: import('../engine/types.js').NamedTensor, yoursAll: Float64Array,
 *   oursAll: Float32Array }) | null} parting the first tensor that parts
 * @property {{ name: string, mend: string }[]} mistakes those whose program makes all of the numbers
 */

/**
 * @param {object} engine @param {object} scene of numbers alone @param {import('./read/read-tensors.js').Given[]} given
 * @returns {Comparison}
 * @throws {Error} where a name or a shape does not fit
 */
export function compare(engine, scene, given) {
  const session = engine.open(scene);
  try {
    const all = placed(session, given);
    const compared = all.map(({ path }) => path);
    const first = all.find((one) => !agrees(one, oursOf(session, one.path)) || one.data.some(Number.isNaN));
    if (!first) return { agrees: true, compared, parting: null, mistakes: [] };
    const tensor = session.tensor(first.path, { ahead: true });
    const ours = tensor.data;
    const parting = {
      ...largest({ ...first, shape: tensor.shape }, ours),
      shape: first.shape,
      tensor,
      yoursAll: first.data,
      oursAll: ours,
    };
    const known = { given: scene, full: session.scene };
    // Of numbers that are none, no mistake can be told.
    const blank = all.every(({ data }) => data.every(Number.isNaN));
    const mistakes = (blank ? [] : MISTAKES).filter((mistake) => explains(engine, known, mistake, all));
    return { agrees: false, compared, parting, mistakes: mistakes.map(({ name, mend }) => ({ name, mend })) };
  } finally {
    session.close();
  }
}
