/** What a lesson page loads: the engine, its scenes, its calculations. What goes wrong is told in words. */
import { needsWhole, sharedEngine } from '../../elements/stepper/load-scene.js';
import { type Engine, EngineError, type Session } from '../../engine/index.js';
import { type Calculations, readCalculations } from '../figures/numbers.js';
import { say } from './words.js';

/** Why something of a lesson could not be used; `message` is for the reader, `mend` for the author. */
export class LessonProblem extends Error {
  readonly mend: string;

  constructor(message: string, mend = '') {
    super(message);
    this.name = 'LessonProblem';
    this.mend = mend;
  }
}

export interface LessonSource {
  /** Opens every scene that there is: one that goes back as soon as a scene with a loss was loaded. */
  engine: Engine;
  sessions: Map<string, Session>;
  /** Scenes that could not be opened, by name. */
  problems: Map<string, LessonProblem>;
  calculations: Calculations | null;
  /** Loads what the first picture does not need: the other scenes and the calculations. Does so once. */
  rest(): Promise<void>;
}

export interface LessonFiles {
  /** File of each scene by name; `main` is the first. */
  scenes: Map<string, string>;
  calculations: string | null;
  /** Whether the main one needs the whole engine. */
  whole: boolean;
}

/** Loads the engine and the main scene. Throws a LessonProblem where the lesson cannot run at all. */
export async function loadLesson({ scenes, calculations, whole }: LessonFiles, base: string): Promise<LessonSource> {
  const texts = async (wanted: [string, string][]) =>
    Promise.all(wanted.map(async ([name, file]) => [name, file, await fetchText(file, base)] as const));
  const isMain = ([name]: [string, string]) => name === 'main';
  const [engine, first] = await Promise.all([
    sharedEngine(whole).catch((error: Error) => {
      throw new LessonProblem(say('problem-engine'), error.message);
    }),
    texts([...scenes].filter(isMain)),
  ]);
  let loading: Promise<void> | undefined;
  const source: LessonSource = {
    ...{ engine, sessions: new Map(), problems: new Map(), calculations: null },
    rest() {
      loading ??= load();
      return loading;
    },
  };
  const load = async () => {
    const [others, calls] = await Promise.all([
      texts([...scenes].filter((scene) => !isMain(scene))),
      calculations ? fetchText(calculations, base) : null,
    ]);
    if (others.some(([, , text]) => typeof text === 'string' && LOSS.test(text))) await takeWholeEngine(source);
    const refused = others.filter(([name, file, text]) => !openScene(name, file, text, source));
    if (refused.length > 0) await takeWholeEngine(source);
    for (const [name, file, text] of refused) openScene(name, file, text, source);
    if (typeof calls === 'string') source.calculations = parseCalculations(calls);
  };
  for (const [name, file, text] of first) openScene(name, file, text, source);
  const main = source.problems.get('main');
  if (main) throw main;
  return source;
}

/** What a scene with a loss says. */
const LOSS = /"loss"\s*:/;

/** Goes on with the whole engine; without it, scenes that need it say so themselves. */
async function takeWholeEngine(source: LessonSource): Promise<void> {
  try {
    source.engine = await sharedEngine(true);
  } catch {
    // The other scenes go on in the engine that is there.
  }
}

/** Whether there is no more to be done for the scene: false where the lighter engine refuses what the whole one can do. */
function openScene(
  name: string,
  file: string,
  text: string | LessonProblem,
  { engine, sessions, problems }: LessonSource,
): boolean {
  if (text instanceof LessonProblem) {
    problems.set(name, text);
    return true;
  }
  try {
    sessions.set(name, engine.open(text));
    problems.delete(name);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    problems.set(name, new LessonProblem(say('problem-scene', { file }), error.message));
    return !needsWhole(error);
  }
  return true;
}

/** A lesson whose calculations are broken still runs; its calculated numbers stay as the build wrote them. */
function parseCalculations(text: string): Calculations | null {
  try {
    return readCalculations(JSON.parse(text));
  } catch {
    return null;
  }
}

async function fetchText(file: string, base: string): Promise<string | LessonProblem> {
  try {
    const response = await fetch(new URL(file, base));
    if (response.ok) return await response.text();
    return new LessonProblem(
      say('problem-fetch', { file, reason: say('problem-status', { status: response.status }) }),
    );
  } catch (error) {
    return new LessonProblem(say('problem-fetch', { file, reason: say('problem-offline') }), (error as Error).message);
  }
}

/** `"causal: hacker-causal.json, wide: wide.json"` as names and files. */
export function filesOf(element: Element): LessonFiles {
  const scenes = new Map<string, string>();
  const main = element.getAttribute('scene');
  if (main) scenes.set('main', main);
  for (const part of (element.getAttribute('scenes') ?? '').split(',')) {
    const [name, file] = part.split(':').map((text) => text.trim());
    if (name && file) scenes.set(name, file);
  }
  return { scenes, calculations: element.getAttribute('calculations'), whole: element.hasAttribute('whole-engine') };
}

/** The scene that a saved state belongs to; null where it belongs to none. */
export function sceneOfState(engine: Engine, sessions: ReadonlyMap<string, Session>, text: string): string | null {
  const fits = ([, { given }]: [string, Session]): boolean => {
    const trial = engine.restore(given, text);
    trial.close();
    return trial.restored?.ok === true;
  };
  return [...sessions].find(fits)?.[0] ?? null;
}
