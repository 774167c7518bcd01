import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { type Engine, EngineError, type Session } from '../../engine/index.js';
import { heatSheet } from '../matrix/heat-sheet.js';
import type { Cell } from '../matrix/matrix-view.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { adoptTokens } from '../shared/tokens.js';
import { openScene, type SceneSource } from '../stepper/load-scene.js';
import type { Tile } from './boxes.js';
import { cardOf } from './overview-card.js';
import { type Item, isFrame, stepFrom } from './overview-items.js';
import { OverviewScene } from './overview-scene.js';
import { overviewSheet } from './overview-sheet.js';
import { say } from './overview-words.js';
import { PointerControl } from './pointer-control.js';
import { type Stepper, StepperLink } from './stepper-link.js';

/** Milliseconds that a step takes to be drawn, and a change of view. */
const FLIGHT = 420;
const TRAVEL = 320;

/**
 * The whole model at a glance: the residual stream, what leaves it and comes back, every tensor as a small picture of its
 * real numbers. It leads anywhere: a click runs the program to there.
 *
 * Give it the id of a stepper (`for`), which it then follows and moves; or a `session` with its `engine`; or a `scene`.
 *
 * @attr for - id of an `<attend-stepper>` in the same page
 * @attr scene - address of a scene, or its JSON text; it is run to its end
 * @attr theme - light, dark, projector or auto
 * @fires attend-goto - `{ path, index }`: somebody wants to be there; a stepper named by `for` goes there by itself
 */
export class AttendOverview extends LitElement {
  static override properties = {
    for: {},
    scene: {},
    engine: { attribute: false },
    session: { attribute: false },
    place: { attribute: false },
    failure: { state: true },
    active: { state: true },
    pointed: { state: true },
    wide: { state: true },
  };

  for: string | null = null;
  scene: SceneSource | null = null;
  engine: Engine | null = null;
  session: Session | null = null;
  /** The cell that is looked at; where the program stands, unless said otherwise. */
  place: Cell | null = null;
  private failure: EngineError | null = null;
  private active = 0;
  private pointed: Tile | null = null;
  private wide = 0;
  private readonly link = new StepperLink((stepper, moved) => this.take(stepper, moved));
  private model: OverviewScene | null = null;
  private frame = 0;
  private readonly watcher = new ResizeObserver(() => requestAnimationFrame(this.measure));
  private readonly theme = new MutationObserver(() => this.recolour());
  private readonly pointer = new PointerControl(this);
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  private readonly still = matchMedia('(prefers-reduced-motion: reduce)');

  override connectedCallback(): void {
    super.connectedCallback();
    adoptTokens(this, this.renderRoot as ShadowRoot);
    this.watcher.observe(this);
    this.dark.addEventListener('change', this.recolour);
    this.theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    if (this.for) this.follow(this.named);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
    this.theme.disconnect();
    this.dark.removeEventListener('change', this.recolour);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.follow(null);
  }

  /** Belongs to a stepper from now on: shows what it shows, and leads it. */
  follow(stepper: Stepper | null): void {
    this.link.follow(stepper);
  }

  private take({ engine, session, selection }: Stepper, moved: boolean): void {
    this.engine = engine;
    this.session = session;
    this.place = selection;
    this.refresh(moved && !this.still.matches);
  }

  private get named(): Stepper | null {
    return this.for ? ((this.getRootNode() as Document).getElementById(this.for) as Stepper | null) : null;
  }

  /** Draws the session anew, after it was moved or edited. */
  refresh(flying = false): void {
    const before = this.model?.here ?? null;
    this.model?.update(this.place);
    const here = this.model?.here ?? null;
    if (flying && here && here !== before) this.model!.fly(performance.now(), FLIGHT);
    this.requestUpdate();
    this.paint();
  }

  private readonly recolour = (): void => {
    this.model?.recolour(this.probe);
    this.paint();
  };

  private get probe(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.probe')!;
  }

  private get canvas(): HTMLCanvasElement | null {
    return this.renderRoot.querySelector('canvas');
  }

