/** What stands in place of the machine where it cannot run. */
import type { LessonProblem } from './lesson-source.js';
import { say } from './words.js';

export function problemCard(problem: LessonProblem, retry: () => void): HTMLElement {
  const card = document.createElement('div');
  card.className = 'machine-problem';
  card.setAttribute('role', 'alert');
  card.append(made('h2', say('problem-title')), made('p', problem.message), made('p', say('problem-advice')));
  if (problem.mend) card.append(made('p', say('problem-mend', { message: problem.mend }), 'small'));
  const again = made('button', say('problem-retry')) as HTMLButtonElement;
  again.type = 'button';
  again.addEventListener('click', retry);
  card.append(again);
  return card;
}

function made(tag: string, text: string, className = ''): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
