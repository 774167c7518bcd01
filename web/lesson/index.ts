/** The elements of a lesson page. Importing this module defines them; charts and counts come when the machine stands. */
import { AttendLesson } from './attend-lesson.js';
import { AttendQuiz } from './attend-quiz.js';
import { AttendStep } from './attend-step.js';
import { AttendValue } from './attend-value.js';

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
