/** The script of an embed page that holds one stepper. */
import '../elements/index.js';
import type { AttendStepper } from '../elements/attend-stepper.js';
import type { Session } from '../engine/index.js';
import { attachShare } from './attend-share.js';
import { begin, type Player } from './bridge.js';
import type { EmbedConfig } from './config.js';
import { showTheme } from './theme.js';

const stepper = document.createElement('attend-stepper') as AttendStepper;

function apply({ chrome, lock, theme, lang }: EmbedConfig): void {
  showTheme(theme);
  document.documentElement.lang = lang;
  stepper.chrome = chrome.length > 0 ? chrome.join(' ') : 'none';
  stepper.lock = lock.join(' ');
}

const player: Player = {
  kind: 'stepper',
  element: stepper,
  measured: stepper,
  getState: () => stepper.getState(),
  setState: (state) => stepper.setState(state),
  goto: (step) => stepper.goto(step),
  reset: () => stepper.reset(),
  apply,
};

const { config } = begin(player);
stepper.at = config.step || null;
stepper.toggleAttribute('own-link', true);
stepper.addEventListener(
  'attend-ready',
  () => {
    if (config.autoplay && !matchMedia('(prefers-reduced-motion: reduce)').matches) stepper.do('play');
  },
  { once: true },
);
stepper.addEventListener('attend-restore', (event) => {
  const { previous } = (event as CustomEvent<{ previous: Session }>).detail;
  stepper.updateComplete.then(() => previous.close());
});
const { name = '' } = document.documentElement.dataset;
attachShare(stepper, () => ({ title: document.title, lesson: null, stepper: name }));
stepper.scene = document.documentElement.dataset.scene ?? null;
document.querySelector('main')!.replaceChildren(stepper);
