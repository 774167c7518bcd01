import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { type Engine, EngineError, type Level, type Session } from '../engine/index.js';
import { arcsOf } from './arcs.js';
import type { AttendKeys } from './attend-keys.js';
import type { AttendPicture } from './attend-picture.js';
import type { Compare } from './edits.js';
import { figureOf, viewsOf } from './figure.js';
import { type Action, actionOf } from './keys.js';
import { openScene, type SceneSource } from './load-scene.js';
import type { Cell } from './matrix-view.js';
import { movesOf } from './moves.js';
import { sentenceOf } from './narrate.js';
import { Player } from './player.js';
import { Reading } from './reading.js';
import { base } from './sheets.js';
import { cellsAt, slideOf } from './slide.js';
import { stepperSheet } from './stepper-sheet.js';
import { adoptTokens } from './tokens.js';
import { say } from './words.js';
import { type Desk, Writer } from './writer.js';

const asEngineError = (error: unknown): EngineError =>
  error instanceof EngineError ? error : new EngineError('internal', String((error as Error)?.message ?? error));

/**
 * A debugger for attention: steps a session and shows every number with where it comes from.
 *
 * Give it a `session` (and its `engine`), or a `scene`: an address, JSON text or an object, which it opens itself.
 * Attributes: `scene`, `at` (a path, or `path[0,3,4]`, to start at), `theme`, `dock` (controls at the foot of the window
 * where the element is narrow).
 *
 * @fires attend-ready - the first picture stands
 * @fires attend-step - `{ position }`: the program moved
 * @fires attend-change - `{ edits }`: numbers were written or taken back
 * @fires attend-select - `{ path, index }`: a cell was chosen
 * @fires attend-error - `{ error }`
 */
export class AttendStepper extends LitElement implements Desk {
  static override properties = {
    engine: { attribute: false },
    session: { attribute: false },
    scene: {},
    at: {},
    textsUrl: { attribute: 'texts-url' },
    failure: { state: true },
    narrow: { state: true },
    tall: { state: true },
    low: { state: true },
    free: { state: true },
  };

  engine: Engine | null = null;
  session: Session | null = null;
  scene: SceneSource | null = null;
  at: string | null = null;
  /** Where the texts of the code panel are; beside this module unless said otherwise. */
  textsUrl = new URL('stage-texts.json', import.meta.url).href;
  private failure: EngineError | null = null;
  private narrow = false;
  /** High enough for arithmetic and code to stay while the picture scrolls; low: only the arithmetic stays. */
  private tall = false;
  private low = false;
  private readonly writer = new Writer(this);
  private readonly player = new Player(this, () => {
    this.move(() => this.session!.step());
    const { path, cells, totalCells } = this.session!.position;
    return !this.failure && cells < totalCells && !this.session!.breakpoints.has(path);
  });
  reading: Reading | null = null;
  private ready = false;
  /** The page gives the element no height: it is as high as what is in it, and the page scrolls. */
  private free = false;
  private readonly watcher = new ResizeObserver(() => requestAnimationFrame(this.measure));

  constructor() {
    super();
    this.addEventListener('keydown', this.onKey);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptTokens(this, this.renderRoot as ShadowRoot);
    this.watcher.observe(this);
  }

  private readonly measure = (): void => {
    const { clientWidth: width, clientHeight: height } = this;
    this.narrow = width < 700;
    this.free = this.ownHeight() < 100;
    this.tall = !this.free && width >= 700 && height >= 560;
    this.low = this.tall && height < 780;
  };

