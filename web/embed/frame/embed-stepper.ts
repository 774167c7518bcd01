/** The script of an embed page that holds one stepper, alone or in a workshop. */
import '../../elements/index.js';
import { say } from '../../elements/shared/words.js';
import type { AttendStepper } from '../../elements/stepper/attend-stepper.js';
import type { AttendWorkshop } from '../../elements/workshop/attend-workshop.js';
import type { Session } from '../../engine/index.js';
import { attachShare } from '../share/attend-share.js';
import { begin, type Player } from './bridge.js';
import type { EmbedConfig } from './config.js';
import { showLossLater } from './loss-later.js';
import { showTheme } from './theme.js';

const main = document.querySelector('main')!;
const stepper = document.createElement('attend-stepper') as AttendStepper;
/** Around the stepper, while one is asked for. */
let workshop: AttendWorkshop | null = null;

let wanted = false;

/** Puts the stepper on the page, in a workshop if that is wanted; if it cannot be had, alone. */
async function place(): Promise<void> {
  if (stepper.isConnected && wanted === Boolean(workshop)) return;
  try {
    if (wanted) await import('../../elements/workshop/index.js');
  } catch (error) {
    wanted = false;
    throw new Error(say('take-unloaded', { reason: (error as Error).message }));
  } finally {
    workshop = wanted ? (document.createElement('attend-workshop') as AttendWorkshop) : null;
    workshop?.append(stepper);
    main.replaceChildren(workshop ?? stepper);
  }
}

async function apply({ chrome, lock, theme, lang, workshop: asked }: EmbedConfig): Promise<void> {
  wanted = asked;
  showTheme(theme);
  document.documentElement.lang = lang;
  await place();
  const shown = workshop ?? stepper;
  shown.chrome = chrome.length > 0 ? chrome.join(' ') : 'none';
  shown.lock = lock.join(' ');
}

let allThere = (): void => {};

const player: Player = {
  kind: 'stepper',
  element: main,
  complete: new Promise((done) => {
    allThere = done;
  }),
  get measured() {
    return workshop ?? stepper;
  },
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
  // A workshop closes it itself.
  if (!workshop) stepper.updateComplete.then(() => previous.close());
});
const { name = '', scene = null, whole } = document.documentElement.dataset;
const share = () => attachShare(stepper, () => ({ title: document.title, lesson: null, stepper: name }));
/** A place or a state may be behind the loss. */
const fromStart = !config.step && !config.workshop && !location.hash;
if (scene !== null && whole !== undefined && fromStart) showLossLater(stepper, scene).then(share).then(allThere);
else {
  share();
  allThere();
  stepper.scene = scene;
}
