/** One try at a question, as the elements of an interaction of SCORM. */
import { duration, instant, timeOfDay, timespan } from './durations.js';
import type { Tried } from './gradebook.js';

type Values = [element: string, value: string][];

const DECIMAL = /^-?\d{1,9}(\.\d{1,7})?$/;

/** What SCORM calls a form of answer. A number that SCORM could not read goes as text. */
const typeOf = ({ form, given }: Tried, text: string): string => {
  if (form === 'number') return DECIMAL.test(given[0] ?? '0') ? 'numeric' : text;
  return { choice: 'choice', order: 'sequencing', text }[form];
};

/** SCORM 1.2 names a choice by one letter or digit. */
const letter = (place: string): string => Number(place).toString(36).slice(0, 1);

/**
 * SCORM 1.2, `cmi.interactions.n`: an id without spaces, the time of day, `student_response` of at most 255 characters.
 * The pattern of the right answer is known when it was given.
 */
export function interaction12(tried: Tried, n: number): Values {
  const at = `cmi.interactions.${n}.`;
  const type = typeOf(tried, 'fill-in');
  const named = type === 'choice' || type === 'sequencing';
  const response = (named ? tried.given.map(letter).join(',') : tried.given.join(' ')).slice(0, 255);
  return [
    [`${at}id`, tried.id.slice(0, 255)],
    [`${at}time`, timeOfDay(tried.at)],
    [`${at}type`, type],
    ...(response && tried.right ? [[`${at}correct_responses.0.pattern`, response] as [string, string]] : []),
    ...(response ? [[`${at}student_response`, response] as [string, string]] : []),
    [`${at}result`, tried.right ? 'correct' : 'wrong'],
    [`${at}latency`, timespan(tried.seconds)],
  ];
}

/** SCORM 2004: lists are parted by `[,]`, a numeric pattern is a range `[:]`, texts may have 4,000 characters. */
export function interaction2004(tried: Tried, n: number): Values {
  const at = `cmi.interactions.${n}.`;
  const type = typeOf(tried, 'long-fill-in');
  const named = type === 'choice' || type === 'sequencing';
  const response = named ? tried.given.map((place) => `choice_${place}`).join('[,]') : tried.given.join(' ');
  const pattern = type === 'numeric' ? `${response}[:]${response}` : response;
  return [
    [`${at}id`, tried.id],
    [`${at}type`, type],
    [`${at}timestamp`, instant(tried.at)],
    ...(tried.question ? [[`${at}description`, tried.question.slice(0, 250)] as [string, string]] : []),
    ...(response && tried.right
      ? [[`${at}correct_responses.0.pattern`, pattern.slice(0, 4000)] as [string, string]]
      : []),
    ...(response ? [[`${at}learner_response`, response.slice(0, 4000)] as [string, string]] : []),
    [`${at}result`, tried.right ? 'correct' : 'incorrect'],
    [`${at}latency`, duration(tried.seconds)],
  ];
}
