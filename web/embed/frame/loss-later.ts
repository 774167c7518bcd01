/** A scene with a loss begins without it: the lighter engine shows the first picture, and the whole one comes behind it. */

import type { AttendStepper } from '../../elements/stepper/attend-stepper.js';
import { sharedEngine } from '../../elements/stepper/load-scene.js';
import { parseScene } from '../../engine/reading/flatten.js';

/** What a scene has that only the whole engine can do, and that comes after everything it can do without. */
const LATER = ['loss', 'update'];

/**
 * Shows a scene from its start, and goes on with the whole of it once that is there: at the same cell, with what the reader
 * has done meanwhile. Where it cannot be shown in two parts, it is shown at once.
 * @param address of the scene
 * @returns settled once all of the scene is there, or the stepper has said why it is not
 */
export async function showLossLater(stepper: AttendStepper, address: string): Promise<void> {
  const scene = await fetch(address)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject()))
    .then((text) => parseScene(text) as object)
    .catch(() => null);
  if (!scene) {
    stepper.scene = address;
    return;
  }
  stepper.scene = Object.fromEntries(Object.entries(scene).filter(([key]) => !LATER.includes(key)));
  await new Promise((done) => stepper.addEventListener('attend-ready', done, { once: true }));
  try {
    const [engine, { carryOver }] = await Promise.all([
      sharedEngine(true),
      import('../../engine/editing/carry-over.js'),
    ]);
    const session = engine.open(scene);
    const before = stepper.session!;
    carryOver(before, session);
    Object.assign(stepper, { at: null, engine, session });
    await stepper.updateComplete;
    before.close();
  } catch (error) {
    stepper.fail(error);
  }
}
