/** The script of the playground: scenes to choose, and the workshop that runs and changes them. */

import { engineFor } from '../../elements/stepper/load-scene.js';
import { EngineError, type ProgramNode, type SceneFile, type Session } from '../../engine/index.js';
import './site-page.js';
import '../../elements/workshop/index.js';
import type { AttendWorkshop } from '../../elements/workshop/attend-workshop.js';
import { say } from '../../elements/workshop/workshop-words.js';
import { attachShare } from '../../embed/share/attend-share.js';
import { PlayKeeper } from './play-keeper.js';

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
  if (!path) return;
  session.seek(session.locate(path));
  const { shape, labels } = session.tensor(session.position.tensor ?? path);
  const asking = middleWord(labels.at(-2) ?? []);
  session.selection = {
    path: session.position.tensor ?? path,
    index: shape.map((_, axis) => (axis === shape.length - 2 ? asking : 0)),
  };
}

/** A word with something before and behind it, so that a mask or another word visibly does something: a long one near the middle. */
function middleWord(tokens: readonly string[]): number {
  const middle = (tokens.length - 1) / 2;
  const far = (place: number) => Math.abs(place - middle);
  const inside = [...tokens.keys()].filter((place) => place > 0 && place < tokens.length - 1);
  const words = inside.filter((place) => /^\p{L}{4,}$/u.test(tokens[place]!));
  return (words.length ? words : inside).sort((a, b) => far(a) - far(b))[0] ?? 0;
}

/** Opens the chosen scene; on failure the one before goes on running. */
async function choose(): Promise<void> {
  const { value } = picker;
  problem.textContent = '';
  try {
    const scene = await fetchScene(value);
    const engine = await engineFor(scene, stepper.engine);
    if (value !== picker.value) return;
    const session = engine.open(scene);
    toFirstWeights(session);
    stepper.engine = engine;
    about.textContent = scene.made_by ?? '';
    await workshop.run(session);
    if (keeper.kept !== null && !location.hash) takeUp(keeper.kept);
  } catch (error) {
    const { message } = error as Error;
    problem.textContent = error instanceof EngineError ? message : say('play-missing', { reason: message });
  }
}

/** What was made before, and did not fit into the address; of another version of the scene, it is as if it were not there. */
function takeUp(state: string): void {
  try {
    stepper.setState(state);
  } catch {
    keeper.startAfresh();
  }
}

/** The scene as it came, without anything that was made of it. */
function onAfresh(): void {
  keeper.startAfresh();
  choose();
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
  keeper.leave();
  const address = new URL(location.href);
  address.searchParams.set('scene', nameOf(picker.selectedOptions[0]!));
  // A state in the address belongs to the scene before.
  address.hash = '';
  history.replaceState(null, '', address);
  choose();
}

const keeper = new PlayKeeper(workshop, workshop.querySelector('.play-kept span')!, () =>
  nameOf(picker.selectedOptions[0]!),
);
workshop.querySelector('.play-kept button')!.addEventListener('click', onAfresh);

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
