/**
 * The stepper for notebooks: one file for anywidget, used in Jupyter, VS Code, Colab, marimo and in MyST pages. It carries
 * the engine and asks nobody for anything.
 *
 * Traits of the model: `scene` (a dict, or JSON text), `at` (a path, or `path[0,3,4]`), `theme` (auto, light, dark,
 * projector), `height` (CSS, "640px"), and `state` (what `session.save()` gives), which goes both ways. Written only:
 * `path` (the step that was made last) and `selection` ({path, index, value}, or none).
 */
import engineBytes from 'attend:engine.wasm';
import stageTexts from 'attend:stage-texts.json';
import '../../elements/index.js';
import { type Engine, loadEngine, type Session } from '../../engine/package.js';

/** What anywidget gives; of Jupyter's model, only what is used here. */
interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, call: () => void): void;
  off(event: string, call: () => void): void;
}

interface Stepper extends HTMLElement {
  goto(path: string): void;
  engine: Engine | null;
  session: Session | null;
  at: string | null;
  textsUrl: string;
  readonly selection: { path: string; index: number[] } | null;
}

const ANSWERS = ['attend-step', 'attend-select', 'attend-change', 'attend-restore'];

let engine: Promise<Engine> | undefined;

/** What is shown, and what it tells the model. */
class View {
  readonly stepper = document.createElement('attend-stepper') as Stepper;
  readonly #model: Model;
  readonly #engine: Engine;
  readonly #texts = URL.createObjectURL(new Blob([stageTexts], { type: 'application/json' }));
  #told = '';

  constructor(model: Model, ready: Engine) {
    this.#model = model;
    this.#engine = ready;
    this.stepper.textsUrl = this.#texts;
    for (const type of ANSWERS) this.stepper.addEventListener(type, this.tell);
    // From the start, before anything was done.
    this.stepper.addEventListener('attend-session', this.tellPlace);
  }

  open = (): void => {
    const scene = this.#model.get('scene');
    const previous = this.stepper.session;
    const text = typeof scene === 'string' ? scene : JSON.stringify(scene ?? {});
    const state = String(this.#model.get('state') ?? '');
    const given = JSON.parse(text) as object;
    this.#told = state;
    this.stepper.at = state ? null : String(this.#model.get('at') ?? '') || null;
    this.stepper.engine = this.#engine;
    this.stepper.session = state ? this.#engine.restore(given, state) : this.#engine.open(given);
    previous?.close();
  };

  /** A state that came from here is not taken up again. */
  take = (): void => {
    if (this.#model.get('state') !== this.#told) this.open();
  };

  /** Another place is asked for: the program goes there, whatever was done before. */
  go = (): void => {
    const at = String(this.#model.get('at') ?? '');
    if (at && this.stepper.session) this.stepper.goto(at);
  };

  dress = (): void => {
    this.stepper.setAttribute('theme', String(this.#model.get('theme') ?? 'auto'));
    this.stepper.style.height = String(this.#model.get('height') ?? '') || '640px';
  };

  tell = (): void => {
    const { session } = this.stepper;
    if (!session) return;
    this.#told = session.save({ long: true });
    this.#model.set('state', this.#told);
    this.tellPlace();
  };

  tellPlace = (): void => {
    const { session, selection } = this.stepper;
    if (!session) return;
    this.#model.set('path', session.position.path);
    this.#model.set(
      'selection',
      selection && { ...selection, value: session.explain(selection.path, selection.index).value },
    );
    this.#model.save_changes();
  };

  close(): void {
    this.stepper.session?.close();
    this.stepper.remove();
    URL.revokeObjectURL(this.#texts);
  }
}

/** What went wrong stands where the stepper would. */
function refusal(error: unknown): HTMLElement {
  const told = document.createElement('p');
  told.setAttribute('role', 'alert');
  told.textContent = (error as Error).message;
  return told;
}

async function render({ model, el }: { model: Model; el: HTMLElement }): Promise<() => void> {
  engine ??= loadEngine(engineBytes);
  const view = new View(model, await engine);
  const open = (): void => {
    try {
      view.open();
      el.replaceChildren(view.stepper);
    } catch (error) {
      el.replaceChildren(refusal(error));
    }
  };
  view.dress();
  open();
  const changes: [string, () => void][] = [
    ['change:scene', open],
    ['change:at', view.go],
    ['change:state', view.take],
    ['change:theme', view.dress],
    ['change:height', view.dress],
  ];
  for (const [event, call] of changes) model.on(event, call);
  return () => {
    for (const [event, call] of changes) model.off(event, call);
    view.close();
  };
}

export default { render };
