/** The elements of a lesson page. Importing this module defines them. */
import { AttendCalculator } from './attend-calculator.js';
import { AttendLesson } from './attend-lesson.js';
import { AttendPlot } from './attend-plot.js';
import { AttendQuiz } from './attend-quiz.js';
import { AttendStep } from './attend-step.js';
import { AttendValue } from './attend-value.js';

const elements = {
  'attend-value': AttendValue,
  'attend-step': AttendStep,
  'attend-quiz': AttendQuiz,
  'attend-plot': AttendPlot,
  'attend-calculator': AttendCalculator,
  'attend-lesson': AttendLesson,
};

for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}

export { AttendCalculator, AttendLesson, AttendPlot, AttendQuiz, AttendStep, AttendValue };