  /** How high the element is without its content. */
  private ownHeight(): number {
    const frame = this.renderRoot.querySelector<HTMLElement>('.frame');
    if (!frame) return this.offsetHeight;
    frame.style.position = 'absolute';
    const height = this.offsetHeight;
    frame.style.position = '';
    return height;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('scene') && this.scene) this.open();
    if (!changed.has('session') && !changed.has('engine')) return;
    this.player.pause();
    this.failure = null;
    this.writer.clear();
    this.reading = this.read();
    if (this.reading && this.at) this.start(this.at);
  }

  protected override updated(): void {
    this.showChosen();
    if (this.ready || !this.reading) return;
    this.ready = true;
    this.send('attend-ready', {});
  }

  /** Scrolls the picture, not the page, so that the chosen cell is seen. */
  private async showChosen(): Promise<void> {
    await this.updateComplete;
    const picture = this.renderRoot.querySelector<AttendPicture>('attend-picture');
    await picture?.updateComplete;
    await new Promise(requestAnimationFrame);
    const box = picture?.showChosen();
    const scroller = this.renderRoot.querySelector(this.tall ? '.main' : '.frame');
    const controls = this.renderRoot.querySelector('attend-controls');
    if (!scroller || !controls || !box) return;
    const frame = scroller.getBoundingClientRect();
    const bottom = Math.min(frame.bottom, controls.getBoundingClientRect().top) - 8;
    if (box.bottom > bottom) scroller.scrollTop += box.bottom - bottom + 16;
    else if (box.top < frame.top + 8) scroller.scrollTop -= frame.top - box.top + 64;
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

  send(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  private fail(error: unknown): void {
    this.failure = asEngineError(error);
    this.send('attend-error', { error: this.failure });
  }

  private read(): Reading | null {
    return this.session && this.engine ? new Reading(this.session, this.engine.stages) : null;
  }

  /** Does something to the session; what goes wrong is shown in place. */
  attempt(what: () => void): void {
    this.failure = null;
    try {
      this.reading ??= this.read();
      what();
    } catch (error) {
      this.fail(error);
    }
    this.requestUpdate();
  }

  private move(what: () => void): void {
    const inside = (this.renderRoot as ShadowRoot).activeElement?.localName === 'attend-picture';
    this.attempt(() => {
      what();
      this.reading!.arrive();
      this.send('attend-step', { position: this.session!.position });
    });
    if (inside) this.updateComplete.then(() => this.inner('attend-picture').focus());
  }

  private start(at: string): void {
    const [, path = at, index] = /^(.*?)\[([\d,]*)\]$/.exec(at) ?? [];
    this.attempt(() => {
      this.session!.runTo(path);
      this.reading!.arrive();
      if (index) this.reading!.look({ path, index: index.split(',').map(Number) });
    });
  }

  /** Runs the program, forwards or back, to where `path` was just made, and chooses its cell `index`. */
  goto(path: string, index?: number[]): void {
    this.player.pause();
    this.move(() => this.session!.seek(this.session!.locate(path)));
    if (index) this.select({ path, index });
  }

  /** Chooses a cell anywhere, as if it had been pointed at; the program does not move. */
  select(cell: Cell): void {
    this.attempt(() => {
      this.reading!.look(cell);
      this.send('attend-select', cell);
    });
  }

  /** Shows the session anew, after its numbers were changed from outside. */
  refresh(): void {
    this.attempt(() => this.reading!.arrive());
  }

  /** The chosen cell; null before the first step. */
  get selection(): Cell | null {
    return this.reading?.cell ?? null;
  }

  /** Does what a button or a key asks for. */
  do(action: Action): void {
    const { session, reading } = this;
    if (!session || !reading) return;
    if (action === 'play') return this.player.playing ? this.player.pause() : this.player.play();
    this.player.pause();
    const move = movesOf(session, reading)[action];
    if (move) return this.move(move);
    const others: Partial<Record<Action, () => void>> = {
      help: () => this.inner<AttendKeys>('attend-keys').show(),
      ask: () => this.inner('attend-arithmetic').focus(),
      head: () => this.attempt(() => reading.showHead(reading.allHeads ? 0 : (reading.at.H! + 1) % reading.heads)),
      return: () => this.goAlong(() => reading.goBack()),
      stop: () => reading.step && this.toggleStop(reading.step.path),
      undo: () => this.writer.undo(),
      redo: () => this.writer.redo(),
      clear: () => this.writer.undo(session.edits.length),
    };
    others[action]?.();
  }

  /** An element of this one's own. */
  inner<T extends HTMLElement>(tag: string): T {
    return this.renderRoot.querySelector<T>(tag)!;
  }

  /** Looks elsewhere; a keyboard that was in the arithmetic stays there. */
  private goAlong(what: () => void): void {
    const asked = (this.renderRoot as ShadowRoot).activeElement?.localName === 'attend-arithmetic';
    this.attempt(what);
    if (asked) this.updateComplete.then(() => this.inner('attend-arithmetic').focus());
  }

  private onEdit = (event: CustomEvent<Cell & { text: string | null }>): void => {
    event.stopPropagation();
    this.player.pause();
    const { path, index, text } = event.detail;
    this.writer.open({ path, index }, text);
  };

  private toggleStop(path: string): void {
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

  private onSlide = (event: CustomEvent<{ value: number }>): void => {
    this.player.pause();
    this.move(() => this.session!.seek(cellsAt(this.reading!, event.detail.value)));
  };

  private onDo = (event: CustomEvent<{ action: Action }>): void => this.do(event.detail.action);

  private onFollow = (event: CustomEvent<Cell>): void => this.goAlong(() => this.reading!.follow(event.detail));

  private onLevel = (event: CustomEvent<{ level: Level }>): void => {
    this.attempt(() => {
      this.session!.level = event.detail.level;
    });
  };

  private notes(): TemplateResult {
    return html`<attend-notes .failure=${this.failure} .reading=${this.reading}
      @attend-mend=${this.onMend} @attend-home=${() => this.attempt(() => this.reading!.arrive())}></attend-notes>`;
  }

  private changes(reading: Reading): TemplateResult {
    return html`<attend-changes .reading=${reading} .undone=${this.writer.undone} .told=${this.writer.made}
      @attend-compare=${(event: CustomEvent<{ compare: Compare }>) =>
        this.attempt(() => {
          reading.edits.compare = event.detail.compare;
        })}
      @attend-do=${this.onDo}
      @attend-unwrite=${(event: CustomEvent<{ number: number }>) => this.writer.remove(event.detail.number)}
      @attend-follow=${this.onFollow}></attend-changes>`;
  }

  private field(): TemplateResult | typeof nothing {
    const { editing, anchor } = this.writer;
    if (!editing) return nothing;
    return html`<attend-edit .label=${editing.label} .text=${editing.text} .refusal=${editing.refusal} .words=${editing.words}
      .anchor=${anchor}
      @attend-write=${(event: CustomEvent<{ text: string }>) => this.writer.write(editing, event.detail.text)}
      @attend-leave=${() => this.writer.leave()}></attend-edit>`;
  }

  private onMend = (): void => {
    if (!this.session && this.scene) this.open();
    else this.attempt(() => {});
  };

  private picture(): TemplateResult {
    const reading = this.reading!;
    const { source } = reading;
    const figure = source ? figureOf(source) : null;
    const arcs = figure ? arcsOf(reading, viewsOf(figure)) : null;
    const told = reading.explanation();
    return html`<attend-picture
      .figure=${figure}
      .written=${reading.edits.cells}
      .both=${reading.edits.compare === 'both'}
      @attend-edit=${this.onEdit}
      .cell=${reading.cell}
      .operands=${told?.operands ?? []}
      .sums=${arcs?.sums ?? new Map()}
      @attend-cell=${(event: CustomEvent<Cell>) => {
        event.stopPropagation();
        this.attempt(() => reading.choose(event.detail));
        this.send('attend-select', event.detail);
      }}
      @attend-ask=${(event: Event) => {
        event.stopPropagation();
        this.inner('attend-arithmetic').focus();
      }}
    >
      <attend-sentence class=${this.narrow ? 'narrow' : ''} .sentence=${sentenceOf(reading, figure)} .arcs=${arcs}
        .playing=${this.player.playing}></attend-sentence>
    </attend-picture>`;
  }

  private dock(): TemplateResult {
    const reading = this.reading!;
    return html`<div class="dock">
      <attend-arithmetic .reading=${reading}
        @attend-follow=${this.onFollow}
        @attend-edit=${this.onEdit}
        @attend-do=${this.onDo}
        @attend-return=${(event: CustomEvent<{ place: number }>) => this.goAlong(() => reading.goBack(event.detail.place))}
      ></attend-arithmetic>
      ${this.low ? nothing : this.code(reading)}
    </div>`;
  }

  private code({ info, result }: Reading): TemplateResult {
    return html`<attend-code .info=${info} .result=${result} .url=${this.textsUrl}></attend-code>`;
  }

  private controls(): TemplateResult {
    const { position } = this.session!;
    return html`<attend-controls
      .slide=${slideOf(this.reading!)} .level=${position.level} .playing=${this.player.playing} .speed=${this.player.speed}
      .atStart=${position.cells === 0} .atEnd=${position.cells === position.totalCells}
      @attend-do=${this.onDo}
      @attend-slide=${this.onSlide}
      @attend-level=${this.onLevel}
      @attend-speed=${(event: CustomEvent<{ speed: number }>) => {
        this.player.speed = event.detail.speed;
        this.requestUpdate();
      }}
    ></attend-controls>`;
  }

  private machine(reading: Reading): TemplateResult {
    const tools = html`<div class="tools"><slot name="tools"></slot><attend-take-away></attend-take-away></div>`;
    return html`<div @scroll=${{ handleEvent: () => this.writer.place(), capture: true }} class="frame ${this.narrow ? 'narrow' : ''} ${this.tall ? 'tall' : ''} ${this.low ? 'low' : ''} ${this.free ? 'free' : ''}">
      <div class="map">
        <div class="where">
          <attend-crumbs .reading=${reading}></attend-crumbs>
          <attend-choices .reading=${reading}
            @attend-result=${(event: CustomEvent<{ name: string }>) => this.attempt(() => reading.showResult(event.detail.name))}
            @attend-head=${(event: CustomEvent<{ head: number | null }>) => this.attempt(() => reading.showHead(event.detail.head))}
          ></attend-choices>
          <slot name="tools"></slot>
          ${this.narrow ? nothing : tools}
        </div>
        <attend-timeline .reading=${reading} ?compact=${this.low || this.narrow}
          @attend-run=${(event: CustomEvent<{ path: string }>) => {
            this.player.pause();
            this.move(() => this.session!.runTo(event.detail.path));
          }}
          @attend-stop=${(event: CustomEvent<{ path: string }>) => this.toggleStop(event.detail.path)}></attend-timeline>
      </div>
      <div class="main">${this.notes()}${this.changes(reading)}${this.picture()}${this.low ? this.code(reading) : nothing}</div>
      ${this.dock()}${this.narrow ? tools : nothing}${this.controls()}
      <attend-keys></attend-keys>
      ${this.field()}
    </div>`;
  }

  /** A session that was closed or an engine that fails shows a message here instead of an empty page. */
  protected override render(): TemplateResult {
    try {
      if (this.reading) return this.machine(this.reading);
    } catch (error) {
      this.failure = asEngineError(error);
      this.reading = null;
    }
    return html`<div class="main">${this.failure ? this.notes() : html`<p role="status">${say('loading')}</p>`}</div>`;
  }

  static override styles = [base, stepperSheet];
}
