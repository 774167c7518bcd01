/** Statements of cmi5 (Quartz), built from what the launch gave. https://aicc.github.io/CMI-5_Spec_Current/ */
import { duration } from '../course-system/durations.js';
import type { Report, Tried } from '../course-system/gradebook.js';
import { rawOf, scaledOf } from '../course-system/scores.js';
import { uuid } from './uuid.js';

export type Statement = Record<string, unknown> & { id: string };

interface Activity {
  id: string;
}

interface Context {
  contextActivities?: Record<string, Activity | Activity[]>;
  extensions?: Record<string, unknown>;
}

/** What every statement of one session has in common. */
export interface Session {
  activityId: string;
  actor: object;
  registration: string;
  /** From the launch data; nothing in it is overwritten. */
  contextTemplate: Context;
  masteryScore: number | null;
}

const VERBS = 'http://adlnet.gov/expapi/verbs/';
const CATEGORIES = 'https://w3id.org/xapi/cmi5/context/categories/';
const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';

export type Verb = 'initialized' | 'completed' | 'passed' | 'failed' | 'terminated';

function contextOf(session: Session, categories: string[], mastery: boolean): object {
  const { contextTemplate: template, registration, masteryScore } = session;
  const { category = [] } = template.contextActivities ?? {};
  const known = Array.isArray(category) ? category : [category];
  const all = [...known, ...categories.map((name) => ({ id: `${CATEGORIES}${name}` }))];
  const extensions = {
    ...(mastery && masteryScore !== null ? { [MASTERY]: masteryScore } : {}),
    ...template.extensions,
  };
  return {
    ...template,
    registration,
    contextActivities: { ...template.contextActivities, ...(all.length > 0 ? { category: all } : {}) },
    extensions,
  };
}

const verbOf = (name: string) => ({ id: `${VERBS}${name}`, display: { en: name } });

const scoreOf = (score: number) => ({
  scaled: scaledOf(score),
  raw: rawOf(score),
  min: 0,
  max: 100,
});

/**
 * A statement that cmi5 defines. Those with a duration carry it; score and mastery only where something is judged; the
 * category `moveon` where completion or success is said.
 * @param report null for `initialized`
 */
export function defined(verb: Verb, session: Session, report: Report | null, id: string = uuid()): Statement {
  const judged = verb === 'passed' || verb === 'failed';
  const moves = judged || verb === 'completed';
  const result = report && {
    ...(verb === 'completed' ? { completion: true } : {}),
    ...(judged
      ? { success: verb === 'passed', ...(report.score === null ? {} : { score: scoreOf(report.score) }) }
      : {}),
    duration: duration(report.seconds),
  };
  return {
    id,
    actor: session.actor,
    verb: verbOf(verb),
    object: { objectType: 'Activity', id: session.activityId },
    ...(result ? { result } : {}),
    context: contextOf(session, moves ? ['cmi5', 'moveon'] : ['cmi5'], judged),
    timestamp: new Date().toISOString(),
  };
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

function interactionType({ form, given }: Tried): string {
  if (form === 'number') return DECIMAL.test(given[0] ?? '0') ? 'numeric' : 'fill-in';
  return { choice: 'choice', order: 'sequencing', text: 'long-fill-in' }[form];
}

/** One try at a question: a statement that cmi5 allows. */
export function answered(tried: Tried, session: Session): Statement {
  const { id, form, given, right, question, seconds, at, key } = tried;
  const named = form === 'choice' || form === 'order';
  const response = named ? given.map((place) => `choice_${place}`).join('[,]') : given.join(' ');
  return {
    id: key,
    actor: session.actor,
    verb: verbOf('answered'),
    object: {
      objectType: 'Activity',
      id: `${session.activityId}${session.activityId.includes('#') ? '/' : '#'}${id}`,
      definition: {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        interactionType: interactionType(tried),
        ...(question ? { description: { en: question } } : {}),
        ...(right && response ? { correctResponsesPattern: [response] } : {}),
      },
    },
    result: { success: right, response, duration: duration(seconds) },
    context: contextOf(session, [], false),
    timestamp: at,
  };
}
