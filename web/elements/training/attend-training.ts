import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Engine, Session } from '../../engine/index.js';
import type { TrainingData } from '../../engine/train/types.js';
import type { AttendNumber } from '../editing/attend-number.js';
import { fields } from '../shared/fields-sheet.js';
import { formatNumber } from '../shared/format.js';
import { apart, base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { adoptTokens } from '../shared/tokens.js';
import type { AttendStepper } from '../stepper/attend-stepper.js';
import { openScene, type SceneSource } from '../stepper/load-scene.js';
import { type Continuation, continuationOf } from './continuation.js';
import { type HeadPlace, headPictures } from './head-pictures.js';
import { dataOf, type OwnText, ownText, withWordsOf } from './own-text.js';
import { optionsOf, type Refusals, type Settings, settingsOf } from './settings.js';
import { settingsPanel } from './settings-panel.js';
import { showIn } from './shown-step.js';
import { Trainer } from './trainer.js';
import { lossesCsv, safetensors, save } from './training-files.js';
import { chart, continuation, controls, numbers, type PanelActs, reading } from './training-panel.js';
import { trainingSheet } from './training-sheet.js';
import { say } from './training-words.js';

/** Milliseconds between two pictures of the newest step while it trains; and so many times as long as the last one took. */
const LIVE = 240;
const SHARE = 4;
/** Every so many steps the held-out loss is measured. */
const KEEP = 10;
/** Pixels from which on the stepper has room beside the panel. */
const ROOMY = 900;

/**
 * Trains a scene's model where it stands, draws its losses, and shows any of its steps in a stepper: every number there is
 * that step's.
 *
 * The stepper is one of its own, unless it is led: then it is that of whoever leads it.
 *
 * @attr scene - address of a scene, or its JSON text
 * @attr task - copy, reverse, sort, add, induction or grammar; the property `data` takes sequences of one's own
 * @attr optimizer, rate, decay, batch, seed, steps - what the settings begin with
 * @attr at - where its stepper begins: a path, or `path[0,3,4]`
 * @attr theme - light, dark, projector or auto
 * @attr led - it has no stepper of its own
 * @fires attend-trained - `{ step, session, engine }`: this session, with the weights of this step, is shown from now on
 * @fires attend-training - `{ running, step, loss }`: it began, paused, or ended
 */
export class AttendTraining extends LitElement {
  static override properties = {
    scene: {},
    task: {},
    at: {},
    led: { type: Boolean },
    data: { attribute: false },
    failure: { state: true },
    wide: { state: true },
  };

  scene: SceneSource | null = null;
  task = 'induction';
  at: string | null = null;
  led = false;
  data: TrainingData | null = null;
  /** The stepper that shows the chosen step; null while whoever leads this shows something else in it. */
  private stepper: () => AttendStepper | null = () => this.renderRoot.querySelector<AttendStepper>('attend-stepper');
  private failure = '';
  private wide = 480;
  private given: object | null = null;
  private guess = 0;
  private settings: Settings = settingsOf(this);
  /** Why the engine refused a value, by the name of its field. */
  private refusals: Refusals = {};
  private own: OwnText = ownText();
  private session: Session | null = null;
  private written: Continuation | null = null;
  private told = '';
  /** From when on the newest step is shown again while it trains; never, while it is being drawn. */
  private nextLive = 0;
  private readonly watcher = new ResizeObserver(() => requestAnimationFrame(this.measure));
  trainer: Trainer | null = null;
  /** Settles when the step that was asked for last is in the stepper and drawn. */
  shown: Promise<void> = Promise.resolve();

  override connectedCallback(): void {
    super.connectedCallback();
    adoptTokens(this, this.renderRoot as ShadowRoot);
    this.settings = settingsOf(this);
    this.watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
    this.trainer?.close();
    this.trainer = null;
    if (!this.led) this.session?.close();
    this.session = null;
  }

  private readonly measure = (): void => {
    const box = this.renderRoot.querySelector('.chart');
    if (box) this.wide = box.clientWidth;
    this.toggleAttribute('roomy', !this.led && this.clientWidth >= ROOMY);
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('scene') && this.scene && !this.led) this.load(this.scene);
  }

  private async load(scene: SceneSource): Promise<void> {
    try {
      const { engine, session } = await openScene(scene, null);
      await this.prepare(engine, session.given);
      session.close();
    } catch (error) {
      this.failure = (error as Error).message;
    }
  }

  /** Makes ready to train a scene that holds numbers alone; whoever leads it calls this, and says which stepper shows it. */
  async prepare(engine: Engine, scene: object, stepper = this.stepper): Promise<void> {
    this.stepper = stepper;
    try {
      await engine.loadTraining();
    } catch (error) {
      this.failure = (error as Error).message;
      return;
    }
    this.given = scene;
    this.trainer = new Trainer(engine);
    this.renew();
    await this.updateComplete;
    this.measure();
  }

  /** Begins anew with the settings as they are. */
  private renew(changed?: keyof Settings | 'text'): void {
    const { trainer, given, settings, own } = this;
    if (!trainer || !given) return;
    const name = say('training-before', {
      optimizer: say(`training-${settings.optimizer}`),
      rate: String(settings.rate),
    });
    try {
      const data = dataOf(given, own) ?? this.data ?? this.task;
      trainer.begin(optionsOf(withWordsOf(given, own), data, settings, KEEP), settings.steps, name);
      this.refusals = {};
      this.failure = '';
      this.told = changed ? say('training-told-fresh') : '';
    } catch (error) {
      if (changed) this.refusals = { [changed]: (error as Error).message };
      else this.failure = (error as Error).message;
      this.requestUpdate();
      return;
    }
    this.show();
  }

  /** Opens the shown step, in the stepper too. */
  show(): Promise<void> {
    const { trainer } = this;
    if (!trainer?.run) return this.shown;
    const session = trainer.open();
    const before = this.session;
    if (!before || trainer.steps === 0)
      this.guess = Math.log(session.scene.vocabulary?.length ?? session.scene.tokens.length);
    const since = performance.now();
    this.session = session;
    this.written = continuationOf(trainer.engine, session.given);
    this.requestUpdate();
    this.nextLive = Number.POSITIVE_INFINITY;
    this.shown = this.put(trainer.engine, session, before).then(() => {
      const now = performance.now();
      this.nextLive = now + Math.max(LIVE, SHARE * (now - since));
    });
    return this.shown;
  }

  private async put(engine: Engine, session: Session, before: Session | null): Promise<void> {
    await this.updateComplete;
    const stepper = this.stepper();
    const first = !stepper?.session;
    const lost = stepper ? (await showIn(stepper, engine, session)).lost.length : 0;
    if (lost > 0) {
      this.told = say('training-told-lost', { count: lost });
      this.requestUpdate();
    }
    if (stepper && first && this.at) stepper.goto(this.at);
    tell(this, 'attend-trained', { step: this.trainer?.shown ?? 0, session, engine });
    if (!this.led) before?.close();
  }

  /** Starts, or goes on, until as many steps as are set were taken. */
  async start(): Promise<void> {
    const { trainer } = this;
    if (!trainer?.run || trainer.run.stopped || this.refuseFields()) return;
    this.told = say('training-told-running');
    const ended = trainer.start(this.settings.steps, this.onSlice);
    this.news();
    await ended;
    if (this.trainer === trainer) this.rest();
  }

  /** Pauses after the slice under way. */
  pause(): void {
    this.trainer?.pause();
  }

  private one(): void {
    if (this.refuseFields()) return;
    this.trainer!.one();
    this.rest();
  }

  /** What is typed and cannot be used is mended first: the keyboard goes there. */
  private refuseFields(): boolean {
    const wrong = [...this.renderRoot.querySelectorAll<AttendNumber>('attend-number')].find(({ refused }) => refused);
    if (!wrong) return false;
    this.told = say('training-told-field', { label: wrong.label, refusal: wrong.refused });
    this.requestUpdate();
    wrong.focus();
    return true;
  }

  private readonly onSlice = (): void => {
    this.requestUpdate();
    if (performance.now() >= this.nextLive) this.show();
  };

  /** It paused, was done, or was stopped: the newest step is shown, and what happened is told. */
  private rest(): void {
    const { trainer } = this;
    if (!trainer?.run) return;
    const { steps, run } = trainer;
    const loss = formatNumber(trainer.heldOutAt(steps)?.loss ?? Number.NaN);
    if (run.stopped) this.told = say('training-told-stopped', { step: steps });
    else if (steps >= trainer.until) this.told = say('training-told-done', { step: steps, loss });
    else this.told = say('training-told-paused', { step: steps, loss: formatNumber(trainer.lossAt(steps - 1)) });
    this.news();
    this.show();
  }

  private news(): void {
    const { running, steps } = this.trainer!;
    this.requestUpdate();
    tell(this, 'attend-training', { running, step: steps, loss: this.trainer!.lossAt(steps - 1) });
  }

  /** Looks at a step that was taken; training pauses. */
  look(step: number): Promise<void> {
    const { trainer } = this;
    if (!trainer?.run) return this.shown;
    trainer.look(step);
    this.told = '';
    return this.show();
  }

  private change(name: keyof Settings, value: Settings[keyof Settings]): void {
    this.settings = { ...this.settings, [name]: value };
    if (name !== 'steps') return this.renew(name);
    this.trainer!.until = Math.max(this.trainer!.steps, value as number);
    this.requestUpdate();
  }

  private readonly acts: PanelActs = {
    start: () => this.start(),
    pause: () => this.pause(),
    one: () => this.one(),
    again: () => this.renew('seed'),
    look: (step) => this.look(step),
    saveLosses: () => save('losses.csv', lossesCsv(this.trainer!.run!), 'text/csv'),
    saveWeights: () => this.saveWeights(),
    saveNpz: () => this.saveNpz(),
    saveScript: () => this.saveScript(),
  };

  private readonly go = ({ path, head }: HeadPlace): void => {
    const stepper = this.stepper();
    const { session } = this;
    if (!stepper || !session) return;
    const [, queries = 1] = session.tensor(path, { ahead: true }).shape;
    stepper.goto(path, [head, queries - 1, 0]);
  };

  private panelOfSettings(): TemplateResult {
    const given = say('training-source-given', { task: this.data ? say('training-source-data') : this.task });
    return settingsPanel(
      { settings: this.settings, refusals: this.refusals, own: this.own, given },
      {
        change: (name, value) => this.change(name, value),
        learnFrom: (own) => {
          this.own = own;
          this.renew('text');
        },
      },
    );
  }

  private saveWeights(): void {
    const { run, shown } = this.trainer!;
    const bytes = safetensors(run!.weights(shown), { step: String(shown), ...this.settingsText() });
    save(`weights-step-${shown}.safetensors`, bytes, 'application/octet-stream');
  }

  private async saveNpz(): Promise<void> {
    const { run, shown } = this.trainer!;
    const { npz } = await import('./weights-npz.js');
    save(`weights-step-${shown}.npz`, npz(run!.weights(shown)), 'application/zip');
  }

  private async saveScript(): Promise<void> {
    const { engine, run } = this.trainer!;
    const { trainingScript } = await import('../takeaway/export.js');
    save('training.py', trainingScript(engine, run!), 'text/x-python');
  }

  private settingsText(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.settings).map(([name, value]) => [name, String(value)]));
  }

  protected override render(): TemplateResult {
    const { trainer, session } = this;
    if (this.failure) return html`<p class="stopped" role="alert">${this.failure}</p>`;
    if (!trainer?.run || !session)
      return html`<p role="status">${say(this.scene || this.led ? 'training-loading' : 'training-missing')}</p>`;
    const { stopped } = trainer.run;
    return html`<section class="panel" aria-label=${say('training')}>
        ${controls(trainer, this.settings.steps, this.acts)}
        <div class="stopped" role="alert" ?hidden=${!stopped}>${stopped ? html`<p>${stopped}</p><p>${say('training-stopped-hint')}</p>` : nothing}</div>
        ${chart(trainer, { guess: this.guess, width: this.wide }, this.acts.look)}${reading(trainer, this.acts.look)}
        <div class="heads" role="group" aria-label=${say('training-heads')}>${headPictures(session, this.go)}</div>
        ${continuation(this.written)}
        <attend-two-steps .trainer=${trainer} .run=${trainer.run} .session=${session} .step=${trainer.shown}
          @attend-go=${({ detail }: CustomEvent<{ path: string; index: number[] }>) => this.stepper()?.goto(detail.path, detail.index)}></attend-two-steps>
        ${this.panelOfSettings()}${numbers(trainer, this.acts)}
        <p class="hidden" role="status">${this.told}</p>
      </section>
      ${this.led ? nothing : html`<attend-stepper></attend-stepper>`}`;
  }

  static override styles = [base, apart, buttons, fields, trainingSheet];
}
