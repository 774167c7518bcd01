/** What a reader takes away: traces, tensors and scripts as text or bytes. Pure functions, loaded when they are asked for. */
import type { Session } from '../session.js';
import type { TrainingRun } from '../train/run.js';
import type { StageInfo } from '../types.js';
import { NUMPY, TORCH } from './python.js';
import { scriptText } from './script.js';
import { trainingText } from './training-script.js';

export { csvText, readCsv } from './csv.js';
export { npyBytes, readNpy } from './npy.js';
export { sceneText } from './scene.js';
export { traceText } from './trace.js';

/** What the scripts need of the engine. */
interface Maker {
  version: string;
  stages: readonly StageInfo[];
}

/** How many steps of a training its script takes, unless it is said. */
const STEPS = 20;

/** The program as a NumPy script that makes every tensor of the trace again. */
export const numpyScript = (engine: Maker, session: Session): string =>
  scriptText(session, engine.stages, NUMPY, engine.version);

/** The same with PyTorch. */
export const torchScript = (engine: Maker, session: Session): string =>
  scriptText(session, engine.stages, TORCH, engine.version);

/** The first steps of a training with PyTorch: the same batches, and its losses beside ours. */
export function trainingScript(
  engine: Maker & { open(scene: object): Session },
  run: TrainingRun,
  steps: number = STEPS,
): string {
  const session = engine.open(run.sceneAt(0));
  try {
    return trainingText(session, run, { stages: engine.stages, version: engine.version, steps });
  } finally {
    session.close();
  }
}
