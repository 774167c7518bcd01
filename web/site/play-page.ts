/** The script of the playground: scenes to choose, and the workshop that runs and changes them. */

import { sharedEngine } from '../elements/load-scene.js';
import { EngineError, type ProgramNode, type SceneFile, type Session } from '../engine/index.js';
import './site-page.js';
import '../elements/workshop.js';
import type { AttendWorkshop } from '../elements/attend-workshop.js';
import { say } from '../elements/workshop-words.js';
import { attachShare } from '../embed/attend-share.js';

const workshop = document.querySelector<AttendWorkshop>('.play')!;
const picker = workshop.querySelector<HTMLSelectElement>('.scenes select')!;
const about = workshop.querySelector<HTMLElement>('.scene-about')!;
const problem = workshop.querySelector<HTMLElement>('.play-problem')!;
const stepper = workshop.stepper!;

const narrow = matchMedia('(max-width: 64rem)');

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
    about.textContent = scene.made_by ?? '';
    await workshop.run(session);
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
workshop.addEventListener('attend-fold', fitDock);
narrow.addEventListener('change', fitDock);
picker.addEventListener('change', onPick);
fitDock();
startWith();
choose();
