/** The elements of a lesson page. Importing this module defines them; charts and counts come when the machine stands. */

import { AttendValue } from './figures/attend-value.js';
import { AttendLesson } from './page/attend-lesson.js';
import { AttendStep } from './page/attend-step.js';
import { AttendQuiz } from './quiz/attend-quiz.js';

const elements = {
  'attend-value': AttendValue,
  'attend-step': AttendStep,
  'attend-quiz': AttendQuiz,
  'attend-lesson': AttendLesson,
};

for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}

export { AttendLesson, AttendQuiz, AttendStep, AttendValue };
