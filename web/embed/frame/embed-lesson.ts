/** The script of an embed page that holds a lesson. */
import '../../elements/index.js';
import '../../lesson/index.js';
import type { AttendStepper } from '../../elements/stepper/attend-stepper.js';
import type { AttendLesson } from '../../lesson/index.js';
import { showTermNotes } from '../../site/scripts/term-notes.js';
import { attachShare } from '../share/attend-share.js';
import { begin, type Player } from './bridge.js';
import type { EmbedConfig } from './config.js';
import { showTheme } from './theme.js';

const lesson = document.querySelector<AttendLesson>('attend-lesson')!;
const { name = '' } = document.documentElement.dataset;

function apply({ chrome, lock, theme, lang }: EmbedConfig): void {
  showTheme(theme);
  document.documentElement.lang = lang;
  lesson.setAttribute('chrome', chrome.length > 0 ? chrome.join(' ') : 'none');
  lesson.setAttribute('lock', lock.join(' '));
}

/** Answers are forgotten, too: the page begins anew, without the state in its address. */
function reset(): void {
  history.replaceState(null, '', location.pathname + location.search);
  location.reload();
}

const player: Player = {
  kind: 'lesson',
  element: lesson,
  complete: Promise.resolve(),
  measured: null,
  getState: () => lesson.getState(),
  setState: (state) => lesson.setState(state),
  goto: (step) => lesson.goto(step),
  reset,
  apply,
};

const { config } = begin(player);
lesson.toggleAttribute('own-link', true);
lesson.addEventListener(
  'attend-ready',
  (event) => {
    const stepper = event.composedPath().find((each) => (each as Element).localName === 'attend-stepper');
    attachShare(stepper as AttendStepper, () => ({
      title: document.title,
      lesson: name,
      stepper: `${name}/${lesson.scene}`,
    }));
  },
  { once: true },
);
lesson.addEventListener('attend-running', () => config.step && !location.hash && lesson.goto(config.step), {
  once: true,
});
// Pages outside the embeds do not fit into the frame.
for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href]')) {
  if (link.pathname === location.pathname) continue;
  link.target = '_blank';
  link.rel = 'noopener';
}
showTermNotes(document.body);
