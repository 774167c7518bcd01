import { html, nothing, type TemplateResult } from 'lit';
import { writtenOf } from '../arithmetic/written.js';
import type { Compare } from '../editing/edits.js';
import type { Cell } from '../matrix/matrix-view.js';
import { Announcer } from '../narration/announcer.js';
import { lengthOf, type Sentence, sentenceOf, textOf } from '../narration/narrate.js';
import { arcsOf } from '../picture/arcs.js';
import type { AttendPicture } from '../picture/attend-picture.js';
import { allViewsOf, figureOf } from '../picture/figure.js';
import { allDone } from '../shared/after-frame.js';
import { focusedElement, isSeen } from '../shared/focused-element.js';
import { keepFocus } from '../shared/keep-focus.js';
import { later, whenIdle } from '../shared/lazy-elements.js';
import { remember, remembered } from '../shared/remember.js';
import { apart, base } from '../shared/sheets.js';
import { adoptTokens } from '../shared/tokens.js';
import { aloud, say } from '../shared/words.js';
import { slideOf } from '../timeline/slide.js';
import type { Chrome } from './chrome.js';
import { answerTo } from './heard.js';
import { KeptRoom } from './kept-room.js';
import { asEngineError, Machine } from './machine.js';
import type { Reading } from './step-view.js';
import { StepperRoom } from './stepper-room.js';
import { stepperSheet } from './stepper-sheet.js';

const WHERE: readonly Chrome[] = ['breadcrumb', 'choices', 'tools'];
const MAP: readonly Chrome[] = [...WHERE, 'timeline'];

/**
 * A debugger for attention: steps a session and shows every number with where it comes from.
 *
 * Give it a `session` (and its `engine`), or a `scene`: an address, JSON text or an object, which it opens itself.
 *
 * @attr scene - address of a scene, or its JSON text
 * @attr at - where to begin: a path, or `path[0,3,4]`
 * @attr theme - light, dark, projector or auto
 * @attr chrome, lock - which pieces stand around the picture, and what cannot be changed; see `chrome.ts`
 * @attr own-link - whoever locked this page wrote its address, as for a frame: the state in it may change what is locked
 * @attr dock - controls stand at the foot of the window where the element is narrow
 * @fires attend-ready - the first picture stands
 * @fires attend-session - `{ session }`: this session is shown from now on
 * @fires attend-step - `{ position }`: the program moved
 * @fires attend-change - `{ edits }`: numbers were written or taken back
 * @fires attend-select - `{ path, index }`: a cell was chosen
 * @fires attend-restore - `{ session, previous }`: another session runs, from a link, a file or `setState`
 * @fires attend-error - `{ error }`
 */
export class AttendStepper extends Machine {
  static override properties = {
    ...Machine.properties,
    drawer: { state: true },
  };

  private readonly room = new StepperRoom(this);
  private readonly kept = new KeptRoom();
  private readonly announcer = new Announcer();
  /** The sentence on the screen. */
  private sentence: Sentence | null = null;
  /** Whether the reader wants the code open; null where nothing was said. */
  private drawer: string | null = remembered('code');
  private ready = false;
  /** Settles when what was asked for last is drawn, can be read out, and its chosen cell is in sight. */
  presented: Promise<void> = Promise.resolve();

  constructor() {
    super();
    keepFocus(this);
    this.addEventListener('attend-adrift', () => this.focus());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptTokens(this, this.renderRoot as ShadowRoot);
  }

  /** Settles when all is drawn and measured: several frames have passed in which no observer asked for more. */
  async atRest(): Promise<void> {
    let presented: Promise<void>;
    do {
      ({ presented } = this);
      await this.updateComplete;
      await presented;
      // The picture looks at its room two frames after it changed, and is drawn anew in the next.
      for (let frames = 0; frames < 4; frames += 1) await new Promise(requestAnimationFrame);
    } while (this.presented !== presented);
  }

  /** How high the element would have to be for nothing in it to scroll and the picture to be whole; 0 before there is one. */
  get fullHeight(): number {
    return this.room.fullHeight;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.announcer.stop();
  }

  protected override updated(): void {
    this.presented = this.present();
    this.tellHeard();
    if (this.writer.editing || this.session?.edits.length) this.need('attend-edit');
    if (this.ready || !this.reading) return;
    this.ready = true;
    this.send('attend-ready', {});
    // Fetched ahead, so that what is typed has a field at once; a failure is told when it is used.
    whenIdle(() => later('attend-edit').catch(() => {}));
  }

  /** Answers aloud what the reader did. */
  private tellHeard(): void {
    const { heard, reading, session } = this;
    this.heard = null;
    const region = this.renderRoot.querySelector('.heard');
    if (!heard || !reading || !session || !region) return;
    const { act, path } = heard;
    const moved = session.position.cells !== heard.cells;
    const onCell = (this.renderRoot as ShadowRoot).activeElement?.localName === 'attend-picture';
    const { playing } = this.player;
    const sentence = textOf(this.sentence);
    const text = answerTo({ act, path, reading, moved, sentence, onCell, playing, made: this.writer.made });
    this.announcer.say(region, aloud(text), playing);
  }