  private readonly measure = (): void => {
    const stage = this.renderRoot.querySelector<HTMLElement>('.stage');
    if (!stage || !this.model) return;
    this.wide = stage.clientWidth;
    this.model.resize({ width: stage.clientWidth, height: stage.clientHeight });
    this.requestUpdate();
    this.paint();
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('scene') && this.scene) this.open();
    if (changed.has('for') && this.hasUpdated) this.follow(this.named);
  }

  private async open(): Promise<void> {
    try {
      const { engine, session } = await openScene(this.scene!, this.engine);
      session.runToEnd();
      this.engine = engine;
      this.session = session;
    } catch (error) {
      this.failure = error instanceof EngineError ? error : new EngineError('internal', (error as Error).message);
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.session || !this.engine || !this.canvas) return;
    if (!changed.has('session') && !changed.has('engine') && this.model) return;
    this.model = new OverviewScene(this.session, this.engine.stages, this.probe);
    this.model.update(this.place);
    this.active = Math.max(
      0,
      this.model.items.findIndex(({ path }) => path === this.model!.here),
    );
    this.measure();
    this.fit(0);
  }

  /** Asks for a frame; several asks in one frame draw once. */
  paint(): void {
    if (this.frame || !this.isConnected) return;
    this.frame = requestAnimationFrame((now) => {
      this.frame = 0;
      const canvas = this.canvas;
      if (!this.model || !canvas) return;
      const item = this.focused ? (this.model.items[this.active]?.place ?? null) : null;
      const more = this.model.draw(canvas, now, this.pointed ?? item);
      if (more) this.paint();
      else this.finish();
    });
  }

  private finish: () => void = () => {};

  /** Settles once everything that was asked for is drawn and nothing moves. */
  get drawn(): Promise<void> {
    return new Promise((done) => {
      const before = this.finish;
      this.finish = () => {
        this.finish = () => {};
        before();
        done();
      };
      this.paint();
    });
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.stage')?.focus(options);
  }

  /** Where a tensor, or one head of it, stands in the window; null where it is not drawn. */
  boxOf(path: string, head: number | null = null): DOMRect | null {
    const stage = this.renderRoot.querySelector('.stage');
    const tile = this.model?.layout.tiles.find((one) => one.drawn.path === path && one.head === head);
    if (!stage || !tile) return null;
    const { left, top } = stage.getBoundingClientRect();
    const { x, y } = this.model!.camera.toWindow(tile);
    const { zoom } = this.model!.camera.view;
    return new DOMRect(left + x, top + y, tile.w * zoom, tile.h * zoom);
  }

  private get focused(): boolean {
    return (this.renderRoot as ShadowRoot).activeElement?.classList.contains('stage') ?? false;
  }

  private get time(): number {
    return this.still.matches ? 0 : TRAVEL;
  }

  private fit(time = this.time): void {
    this.model?.camera.travel(this.model.camera.whole, time, performance.now());
    this.paint();
  }

  /** Looks at a tensor, or a part of it, from as close as it fits. */
  private lookAt(place: { x: number; y: number; w: number; h: number }): void {
    const { camera } = this.model!;
    camera.travel(camera.framing(place, 56), this.time, performance.now());
    this.paint();
  }

  private lookHere(): void {
    const tile = this.model?.hereTile;
    if (tile) this.lookAt(tile);
  }

  zoomBy(factor: number, at?: { x: number; y: number }, time = this.time): void {
    const { camera } = this.model!;
    const { width, height } = camera.window;
    camera.travel(camera.zoomed(at ?? { x: width / 2, y: height / 2 }, factor), time, performance.now());
    this.paint();
  }

  moveBy(dx: number, dy: number): void {
    const { camera } = this.model!;
    camera.show(camera.moved(dx, dy));
    this.paint();
  }

  /** What stands at a point of the window. */
  pointAt(at: { x: number; y: number } | null): boolean {
    const found = at && this.model ? this.model.at(at) : null;
    const tile = found?.tile ?? null;
    if (tile !== this.pointed) {
      this.pointed = tile;
      this.paint();
    }
    return Boolean(found);
  }

  /** A click: runs to what stands there; on a folded layer, unfolds it. */
  choose(at: { x: number; y: number }): void {
    const found = this.model?.at(at);
    if (!found) return;
    if (found.frame) return this.fold(found.frame.node.path);
    this.goTo(found.path!, found.index);
  }

  private fold(path: string): void {
    this.model!.toggle(path);
    this.requestUpdate();
    this.fit();
  }

  private goTo(path: string, index?: number[]): void {
    tell(this, 'attend-goto', { path, index: index ?? null });
    if (this.link.stepper) return this.link.stepper.goto(path, index);
    this.session!.seek(this.session!.locate(path));
    this.place = index ? { path, index } : null;
    this.refresh(!this.still.matches);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (!this.model || event.altKey || event.ctrlKey || event.metaKey) return;
    const item = this.model.items[this.active];
    const plain: Record<string, () => void> = {
      '+': () => this.zoomBy(1.5),
      '=': () => this.zoomBy(1.5),
      '-': () => this.zoomBy(1 / 1.5),
      '0': () => this.fit(),
      '.': () => this.lookHere(),
      Enter: () => item && this.enter(item),
      ' ': () => item?.place && this.lookAt(item.place),
    };
    const to = stepFrom(this.model.items, this.active, event.key);
    if (!plain[event.key] && to === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (to === null) plain[event.key]!();
    else if (typeof to === 'number') this.activate(to);
    else this.fold((item!.place as { node: { path: string } }).node.path);
  };

  private enter(item: Item): void {
    if (item.expanded === false && item.place && isFrame(item.place)) this.fold(item.place.node.path);
    else this.goTo(item.path);
  }

  private activate(at: number): void {
    this.active = at;
    this.pointed = null;
    const place = this.model!.items[at]?.place;
    const { seen, seesAll } = this.model!.camera;
    const inside =
      place &&
      place.x >= seen.x &&
      place.y >= seen.y &&
      place.x + place.w <= seen.x + seen.w &&
      place.y + place.h <= seen.y + seen.h;
    if (place && !inside && !seesAll) this.lookAt(place);
    this.paint();
  }

  private card(): TemplateResult | '' {
    const { model } = this;
    if (!model) return '';
    const place = model.items[this.active]?.place ?? null;
    const own = this.focused && place && !isFrame(place) ? place : null;
    const tile = this.pointed ?? own ?? model.hereTile;
    if (!tile) return '';
    const room = Math.max(3, Math.min(9, Math.floor((this.wide - 60) / 56)));
    return cardOf({ tile, title: model.titleOf(tile), token: model.token, room }, model.pictures);
  }

  private tree(): TemplateResult {
    const items = this.model?.items ?? [];
    return html`<div class="items" role="presentation">${items.map(
      ({ label, level, expanded }, i) => html`<div role="treeitem" id="item-${i}" aria-level=${level}
        aria-selected=${i === this.active} aria-expanded=${expanded ?? 'undefined'}>${label}</div>`,
    )}</div>`;
  }

  protected override render(): TemplateResult {
    if (this.failure) return html`<p class="nothing" role="alert">${this.failure.message}</p>`;
    if (!this.session) return html`<p class="nothing">${this.scene || this.for ? '' : say('overview-missing')}</p>`;
    const edited = this.session.edits.length > 0;
    const button = (id: string, act: () => void) =>
      html`<button type="button" title=${say(`${id}.title`)} aria-label=${say(`${id}.title`)} @click=${act}>${say(id)}</button>`;
    return html`<div class="frame ${this.wide < 640 ? 'narrow' : ''}"><div class="stage" tabindex="0" role="tree" aria-label=${say('overview-name')}
        aria-activedescendant="item-${this.active}" @keydown=${this.onKey} @focus=${() => this.refocus()} @blur=${() => this.refocus()}
        @pointerdown=${this.pointer.down} @pointermove=${this.pointer.move} @pointerup=${this.pointer.up}
        @pointercancel=${this.pointer.cancel} @pointerleave=${this.pointer.leave} @wheel=${this.pointer.wheel} @dblclick=${this.pointer.double}>
        <canvas aria-hidden="true"></canvas>
        ${this.tree()}
        <span class="probe" aria-hidden="true"></span>
      </div>
      <div class="tools">${button('overview-here', () => this.lookHere())}${button('overview-out', () => this.zoomBy(1 / 1.6))}${button('overview-in', () => this.zoomBy(1.6))}${button('overview-fit', () => this.fit())}<slot name="tools"></slot></div>
      ${this.card()}
      <p class="legend">${say('overview-legend')} ${edited ? say('overview-legend-edited') : ''} ${say('overview-help')}</p></div>`;
  }

  private refocus(): void {
    this.requestUpdate();
    this.paint();
  }

  static override styles = [base, buttons, heatSheet, overviewSheet];
}
