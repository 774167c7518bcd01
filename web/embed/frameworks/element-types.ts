/**
 * What TypeScript is told of the elements: `document.querySelector('attend-stepper')` is a stepper, and a listener knows what
 * the events carry. `react.ts` and `vue.ts` beside this file say the same to JSX and to templates.
 */
import type { AttendStepper } from '../../elements/index.js';
import type { AttendOverview } from '../../elements/overview/index.js';
import type { AttendTraining } from '../../elements/training/attend-training.js';
import type { AttendWorkshop } from '../../elements/workshop/attend-workshop.js';
import type { CellPlace, Edit, Engine, Position, SceneFile, Session } from '../../engine/index.js';
import type { AttendExercise } from '../../lesson/exercise/attend-exercise.js';
import type { AttendLesson } from '../../lesson/index.js';
import type { Answer, LessonRecord } from '../../lesson/record/record.js';

/** Every element that is meant for other people's pages, by its tag. */
export interface AttendElements {
  'attend-stepper': AttendStepper;
  'attend-workshop': AttendWorkshop;
  'attend-overview': AttendOverview;
  'attend-training': AttendTraining;
  'attend-lesson': AttendLesson;
  'attend-exercise': AttendExercise;
}

/** What every stepper understands, alone or within something. */
interface Looks {
  theme?: 'auto' | 'light' | 'dark' | 'projector';
  chrome?: string;
  lock?: string;
}

/** A scene, and a place in it: `path`, or `path[0,3,4]`. */
interface Scened extends Looks {
  scene?: string;
  at?: string;
}

/** What a training begins with. */
interface TrainingAttributes {
  task?: 'copy' | 'reverse' | 'sort' | 'add' | 'induction' | 'grammar';
  optimizer?: 'adam' | 'sgd';
  rate?: number;
  decay?: number;
  batch?: number;
  seed?: number;
  steps?: number;
}

/** The attributes of the elements, by tag. */
export interface AttendAttributes {
  'attend-stepper': Scened;
  'attend-workshop': Scened & { closed?: boolean | '' };
  'attend-overview': Pick<Scened, 'scene' | 'theme'> & { for?: string };
  'attend-training': Pick<Scened, 'scene' | 'at' | 'theme'> & TrainingAttributes;
  'attend-lesson': Looks & { src?: string };
  'attend-exercise': Pick<Looks, 'theme'> & { src?: string; id?: string };
}

/** What the events carry in `detail`. */
export interface AttendEvents {
  'attend-ready': object;
  'attend-session': { session: Session };
  'attend-step': { position: Position };
  'attend-change': { edits: readonly Edit[] };
  'attend-select': CellPlace;
  'attend-restore': { session: Session; previous: Session };
  'attend-error': { error: { code: string; message: string } };
  'attend-rebuild': { scene: SceneFile; session: Session; change: unknown };
  'attend-fold': { closed: boolean };
  'attend-goto': CellPlace;
  'attend-trained': { step: number; session: Session; engine: Engine };
  'attend-training': { running: boolean; step: number; loss: number };
  'attend-running': null;
  'attend-section': { id: string; number: number; total: number };
  'attend-answer': Answer;
  'attend-progress': { record: LessonRecord; done: boolean; score: number | null; progress: number };
  'attend-score': { score: number | null; least: number; most: number };
  'attend-complete': { record: LessonRecord; score: number | null };
}

export type AttendEventMap = { [Type in keyof AttendEvents]: CustomEvent<AttendEvents[Type]> };

declare global {
  interface HTMLElementTagNameMap extends AttendElements {}
  // They bubble out of everything, so a document hears them, too.
  interface GlobalEventHandlersEventMap extends AttendEventMap {}
}
