/** What a stepper does, without how it looks: it opens scenes, moves the program, follows cells and writes numbers. */
import { LitElement, type PropertyValues } from 'lit';
import { type Engine, EngineError, type Level, type Session } from '../../engine/index.js';
import { type Desk, Writer } from '../editing/writer.js';
import type { Cell } from '../matrix/matrix-view.js';
import type { AttendWholeModel } from '../overview/attend-whole-model.js';
import { later } from '../shared/lazy-elements.js';
import { tell } from '../shared/tell.js';
import { say } from '../shared/words.js';
import { cellsAt } from '../timeline/slide.js';
import type { AttendKeys } from './attend-keys.js';
import { type Chrome, chromeOf, lockOn, locksOf } from './chrome.js';
import type { Act } from './heard.js';
import { type Action, actionOf } from './keys.js';
import { openScene, type SceneSource } from './load-scene.js';
import { keepLocked } from './locked-edits.js';
import { missingWords } from './missing-words.js';
import { movesOf } from './moves.js';
import { placeIn } from './place-in.js';
import { Player } from './player.js';
import { Reading } from './step-view.js';

export const asEngineError = (error: unknown): EngineError =>
  error instanceof EngineError ? error : new EngineError('internal', String((error as Error)?.message ?? error));

/** Milliseconds after which a stepper without scene and session says so. */
const PATIENCE = 4000;

export class Machine extends LitElement implements Desk {
  static override properties = {
    engine: { attribute: false },
    session: { attribute: false },
    scene: {},
    at: {},
    chrome: {},
    lock: {},
    textsUrl: { attribute: 'texts-url' },
    failure: { state: true },
  };

  engine: Engine | null = null;
  session: Session | null = null;
  scene: SceneSource | null = null;
  at: string | null = null;
  /** Which pieces stand around the picture: `all`, `none`, or names out of `CHROME`, parted by spaces. */
  chrome: string | null = null;
  /** What readers cannot change: `text`, `weights`, `masks` or `all`, parted by spaces. */
  lock: string | null = null;
  /** Where the texts of the code panel are; beside this module unless said otherwise. */
  textsUrl = new URL('stage-texts.json', import.meta.url).href;
  protected failure: EngineError | null = null;
  readonly writer = new Writer(this);
  protected readonly player = new Player(this, () => {
    this.move(() => this.session!.step());
    const { path, cells, totalCells } = this.session!.position;
    return !this.failure && cells < totalCells && !this.session!.breakpoints.has(path);
  });
  reading: Reading | null = null;
  /** Whoever moves the stepper without the reader having asked for it, as a lesson that is scrolled, does so in silence. */
  quiet = false;
  /** What is to be answered aloud when it is drawn, and how far the program was before; null for nothing. */
  protected heard: { act: Act; cells: number; path: string } | null = null;
  /** Nothing was done yet: a new scene is shown from its top. */
  protected still = true;
  private waiting = 0;

  constructor() {
    super();
    this.addEventListener('keydown', this.onKey);
  }

