/** What xAPI 1.0.3 and cmi5 ask of a statement, read from the standards; each rule names the section it comes from. */
import { isDeepStrictEqual } from 'node:util';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DURATION = /^PT(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?$/;
const VERBS = 'http://adlnet.gov/expapi/verbs/';
const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';
const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';
const KEYS = ['id', 'actor', 'verb', 'object', 'result', 'context', 'timestamp'];
const TYPES = ['choice', 'sequencing', 'numeric', 'fill-in', 'long-fill-in'];

const categories = ({ context }) => (context?.contextActivities?.category ?? []).map(({ id }) => id);
const verbOf = ({ verb }) => verb?.id?.replace(VERBS, '');
const isDefined = (statement) => categories(statement).includes(`${CATEGORY}cmi5`);

/**
 * @param {object} statement
 * @param {{ session: object, store: object, activityId: string, before: { session: object, statement: object }[] }} place what
 *   was launched, and what the store has already
 * @returns {string[]} what is wrong
 */
export function statementFaults(statement, place) {
  const faults = [];
  const must = (fine, what) => fine || faults.push(`${verbOf(statement)}: ${what}`);
  common(statement, place, must);
  order(statement, place, must);
  if (isDefined(statement)) defined(statement, place, must);
  else allowed(statement, place, must);
  return faults;
}

/** xAPI 4.1; cmi5 9.1, 9.2, 9.6.1, 9.7, 10 (the context template is taken over as it is). */
function common(statement, { session, store }, must) {
  const { id, actor, verb, context, timestamp, result } = statement;
  must(UUID.test(id), `the id ${id} is no UUID`);
  must(isDeepStrictEqual(actor, store.actor), 'another actor');
  must(verb?.id?.startsWith(VERBS) && verb.display?.en, 'the verb has no id or no name');
  must(
    Object.keys(statement).every((key) => KEYS.includes(key)),
    `unknown keys in ${Object.keys(statement)}`,
  );
  must(context?.registration === store.registration, 'no registration');
  must(
    isDeepStrictEqual(context?.contextActivities?.grouping, session.template.contextActivities.grouping),
    'grouping changed',
  );
  for (const [key, value] of Object.entries(session.template.extensions))
    must(context?.extensions?.[key] === value, `${key} is lost`);
  must(UTC.test(timestamp ?? ''), `the time ${timestamp} is not UTC`);
  if (result?.duration !== undefined) must(DURATION.test(result.duration), `the duration ${result.duration}`);
}

/** cmi5 9.3: the order within a session and a registration. */
function order(statement, { session, before }, must) {
  const verb = verbOf(statement);
  const mine = before.filter((each) => each.session === session).map((each) => each.statement);
  const ever = before.map((each) => each.statement).filter(isDefined);
  if (mine.length === 0) must(verb === 'initialized', 'is the first of its session');
  must(!mine.some((each) => verbOf(each) === 'terminated'), 'comes after terminated');
  if (mine.length > 0) must(statement.timestamp >= mine[0].timestamp, 'is older than initialized');
  if (!isDefined(statement)) return;
  must(!mine.some((each) => isDefined(each) && verbOf(each) === verb), 'comes twice in a session');
  if (['completed', 'passed'].includes(verb))
    must(!ever.some((each) => verbOf(each) === verb), 'comes twice in a registration');
  if (verb === 'failed') must(!ever.some((each) => verbOf(each) === 'passed'), 'comes after passed');
  if (['passed', 'failed'].includes(verb))
    must(
      !mine.some((each) => ['passed', 'failed'].includes(verbOf(each)) && isDefined(each)),
      'is the second judgement',
    );
}

/** cmi5 9.4 to 9.6 and 10 (launch modes). */
function defined(statement, { session, activityId }, must) {
  const { object, result = {}, context } = statement;
  const verb = verbOf(statement);
  const judged = verb === 'passed' || verb === 'failed';
  must(['initialized', 'completed', 'passed', 'failed', 'terminated'].includes(verb), 'is no verb of cmi5');
  must(object?.id === activityId, `is about ${object?.id}`);
  if (session.mode !== 'Normal') must(['initialized', 'terminated'].includes(verb), `is said in mode ${session.mode}`);
  must((result.success !== undefined) === judged && (!judged || result.success === (verb === 'passed')), 'success');
  must((result.completion !== undefined) === (verb === 'completed') && result.completion !== false, 'completion');
  must(result.score === undefined || judged, 'has a score');
  if (verb !== 'initialized') must(result.duration !== undefined, 'has no duration');
  must(categories(statement).includes(`${CATEGORY}moveon`) === (judged || verb === 'completed'), 'the category moveon');
  if (!judged) return;
  const { scaled, raw, min, max } = result.score ?? {};
  must(scaled >= 0 && scaled <= 1 && Number.isInteger(raw) && raw >= min && raw <= max, 'the score');
  if (session.masteryScore === undefined) return;
  must(context.extensions[MASTERY] === session.masteryScore, 'the mastery score is not named');
  must(scaled >= session.masteryScore === (verb === 'passed'), `a score of ${scaled}`);
}

/** cmi5 7.1.2 and xAPI 2.4.4.1 (interactions). */
function allowed(statement, { activityId }, must) {
  const { object, result } = statement;
  must(verbOf(statement) === 'answered', 'is not known here');
  must(!categories(statement).some((id) => id.startsWith(CATEGORY)), 'has a category of cmi5');
  must(object?.id?.startsWith(activityId) && object.id !== activityId, `is about ${object?.id}`);
  must(URL.canParse(object?.id ?? ''), 'the id of the question is no IRI');
  const { type, interactionType, correctResponsesPattern = [], description } = object?.definition ?? {};
  must(type === 'http://adlnet.gov/expapi/activities/cmi.interaction', 'is no interaction');
  must(TYPES.includes(interactionType), `the type ${interactionType}`);
  must(
    correctResponsesPattern.every((pattern) => typeof pattern === 'string'),
    'the right answers',
  );
  must(description === undefined || typeof description.en === 'string', 'the question');
  must(typeof result?.success === 'boolean' && typeof result.response === 'string', 'the answer');
}
