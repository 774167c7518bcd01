/** The script of the playground: a scene to choose, the stepper that runs it, and the workshop that changes it. */
import { EngineError, type ProgramNode, type SceneFile, type Session } from '../engine/index.js';
import '../elements/index.js';
import { sharedEngine } from '../elements/load-scene.js';
import './site-page.js';
import '../elements/workshop.js';
import type { AttendStepper } from '../elements/attend-stepper.js';
import type { AttendWorkshop } from '../elements/attend-workshop.js';
import { say } from '../elements/workshop-words.js';
import { attachShare } from '../embed/attend-share.js';

const play = document.querySelector<HTMLElement>('.play')!;
const picker = play.querySelector<HTMLSelectElement>('.scenes select')!;
const about = play.querySelector<HTMLElement>('.scene-about')!;
const problem = play.querySelector<HTMLElement>('.play-problem')!;
const machine = play.querySelector<HTMLElement>('.machine')!;
const workshop = document.createElement('attend-workshop') as AttendWorkshop;
const stepper = document.createElement('attend-stepper') as AttendStepper;

const narrow = matchMedia('(max-width: 64rem)');

/** The stepper takes the new session in before the old one's memory is freed. */
async function show(session: Session): Promise<void> {
  const old = stepper.session;
  stepper.session = session;
  workshop.session = session;
  await stepper.updateComplete;
  if (old && old !== session) old.close();
}

async function fetchScene(address: string): Promise<SceneFile> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return response.json();
}

/** Begins where there is something to see: at the first weights. */
function toFirstWeights(session: Session): void {
  const find = (stage: string, node: ProgramNode): string | undefined =>
    node.stage === stage ? node.path : node.children.map((child) => find(stage, child)).find(Boolean);
  const path = find('mask_weights', session.program) ?? find('softmax', session.program);
  if (path) session.seek(session.locate(path));
}

/** Opens the chosen scene; on failure the one before goes on running. */
async function choose(): Promise<void> {
  const { value } = picker;
  problem.textContent = '';
  try {
    const engine = stepper.engine ?? (await sharedEngine());
    const scene = await fetchScene(value);
    if (value !== picker.value) return;
    const session = engine.open(scene);
    toFirstWeights(session);
    stepper.engine = engine;
    workshop.engine = engine;
    about.textContent = scene.made_by ?? '';
    await show(session);
  } catch (error) {
    const { message } = error as Error;
    problem.textContent = error instanceof EngineError ? message : say('play-missing', { reason: message });
  }
}

/** On narrow pages the controls stand at the foot of the window, but not over the open panel. */
function fitDock(): void {
  stepper.toggleAttribute('dock', workshop.closed || !narrow.matches);
}

const nameOf = (option: HTMLOptionElement): string => option.dataset.name!;

/** `?scene=name` in the address chooses at the start, and follows what is chosen. */
function startWith(): void {
  const wanted = new URLSearchParams(location.search).get('scene');
  const option = [...picker.options].find((each) => nameOf(each) === wanted);
  if (option) option.selected = true;
}

function onPick(): void {
  const address = new URL(location.href);
  address.searchParams.set('scene', nameOf(picker.selectedOptions[0]!));
  // A state in the address belongs to the scene before.
  address.hash = '';
  history.replaceState(null, '', address);
  choose();
}

attachShare(stepper, () => {
  const { textContent, dataset } = picker.selectedOptions[0]!;
  return { title: textContent ?? '', lesson: null, stepper: dataset.embed! };
});
workshop.closed = narrow.matches;
workshop.addEventListener('attend-change', (event) =>
  show((event as CustomEvent<{ session: Session }>).detail.session),
);
stepper.addEventListener('attend-restore', (event) => {
  const { session, previous } = (event as CustomEvent<{ session: Session; previous: Session }>).detail;
  workshop.session = session;
  stepper.updateComplete.then(() => previous.close());
});
workshop.addEventListener('attend-fold', fitDock);
workshop.addEventListener('attend-see', () => {
  workshop.closed = true;
  fitDock();
  workshop.updateComplete.then(() => machine.scrollIntoView({ block: 'start' }));
});
narrow.addEventListener('change', fitDock);
picker.addEventListener('change', onPick);
fitDock();
play.querySelector('.workshop-place')!.replaceChildren(workshop);
machine.replaceChildren(stepper);
startWith();
choose();