  /** Where a link brings the keyboard to the box around, the keys work there too. */
  private box: Element | null = null;
  private onBoxKey = (event: Event): void => {
    if (event.target === this.box) this.onKey(event as KeyboardEvent);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.box = this.parentElement?.closest('[tabindex]') ?? null;
    this.box?.addEventListener('keydown', this.onBoxKey);
    this.waiting = window.setTimeout(() => {
      if (!this.scene && !this.session) this.fail(new EngineError('scene', say('error-nothing')));
    }, PATIENCE);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.box?.removeEventListener('keydown', this.onBoxKey);
    clearTimeout(this.waiting);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('scene') && this.scene) this.open();
    if (!changed.has('session') && !changed.has('engine')) return;
    this.player.pause();
    this.failure = null;
    this.writer.begin(this.session);
    this.reading = this.read();
    if (this.reading && this.at && !this.session?.restored?.ok) this.start(this.at);
    this.still = true;
    if (this.reading) this.send('attend-session', { session: this.session });
  }

  private async open(): Promise<void> {
    try {
      const { engine, session } = await openScene(this.scene!, this.engine);
      this.engine = engine;
      this.session = session;
    } catch (error) {
      this.fail(error);
    }
  }

  private needed: Promise<void> = Promise.resolve();
  private readonly asked = new Set<string>();

  /** Fetches elements that are loaded late, once; where they cannot be had, the stepper says so. */
  protected need(...tags: string[]): void {
    const missing = tags.filter((tag) => !customElements.get(tag) && !this.asked.has(tag));
    if (missing.length === 0) return;
    for (const tag of missing) this.asked.add(tag);
    const loaded = Promise.all(missing.map(later));
    this.needed = loaded.then(() => {}).catch((error) => this.fail(error));
  }

  private async showKeys(): Promise<void> {
    await later('attend-keys').then(
      () => this.inner<AttendKeys>('attend-keys').show(),
      (error) => this.fail(error),
    );
  }

  /** Drawn is only what is loaded. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    await this.needed;
    return this.isUpdatePending ? this.getUpdateComplete() : done;
  }

  send(type: string, detail: object): void {
    tell(this, type, detail);
  }

  fail(error: unknown): void {
    this.failure = asEngineError(error);
    if (this.failure.code === 'stopped') this.reading = null;
    this.send('attend-error', { error: this.failure });
  }

  private read(): Reading | null {
    const { session, engine } = this;
    const words = session && missingWords(session);
    if (words) this.needed = words.then(() => this.requestUpdate('session')).catch((error) => this.fail(error));
    return session && engine && !words ? new Reading(session, engine.stages) : null;
  }

  /** What the reader did, to the step of this path where it is not the one on the screen, is answered for those who listen. */
  answer(act: Act, path = this.reading?.step?.path ?? ''): void {
    this.heard = this.quiet ? null : { act, cells: this.session?.position.cells ?? 0, path };
  }

  /** Does something to the session; what goes wrong is shown in place. */
  attempt(what: () => void): void {
    this.failure = null;
    this.still = false;
    try {
      this.reading ??= this.read();
      what();
    } catch (error) {
      this.fail(error);
    }
    this.requestUpdate();
  }

  protected move(what: () => void, act: Act = 'step'): void {
    this.writer.shut();
    this.answer(act);
    this.keeping('attend-picture', () =>
      this.attempt(() => {
        what();
        this.reading!.arrive();
        this.send('attend-step', { position: this.session!.position });
      }),
    );
  }

  /** Does something; a keyboard that was in this element stands where the element puts it then. */
  private keeping(tag: string, what: () => void): void {
    const inside = (this.renderRoot as ShadowRoot).activeElement?.localName === tag;
    what();
    if (inside) this.updateComplete.then(() => this.inner(tag).focus());
  }

  /** Puts the keyboard on the chosen cell. */
  override focus(): void {
    this.inner('attend-picture')?.focus();
  }

  private start(at: string): void {
    const { path, index } = placeIn(at);
    this.attempt(() => {
      this.session!.runTo(path);
      this.reading!.arrive();
      if (index) this.reading!.look({ path, index });
    });
  }

  /** Runs the program, forwards or back, to where `path` was just made, and chooses its cell `index`; `path[0,3,4]` says both. */
  goto(path: string, index?: number[]): void {
    const place = index ? { path, index } : placeIn(path);
    this.player.pause();
    this.move(() => this.session!.seek(this.session!.locate(place.path)));
    if (place.index) this.select({ path: place.path, index: place.index });
  }

  /** Chooses a cell anywhere, as if it had been pointed at; the program does not move. */
  select(cell: Cell): void {
    this.attempt(() => {
      this.reading!.look(cell);
      this.send('attend-select', cell);
    });
  }

  protected shows(piece: Chrome): boolean {
    return chromeOf(this.chrome).has(piece);
  }

  /** Why the numbers of a tensor, or an option of a step, cannot be changed here; empty where they can. */
  refusalFor(path: string): string {
    const lock = lockOn(path, locksOf(this.lock));
    return lock ? say('edit-locked', { lock }) : '';
  }

  /** The session as text, for `setState` or a link; see `Session.save`. Empty before there is one. */
  getState(): string {
    return this.session?.save({ long: true }) ?? '';
  }

  /**
   * Brings the stepper to where `getState` was called. What the page itself asks for stands, whatever is locked.
   * @throws EngineError `state` that says why the text cannot be used; what was there goes on
   */
  setState(text: string): void {
    this.bring(text, () => '');
  }

  /**
   * Takes up a state that a reader brought, by a link or in a file: what is locked stays as it is here.
   * @returns what was left out and why, in words; empty where nothing was
   * @throws EngineError as `setState`; also where the state is of other words or another model and those are locked
   */
  takeUp(text: string): string {
    return this.bring(text, (session) => keepLocked(session, locksOf(this.lock)));
  }

  private bring(text: string, check: (session: Session) => string): string {
    const { engine, session: previous } = this;
    if (!engine || !previous) throw new EngineError('state', say('error-nothing'));
    const session = engine.restore(previous.given, text);
    let told: string;
    try {
      if (session.restored && !session.restored.ok) throw new EngineError('state', session.restored.message);
      told = check(session);
    } catch (error) {
      session.close();
      throw error;
    }
    this.session = session;
    this.send('attend-restore', { session, previous });
    return told;
  }

  /** Whether the reader changed something that can be undone. */
  get undoable(): boolean {
    return this.reading !== null && this.writer.undoable;
  }

  /** Takes every edit back and goes to the start. */
  reset(): void {
    this.player.pause();
    if (this.session?.edits.length) this.writer.takeAllBack();
    this.do('first');
  }

  /** Shows the session anew, after its numbers were changed from outside. */
  refresh(): void {
    this.attempt(() => {
      this.reading!.refresh();
      this.reading!.arrive();
      this.send('attend-change', { edits: this.session!.edits });
    });
  }

  /** The chosen cell; null before the first step. */
  get selection(): Cell | null {
    return this.reading?.cell ?? null;
  }

  /** Does what a button or a key asks for. */
  do(action: Action): void {
    const { session, reading } = this;
    if (!session || !reading) return;
    if (action === 'play') return this.togglePlay();
    this.player.pause();
    const move = movesOf(session, reading)[action];
    if (move) return this.move(move, action);
    const others: Partial<Record<Action, () => void>> = {
      help: () => this.showKeys(),
      whole: () => this.shows('tools') && this.inner<AttendWholeModel>('attend-whole-model').show(),
      ask: () => this.inner('attend-arithmetic').focus(),
      head: () => this.attempt(() => reading.showHead(reading.allHeads ? 0 : (reading.head + 1) % reading.heads)),
      return: () => this.goAlong(() => reading.goBack()),
      stop: () => reading.step && this.toggleStop(reading.step.path),
      undo: () => this.writer.undo(),
      redo: () => this.writer.redo(),
      clear: () => this.writer.clearAll(),
    };
    this.answer(action);
    others[action]?.();
  }

  private togglePlay(): void {
    if (!this.player.playing) return this.player.play();
    this.player.pause();
    this.answer('play');
  }

  /** An element of this one's own. */
  inner<T extends HTMLElement>(tag: string): T {
    return this.renderRoot.querySelector<T>(tag)!;
  }

  /** Looks elsewhere; a keyboard that was in the arithmetic stays there. */
  protected goAlong(what: () => void): void {
    this.writer.shut();
    this.answer('look');
    this.keeping('attend-picture', () => this.keeping('attend-arithmetic', () => this.attempt(what)));
  }

  protected onEdit = (event: CustomEvent<Cell & { text: string | null }>): void => {
    event.stopPropagation();
    this.player.pause();
    const { path, index, text } = event.detail;
    this.writer.open({ path, index }, text);
  };

  protected toggleStop(path: string): void {
    const { breakpoints } = this.session!;
    if (!breakpoints.delete(path)) breakpoints.add(path);
    this.requestUpdate();
  }

  private onKey = (event: KeyboardEvent): void => {
    const action = actionOf(event);
    if (!action || !this.session) return;
    event.preventDefault();
    this.do(action);
  };

  protected onStop = (event: CustomEvent<{ path: string }>): void => {
    this.answer('stop', event.detail.path);
    this.toggleStop(event.detail.path);
  };

  protected onSlide = (event: CustomEvent<{ value: number }>): void => {
    this.player.pause();
    this.move(() => this.session!.seek(cellsAt(this.reading!, event.detail.value)));
  };

  protected onDo = (event: CustomEvent<{ action: Action }>): void => this.do(event.detail.action);

  protected onFollow = (event: CustomEvent<Cell>): void => this.goAlong(() => this.reading!.follow(event.detail));

  protected onLevel = (event: CustomEvent<{ level: Level }>): void => {
    this.attempt(() => {
      this.session!.level = event.detail.level;
    });
  };

  /** After the engine stopped: starts it again, with the session as its reader left it. */
  private async startAgain(engine: Engine, previous: Session): Promise<void> {
    try {
      await engine.restart();
      const session = engine.restore(previous.given, previous.save({ long: true }));
      this.session = session;
      this.send('attend-restore', { session, previous });
    } catch (error) {
      this.fail(error);
    }
  }

  protected onMend = (): void => {
    const { engine, session, failure } = this;
    if (failure?.code === 'stopped' && engine && session) this.startAgain(engine, session);
    else if (!session && this.scene) this.open();
    else this.attempt(() => {});
  };
}
