import { html, nothing, type TemplateResult } from 'lit';
import { arcsOf } from './arcs.js';
import type { AttendPicture } from './attend-picture.js';
import type { AttendSentence } from './attend-sentence.js';
import type { Chrome } from './chrome.js';
import type { Compare } from './edits.js';
import { allViewsOf, figureOf } from './figure.js';
import { later, whenIdle } from './later.js';
import { asEngineError, Machine } from './machine.js';
import type { Cell } from './matrix-view.js';
import { sentenceOf } from './narrate.js';
import type { Reading } from './reading.js';
import { apart, base } from './sheets.js';
import { isLarge } from './sizes.js';
import { slideOf } from './slide.js';
import { stepperSheet } from './stepper-sheet.js';
import { adoptTokens } from './tokens.js';
import { say } from './words.js';

const WHERE: readonly Chrome[] = ['breadcrumb', 'choices', 'tools'];
const MAP: readonly Chrome[] = [...WHERE, 'timeline'];

/** With what scrolls in it, and without the room it has to spare. */
function fullHeightOf(part: HTMLElement): number {
  const picture = part.querySelector<AttendPicture>(':scope > attend-picture');
  if (!picture) return part.offsetHeight - part.clientHeight + part.scrollHeight;
  return (
    picture.offsetTop - part.offsetTop + picture.fullHeight + Number.parseFloat(getComputedStyle(part).paddingBottom)
  );
}

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
    narrow: { state: true },
    tall: { state: true },
    low: { state: true },
    free: { state: true },
  };

  private narrow = false;
  /** High enough for arithmetic and code to stay while the picture scrolls; low: only the arithmetic stays. */
  private tall = false;
  private low = false;
  private ready = false;
  /** The page gives the element no height: it is as high as what is in it, and the page scrolls. */
  private free = false;
  private readonly watcher = new ResizeObserver(() => requestAnimationFrame(this.measure));

  override connectedCallback(): void {
    super.connectedCallback();
    adoptTokens(this, this.renderRoot as ShadowRoot);
    // After the picture in it: where both are new, WebKit may tell the inner one first, and then of a loop.
    requestAnimationFrame(() => this.isConnected && this.watcher.observe(this));
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

  /** How high the element would have to be for nothing in it to scroll, in pixels; 0 before the first picture. */
  get fullHeight(): number {
    const frame = this.renderRoot.querySelector('.frame');
    const parts = [...(frame?.children ?? [])] as HTMLElement[];
    const sum = parts.reduce((height, part) => height + fullHeightOf(part), 0);
    return sum + this.offsetHeight - this.clientHeight;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  protected override updated(): void {
    this.present();
    if (this.writer.editing || this.session?.edits.length) this.need('attend-edit', 'attend-changes');
    if (this.ready || !this.reading) return;
    this.ready = true;
    this.send('attend-ready', {});
    // Fetched ahead, so that what is typed has a field at once; a failure is told when it is used.
    whenIdle(() => later('attend-edit').catch(() => {}));
  }

  /** At the next frame, with everything in place: the chosen cell is brought into sight, and what is in sight drawn. */
  private async present(): Promise<void> {
    await this.updateComplete;
    const picture = this.renderRoot.querySelector<AttendPicture>('attend-picture');
    await picture?.updateComplete;
    await new Promise(requestAnimationFrame);
    if (!picture) return;
    if (this.tall || !this.still) this.showChosen(picture);
    const { top, bottom } = this.renderRoot.querySelector('.frame')!.getBoundingClientRect();
    picture.reveal(Math.max(top, 0), Math.min(bottom, innerHeight));
  }

  /** Scrolls the stepper, not the page, so that the chosen cell is seen. */
  private showChosen(picture: AttendPicture): void {
    const box = picture.showChosen();
    const around = this.renderRoot.querySelector(this.tall ? '.main' : '.frame');
    const controls = this.renderRoot.querySelector('attend-controls');
    if (!around || !controls || !box) return;
    const { top, bottom } = around.getBoundingClientRect();
    const end = Math.min(bottom, controls.getBoundingClientRect().top) - 8;
    const start = Math.max(top, 0) + this.inner<AttendSentence>('attend-sentence').cover + 8;
    if (box.bottom > end) around.scrollTop += box.bottom - end + 16;
    else if (box.top < start) around.scrollTop -= start + 48 - box.top;
  }

  private readonly refusalOf = (path: string): string => this.refusalFor(path);

  private notes(): TemplateResult {
    return html`<attend-notes .failure=${this.failure} .reading=${this.reading}
      @attend-mend=${this.onMend} @attend-follow=${this.onFollow} @attend-stop=${this.onStop} @attend-home=${() => this.attempt(() => this.reading!.arrive())}></attend-notes>`;
  }

  private changes(reading: Reading): TemplateResult {
    return html`<attend-changes .reading=${reading} .refusalFor=${this.refusalOf} .undone=${this.writer.undone} .told=${this.writer.made}
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

  private picture(): TemplateResult {
    const reading = this.reading!;
    const { source } = reading;
    const figure = source ? figureOf(source) : null;
    const arcs = figure ? arcsOf(reading, allViewsOf(figure)) : null;
    if (figure && allViewsOf(figure).some(isLarge)) this.need('attend-field');
    if (figure?.kind === 'heads') this.need('attend-memory');
    const told = reading.explanation();
    const stays = !this.tall && !this.free;
    return html`<attend-picture
      .held=${this.tall}
      .above=${stays}
      .figure=${figure}
      .written=${reading.edits.cells}
      .both=${reading.edits.compare === 'both'}
      @attend-edit=${this.onEdit}
      .cell=${reading.cell}
      .operands=${told?.operands ?? []}
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
      <attend-sentence ?hidden=${!this.shows('sentence')} class="${this.narrow ? 'narrow' : ''} ${stays ? 'stays' : ''}" .sentence=${sentenceOf(reading, figure)} .arcs=${arcs}
        .playing=${this.player.playing}></attend-sentence>
      ${this.low ? html`<div slot="foot">${this.code(reading)}</div>` : nothing}
    </attend-picture>`;
  }

  private dock(): TemplateResult {
    const reading = this.reading!;
    return html`<div class="dock" ?hidden=${!this.shows('arithmetic') && (this.low || !this.shows('code'))}>
      <attend-arithmetic ?hidden=${!this.shows('arithmetic')} .reading=${reading} .refusalFor=${this.refusalOf}
        @attend-follow=${this.onFollow}
        @attend-edit=${this.onEdit}
        @attend-do=${this.onDo}
        @attend-return=${(event: CustomEvent<{ place: number }>) => this.goAlong(() => reading.goBack(event.detail.place))}
      ></attend-arithmetic>
      ${this.low ? nothing : this.code(reading)}
    </div>`;
  }

  private code({ info, result }: Reading): TemplateResult | typeof nothing {
    if (!this.shows('code')) return nothing;
    return html`<attend-code .info=${info} .result=${result} .url=${this.textsUrl}></attend-code>`;
  }

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
    ></attend-controls>`;
  }

  private machine(reading: Reading): TemplateResult {
    const tools = this.shows('tools')
      ? html`<div class="tools"><slot name="tools"></slot><attend-take-away></attend-take-away></div>`
      : nothing;
    return html`<div @scroll=${{ handleEvent: () => this.writer.place(), capture: true }} class="frame ${this.narrow ? 'narrow' : ''} ${this.tall ? 'tall' : ''} ${this.low ? 'low' : ''} ${this.free ? 'free' : ''} ${this.session!.edits.length ? 'edited' : ''}">
      <div class="map" ?hidden=${!MAP.some((piece) => this.shows(piece))}>
        <div class="where" ?hidden=${!WHERE.some((piece) => this.shows(piece))}>
          <attend-crumbs ?hidden=${!this.shows('breadcrumb')} .reading=${reading}></attend-crumbs>
          <attend-choices ?hidden=${!this.shows('choices')} .reading=${reading}
            @attend-result=${(event: CustomEvent<{ name: string }>) => this.attempt(() => reading.showResult(event.detail.name))}
            @attend-head=${(event: CustomEvent<{ head: number | null }>) => this.attempt(() => reading.showHead(event.detail.head))}
          ></attend-choices>
          ${this.narrow ? nothing : tools}
        </div>
        <attend-timeline ?hidden=${!this.shows('timeline')} .reading=${reading} ?compact=${this.low || this.narrow}
          @attend-run=${(event: CustomEvent<{ path: string }>) => {
            this.player.pause();
            this.move(() => this.session!.runTo(event.detail.path));
          }}
          @attend-stop=${this.onStop}></attend-timeline>
      </div>
      <div class="main">${tools === nothing ? html`<attend-take-away bare></attend-take-away>` : nothing}${this.notes()}${this.changes(reading)}${this.picture()}</div>
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

  static override styles = [base, apart, stepperSheet];
}
