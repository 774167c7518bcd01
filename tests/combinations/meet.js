/** Holds the engine against what PyTorch said of scenes. */
import { cellName, indexOf, near, withSession } from '../wasm/support.js';

const FORWARD = { relative: 1e-5, absolute: 1e-6 };
/** A gradient passes through every step twice, there and back. */
const BACKWARD = { relative: 1e-4, absolute: 1e-6 };

/**
 * @param {{ scene: object, tensors: Record<string, { shape: number[], cells: [number, number][] }> }[]} programs
 * @returns {{ problems: string[], compared: number, gradients: number, worst: { used: number, where: string } }} `used`: the
 *   largest share of its tolerance that a number takes
 */
export function meet(engine, programs) {
  const problems = [];
  const worst = { used: 0, where: '' };
  let [compared, gradients] = [0, 0];
  for (const { scene, tensors } of programs)
    withSession(engine, scene, (session) => {
      for (const [path, { shape, cells }] of Object.entries(tensors)) {
        const backward = path.startsWith('gradients.');
        const tolerance = backward ? BACKWARD : FORWARD;
        const got = session.tensor(path, { ahead: true });
        if (String(got.shape) !== String(shape)) problems.push(`${scene.title}: ${path} has the shape [${got.shape}]`);
        compared += cells.length;
        if (backward) gradients += cells.length;
        for (const [place, expected] of cells) {
          const where = `${scene.title}: ${cellName(path, indexOf(shape, place))}`;
          const used =
            Math.abs(got.data[place] - expected) / (tolerance.absolute + tolerance.relative * Math.abs(expected));
          if (used > worst.used) Object.assign(worst, { used, where });
          if (!near(got.data[place], expected, tolerance))
            problems.push(`${where}: ${expected}, got ${got.data[place]}`);
        }
      }
    });
  return { problems, compared, gradients, worst };
}