  /** At the next frame, with everything in place: the chosen cell is brought into sight, and what is in sight drawn. */
  private async present(): Promise<void> {
    await this.updateComplete;
    const picture = this.renderRoot.querySelector<AttendPicture>('attend-picture');
    await picture?.updateComplete;
    await new Promise(requestAnimationFrame);
    if (!picture) return;
    if (!this.room.free && !this.still) this.showChosen(picture);
    this.showKeyboard();
    const { top, bottom } = this.renderRoot.querySelector('.frame')!.getBoundingClientRect();
    picture.reveal(Math.max(top, 0), Math.min(bottom, innerHeight));
    await allDone();
  }

  /** Scrolls the stepper, not the page, so that the chosen cell is seen; but nothing that has the keyboard out of sight. */
  private showChosen(picture: AttendPicture): void {
    const box = picture.showChosen();
    const frame = this.renderRoot.querySelector('.frame');
    if (this.keyboardBelow) return;
    if (frame && box && box.top < frame.getBoundingClientRect().top) frame.scrollTop = 0;
  }

  /** What has the keyboard is seen also where bars, or the edge of the window, cover a part of the stepper. */
  private showKeyboard(): void {
    if (!this.matches(':focus-within')) return;
    const focused = focusedElement();
    if (focused && !isSeen(focused)) focused.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** Whether the keyboard is on something that scrolls below the picture. */
  private get keyboardBelow(): boolean {
    const { activeElement } = this.renderRoot as ShadowRoot;
    return this.querySelector(':focus-within') !== null || activeElement?.closest('.dock, .tools') != null;
  }

  private readonly refusalOf = (path: string): string => this.refusalFor(path);

  private notes(): TemplateResult {
    return html`<attend-notes .failure=${this.failure} .reading=${this.reading}
      @attend-mend=${this.onMend} @attend-follow=${this.onFollow} @attend-stop=${this.onStop} @attend-home=${() => this.attempt(() => this.reading!.arrive())}></attend-notes>`;
  }

  private changes(reading: Reading): TemplateResult {
    const placed = this.shows('controls');
    const { line, undoable } = this.writer;
    const idle = !reading.edits.edits.length && !line.undone && !undoable;
    return html`<attend-changes slot=${placed ? 'changes' : nothing} ?hidden=${!placed && idle} .reading=${reading} .refusalFor=${this.refusalOf} .undone=${line.undone} .undoable=${undoable} .told=${this.writer.made}
      @attend-compare=${(event: CustomEvent<{ compare: Compare }>) => {
        this.answer('look');
        this.attempt(() => {
          reading.edits.compare = event.detail.compare;
        });
      }}
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

  private picture(): TemplateResult {
    const reading = this.reading!;
    const { source } = reading;
    const figure = source ? figureOf(source) : null;
    const arcs = figure ? arcsOf(reading, allViewsOf(figure)) : null;
    if (figure?.kind === 'heads') this.need('attend-memory');
    const told = reading.explanation();
    const sentence = sentenceOf(reading, figure);
    this.sentence = sentence;
    this.keepRoom(reading, sentence);
    const words = { said: this.shows('sentence') ? lengthOf(this.kept.sentence) : 0, tokens: arcs?.tokens ?? [] };
    return html`<attend-picture
      .held=${!this.room.free}
      .words=${words}
      .centre=${reading.centre}
      .figure=${figure}
      .written=${reading.edits.cells}
      .both=${reading.edits.compare === 'both'}
      @attend-edit=${this.onEdit}
      @attend-need=${this.onNeed}
      .cell=${reading.cell}
      .operands=${told?.operands ?? (reading.cell ? reading.centre.operands : [])}
      .sums=${arcs?.sums ?? new Map()}
      @attend-cell=${(event: CustomEvent<Cell>) => {
        event.stopPropagation();
        if (String(event.detail.index) !== String(reading.cell?.index)) this.writer.shut();
        this.attempt(() => reading.choose(event.detail));
        this.send('attend-select', event.detail);
      }}
      @attend-ask=${(event: Event) => {
        event.stopPropagation();
        this.inner('attend-arithmetic').focus();
      }}
    >
      <attend-sentence ?hidden=${!this.shows('sentence')} class=${this.room.narrow ? 'narrow' : ''} .sentence=${sentence} .room=${this.kept.sentence} .arcs=${arcs}></attend-sentence>
    </attend-picture>`;
  }

  private readonly onNeed = (event: CustomEvent<{ tag: string }>): void => this.need(event.detail.tag);

  private keepRoom({ cell, session, result, at, edits }: Reading, sentence: Sentence | null): void {
    const { cells, level } = session.position;
    const place = [cell?.path, cell?.index, cells, level, result, at.H, at.E, this.room.classes, this.opened].join();
    this.kept.look(place, edits.edits, sentence, this.inner('attend-arithmetic'));
  }

  private dock(): TemplateResult {
    const reading = this.reading!;
    const asked = this.shows('arithmetic') && (reading.cell !== null || !this.room.tall);
    return html`<div class="dock ${this.opened ? 'two' : ''}" ?hidden=${!asked && !(this.shows('code') && this.opened)}>
      <attend-arithmetic ?hidden=${!asked} .style=${this.kept.height ? `min-height:${this.kept.height}px` : ''} .reading=${reading} .refusalFor=${this.refusalOf}
        @attend-follow=${this.onFollow}
        @attend-edit=${this.onEdit}
        @attend-do=${this.onDo}
        @attend-need=${this.onNeed}
        @attend-return=${(event: CustomEvent<{ place: number }>) => this.goAlong(() => reading.goBack(event.detail.place))}
      ></attend-arithmetic>
      ${this.code(reading)}
    </div>`;
  }

  private code(reading: Reading): TemplateResult | typeof nothing {
    if (!this.shows('code')) return nothing;
    const written = this.opened ? writtenOf(reading) : null;
    return html`<attend-code .info=${reading.info} .written=${written} .result=${reading.result} .url=${this.textsUrl} .open=${this.opened}
      @attend-drawer=${this.onDrawer}></attend-code>`;
  }

  /** The code is open where it takes nothing from the picture, or where the reader opened it. */
  private get opened(): boolean {
    return this.drawer ? this.drawer === 'open' : !this.room.tall || this.room.roomy;
  }

  private readonly onDrawer = (event: CustomEvent<{ open: boolean }>): void => {
    this.drawer = event.detail.open ? 'open' : 'closed';
    remember('code', this.drawer);
  };

  private controls(): TemplateResult {
    const { position, level, breakpoints } = this.session!;
    return html`<attend-controls ?hidden=${!this.shows('controls')}
      .slide=${slideOf(this.reading!)} .level=${position.level} .playing=${this.player.playing} .speed=${this.player.speed}
      .fresh=${position.cells === 0 && level === 'stage' && !breakpoints.size} .atStart=${position.cells === 0} .atEnd=${position.cells === position.totalCells}
      @attend-do=${this.onDo}
      @attend-slide=${this.onSlide}
      @attend-level=${this.onLevel}
      @attend-speed=${(event: CustomEvent<{ speed: number }>) => {
        this.player.speed = event.detail.speed;
        this.requestUpdate();
      }}
    >${this.shows('controls') ? this.changes(this.reading!) : nothing}</attend-controls>`;
  }

  private machine(reading: Reading): TemplateResult {
    const tools = this.shows('tools')
      ? html`<div class="tools"><slot name="tools"></slot><attend-whole-model></attend-whole-model><attend-take-away></attend-take-away></div>`
      : nothing;
    return html`<div @scroll=${{ handleEvent: () => this.writer.place(), capture: true }} class="frame ${this.room.classes}" .style=${`--around:${this.room.around}px;--attend-below:${this.room.below}px`}>
      <div class="map" ?hidden=${!MAP.some((piece) => this.shows(piece))}>
        <div class="where" ?hidden=${!WHERE.some((piece) => this.shows(piece))}>
          <attend-crumbs ?hidden=${!this.shows('breadcrumb')} .reading=${reading}></attend-crumbs>
          <attend-choices ?hidden=${!this.shows('choices')} .reading=${reading}
            @attend-result=${(event: CustomEvent<{ name: string }>) => {
              this.answer('look');
              this.attempt(() => reading.showResult(event.detail.name));
            }}
            @attend-head=${(event: CustomEvent<{ head: number | null }>) => this.attempt(() => reading.showHead(event.detail.head))}
          ></attend-choices>
          ${this.room.narrow ? nothing : tools}
        </div>
        <attend-timeline ?hidden=${!this.shows('timeline')} .reading=${reading} ?compact=${this.room.low || this.room.narrow} ?slim=${!this.room.free && !this.room.tall}
          @attend-run=${(event: CustomEvent<{ path: string }>) => {
            this.player.pause();
            this.move(() => this.session!.runTo(event.detail.path));
          }}
          @attend-stop=${this.onStop}></attend-timeline>
      </div>
      <div class="main">${tools === nothing ? html`<attend-take-away bare></attend-take-away>` : nothing}${this.notes()}${this.picture()}${this.shows('controls') ? nothing : this.changes(reading)}</div>
      ${this.dock()}${this.room.narrow ? tools : nothing}${this.controls()}
      <attend-keys></attend-keys>
      <p class="hidden heard" role="status"></p>
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

  static override styles = [base, apart, stepperSheet];
}
