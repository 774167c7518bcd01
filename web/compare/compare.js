/** Somebody's numbers beside the engine's: the first tensor that parts, and the mistake that makes all of them. */
import { MISTAKES } from './mistakes.js';
import { pathOf } from './names.js';

/** How far float32 and float64 programs that are both right may be apart. */
const RELATIVE = 2e-4;
const ABSOLUTE = 2e-5;

/** @typedef {import('./read/read-file.js').Given & { path: string }} Placed */

const allowed = (x, step) => 0.51 * step + ABSOLUTE + RELATIVE * Math.abs(x);

/** Whether the numbers agree; minus infinity is the same as itself, NaN is compared with nothing. */
function agrees({ data, step }, ours) {
  return data.every((x, i) => Number.isNaN(x) || x === ours[i] || Math.abs(x - ours[i]) <= allowed(ours[i], step));
}

/** Whether NaN is what this mistake makes: where a row has nothing to attend to, NumPy and PyTorch divide 0 by 0. */
const makesNaN = (session, { dividesZero }) => Boolean(dividesZero?.(session)) || session.notices.length > 0;

const oursOf = (session, path) => session.tensor(path, { ahead: true }).data;

/**
 * @param {object} session @param {import('./read/read-file.js').Given[]} given
 * @returns {Placed[]} in the order of the program
 */
export function placed(session, given) {
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
    const far = x === ours[i] ? 0 : Number.isFinite(x - ours[i]) ? Math.abs(x - ours[i]) : Number.POSITIVE_INFINITY;
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
  const patch = mistake.scene?.(scene.full);
  if (mistake.scene && !patch) return false;
  const session = patch ? engine.open(scene.given, { model: patch }) : engine.open(scene.given);
  try {
    if (mistake.run && !mistake.run(session)) return false;
    if (given.some(({ data }) => data.some(Number.isNaN)) && !makesNaN(session, mistake)) return false;
    return given.every((one) => hasTensor(session, one) && agrees(one, oursOf(session, one.path)));
  } finally {
    session.close();
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
 * @param {object} engine @param {object} scene of numbers alone @param {import('./read/read-file.js').Given[]} given
 * @returns {{ agrees: boolean, compared: string[], parting: ReturnType<typeof largest> & { shape: number[], yoursAll: Float64Array, oursAll: Float32Array } | null,
 *   mistakes: { name: string, mend: string }[] }} `mistakes` are those whose program makes all of the numbers
 * @throws {Error} where a name or a shape does not fit
 */
export function compare(engine, scene, given) {
  const session = engine.open(scene);
  try {
    const all = placed(session, given);
    const compared = all.map(({ path }) => path);
    const first = all.find((one) => !agrees(one, oursOf(session, one.path)) || one.data.some(Number.isNaN));
    if (!first) return { agrees: true, compared, parting: null, mistakes: [] };
    const ours = oursOf(session, first.path);
    const parting = { ...largest(first, ours), shape: first.shape, yoursAll: first.data, oursAll: ours };
    const known = { given: scene, full: session.scene };
    // Of numbers that are none, no mistake can be told.
    const blank = all.every(({ data }) => data.every(Number.isNaN));
    const mistakes = (blank ? [] : MISTAKES).filter((mistake) => explains(engine, known, mistake, all));
    return { agrees: false, compared, parting, mistakes: mistakes.map(({ name, mend }) => ({ name, mend })) };
  } finally {
    session.close();
  }
}
