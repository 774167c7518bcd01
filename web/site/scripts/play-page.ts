/** The script of the playground: scenes to choose, and the workshop that runs and changes them. */

import { openScene } from '../../elements/stepper/load-scene.js';
import { sceneText } from '../../engine/export/scene.js';
import { EngineError, type ProgramNode, type SceneFile, type Session } from '../../engine/index.js';
import './site-page.js';
import '../../elements/workshop/index.js';
import type { AttendCompare } from '../../compare/page/attend-compare.js';
import type { AttendWorkshop } from '../../elements/workshop/attend-workshop.js';
import { say } from '../../elements/workshop/workshop-words.js';
import { attachShare } from '../../embed/share/attend-share.js';
import { OWN, type OwnScene, PlayKeeper } from './play-keeper.js';

const workshop = document.querySelector<AttendWorkshop>('.play')!;
const picker = workshop.querySelector<HTMLSelectElement>('.scenes select')!;
const about = workshop.querySelector<HTMLElement>('.scene-about')!;
const problem = workshop.querySelector<HTMLElement>('.play-problem')!;
const stepper = workshop.stepper!;

const checker = document.createElement('attend-compare') as AttendCompare;

/** How often a scene was asked for: only what was asked for last is shown. */
let turns = 0;

interface Compared {
  scene: SceneFile | null;
  /** Where the weights of the scene come from. */
  name: string;
  path: string;
  index: number[];
}

/** In bytes: a model of a hundred thousand numbers takes two million. */
const LARGEST_SCENE = 64 * 1024 * 1024;

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
  const turn = ++turns;
  problem.textContent = '';
  try {
    const scene = await fetchScene(value);
    const { engine, session } = await openScene(scene, stepper.engine);
    if (turn !== turns) return session.close();
    toFirstWeights(session);
    stepper.engine = engine;
    about.textContent = scene.made_by ?? '';
    stepper.querySelector('attend-share')?.toggleAttribute('hidden', false);
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

/** Runs a scene of the reader's own, as Export wrote it; what is wrong with it is said, and the one before goes on running. */
async function openOwn({ target }: Event): Promise<void> {
  const field = target as HTMLInputElement;
  const file = field.files?.[0];
  field.value = '';
  if (!file) return;
  problem.textContent = '';
  try {
    if (file.size > LARGEST_SCENE) throw new Error(say('play-own-large', { name: file.name }));
    await runOwn({ name: file.name, text: await file.text() });
  } catch (error) {
    problem.textContent = (error as Error).message;
  }
}

async function runOwn(file: OwnScene): Promise<void> {
  turns += 1;
  const scene = readOwn(file.text, file.name);
  const { engine, session } = await openScene(scene, stepper.engine);
  toFirstWeights(session);
  stepper.engine = engine;
  about.textContent = [file.name, scene.made_by].filter(Boolean).join(': ');
  showOwnOption(file.name);
  keeper.showOwn(file);
  stepper.querySelector('attend-share')?.toggleAttribute('hidden', true);
  await workshop.run(session);
}

/** The reader's own scene stands among the scenes, first and chosen. */
function showOwnOption(name: string): void {
  const option = picker.querySelector<HTMLOptionElement>(`[data-name=${OWN}]`) ?? document.createElement('option');
  option.dataset.name = OWN;
  option.textContent = say('play-own-option', { name });
  picker.prepend(option);
  option.selected = true;
}

/** The reader's own scene as it was left, or as its file is; why not, where it cannot be. */
async function takeUpOwn(afresh = false): Promise<string> {
  const { keptOwn } = keeper;
  if (!keptOwn) return say('play-own-gone');
  try {
    await runOwn(keptOwn);
    if (keptOwn.state && !afresh) stepper.setState(keptOwn.state);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** What the address asks for; another scene where the reader's own cannot be had, with the reason. */
async function begin(): Promise<void> {
  const refused = wanted() === OWN ? await takeUpOwn() : null;
  if (refused === '') return;
  await choose();
  if (refused) problem.textContent = refused;
}

function readOwn(text: string, name: string): SceneFile {
  try {
    const scene = JSON.parse(text);
    if (typeof scene === 'object' && scene !== null && 'model' in scene) return scene;
  } catch {
    // What is no JSON is no scene either.
  }
  throw new Error(say('play-own-none', { name }));
}

/** Opens "Check my numbers", which is fetched when it is first wanted. */
async function openCompare(): Promise<void> {
  problem.textContent = '';
  try {
    await import('../../compare/page/attend-compare.js');
  } catch (error) {
    problem.textContent = say('play-compare-missing', { reason: (error as Error).message });
    return;
  }
  if (!checker.isConnected) {
    workshop.querySelector('.play-head')!.append(checker);
    checker.addEventListener('attend-compare-show', (event) => showCompared((event as CustomEvent<Compared>).detail));
  }
  if (stepper.engine && stepper.session) await checker.show(stepper.engine, stepper.session);
}

/** Runs the machine to a cell that was compared; with the reader's own weights, where those were compared. */
async function showCompared({ scene, name, path, index }: Compared): Promise<void> {
  problem.textContent = '';
  try {
    if (scene) {
      const { session } = await openScene(scene, stepper.engine);
      const text = sceneText(session);
      session.close();
      await runOwn({ name, text });
    }
    stepper.goto(path);
    stepper.select({ path, index });
  } catch (error) {
    problem.textContent = (error as Error).message;
  }
}

/** The scene as it came, without anything that was made of it. */
async function onAfresh(): Promise<void> {
  if (nameOf(picker.selectedOptions[0]!) === OWN) {
    problem.textContent = await takeUpOwn(true);
    return;
  }
  keeper.startAfresh();
  choose();
}

/** On narrow pages the controls stand at the foot of the window, but not over the open panel. */
function fitDock(): void {
  stepper.toggleAttribute('dock', workshop.closed || !narrow.matches);
}

const nameOf = (option: HTMLOptionElement): string => option.dataset.name!;

const wanted = (): string | null => new URLSearchParams(location.search).get('scene');

/** `?scene=name` in the address chooses at the start, and follows what is chosen. */
function startWith(): void {
  const name = wanted();
  const option = [...picker.options].find((each) => nameOf(each) === name);
  if (option) option.selected = true;
}

async function onPick(): Promise<void> {
  keeper.leave();
  if (nameOf(picker.selectedOptions[0]!) === OWN) {
    problem.textContent = await takeUpOwn();
    return;
  }
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
const own = workshop.querySelector<HTMLInputElement>('.play-kept input')!;
workshop.querySelector('.play-own')!.addEventListener('click', () => own.click());
own.addEventListener('change', openOwn);
workshop.querySelector('.play-compare')!.addEventListener('click', openCompare);

attachShare(stepper, () => {
  const { textContent, dataset } = picker.selectedOptions[0]!;
  return { title: textContent ?? '', lesson: null, stepper: dataset.embed! };
});
workshop.addEventListener('attend-fold', fitDock);
narrow.addEventListener('change', fitDock);
picker.addEventListener('change', onPick);
fitDock();
startWith();
begin();
