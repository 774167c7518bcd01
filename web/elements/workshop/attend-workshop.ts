import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { Edit, Engine, Session } from '../../engine/index.js';
import type { Turn } from '../editing/undo-line.js';
import { apart, base } from '../shared/sheets.js';
import { adoptTokens } from '../shared/tokens.js';
import type { AttendStepper } from '../stepper/attend-stepper.js';
import { openSections } from './workshop-sections.js';
import { workshopSheet } from './workshop-sheet.js';

/** What is said to the workshop and meant for its stepper. */
const PASSED = ['scene', 'at', 'chrome', 'lock'] as const;

/** Pixels from which on panel and machine have room beside each other. */
const ROOMY = 1024;

/**
 * A stepper and, beside it or above it, the panel that rebuilds what it runs: the reader's own sentence, who may look at
 * whom, kind, heads, layers, norms, positions, the seed. What still fits is kept.
 *
 * The stepper is made from the attributes, or is one that stands inside already; `stepper` gives it, with all its methods,
 * and its events are heard here, too. What stands in the slot `head` comes above the panel.
 *
 * @attr scene - address of a scene, or its JSON text
 * @attr at - where to begin: a path, or `path[0,3,4]`
 * @attr theme - light, dark, projector or auto
 * @attr chrome - which pieces stand around the picture; see `chrome.ts`
 * @attr lock - what cannot be changed, in the matrices or in the panel: text, weights, masks, all;
 *   where that is everything, there is no panel
 * @attr closed - the panel is folded away; where the element is narrow, it begins so
 * @fires attend-rebuild - `{ scene, session, change }`: the reader made another program of the scene
 * @fires attend-fold - `{ closed }`: the panel was opened or closed
 */
export class AttendWorkshop extends LitElement {
  static override properties = {
    scene: {},
    at: {},
    chrome: {},
    lock: {},
    closed: { type: Boolean, reflect: true },
    narrow: { state: true },
  };

  scene: string | object | null = null;
  at: string | null = null;
  chrome: string | null = null;
  lock: string | null = null;
  closed = false;
  private narrow = false;
  private readonly watcher = new ResizeObserver(() => requestAnimationFrame(this.measure));

  override connectedCallback(): void {
    super.connectedCallback();
    adoptTokens(this, this.renderRoot as ShadowRoot);
    this.measure();
    this.closed ||= this.narrow;
    // A stepper asks for the tokens when it is put in; without a slot to stand in, it would find none around it.
    this.performUpdate();
    if (!this.stepper) this.makeStepper();
    this.watcher.observe(this);
    this.addEventListener('attend-session', this.onSession);
    this.addEventListener('attend-restore', this.onRestore);
    this.addEventListener('attend-change', this.onSession);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
    this.removeEventListener('attend-session', this.onSession);
    this.removeEventListener('attend-restore', this.onRestore);
    this.removeEventListener('attend-change', this.onSession);
  }

  private makeStepper(): void {
    const { scene, at, chrome, lock } = this;
    this.append(Object.assign(document.createElement('attend-stepper'), { scene, at, chrome, lock }));
  }

  private readonly measure = (): void => {
    this.narrow = this.clientWidth < ROOMY;
  };

  /** The stepper that runs what the panel makes. */
  get stepper(): AttendStepper | null {
    return this.querySelector('attend-stepper');
  }

  /** How high the element would have to be for nothing of the machine to scroll, in pixels; 0 before the first picture. */
  get fullHeight(): number {
    const machine = this.stepper?.fullHeight ?? 0;
    const side = this.renderRoot.querySelector<HTMLElement>('.side');
    return machine && side && (this.narrow || this.closed) ? machine + side.offsetHeight : machine;
  }

  /** Settles when panel and machine are drawn and measured. */
  async atRest(): Promise<void> {
    await this.updateComplete;
    await this.stepper?.atRest();
  }

  /** Runs another session of the stepper's engine; the one before is closed once it is no longer drawn. */
  async run(session: Session): Promise<void> {
    const stepper = this.stepper!;
    const before = stepper.session;
    stepper.session = session;
    await stepper.updateComplete;
    if (before && before !== session) before.close();
  }

  private readonly onSession = (): void => this.requestUpdate();

  private readonly onRestore = (event: Event): void => {
    const { previous } = (event as CustomEvent<{ previous: Session }>).detail;
    this.stepper!.updateComplete.then(() => previous.close());
  };

  /** What was changed before can still be undone in the session that a change makes. */
  private readonly onRebuild = (event: CustomEvent<{ session: Session; engine: Engine }>): void => {
    const { session, engine } = event.detail;
    this.stepper!.engine = engine;
    this.stepper!.writer.line.moveTo(session);
    void this.run(session);
  };

  private readonly onTurn = (turn: Turn | null): void => {
    const { line } = this.stepper!.writer;
    if (turn) line.add(turn);
    else line.begin(this.stepper!.session!);
    this.requestUpdate();
  };

  private readonly onFold = (event: CustomEvent<{ closed: boolean }>): void => {
    this.closed = event.detail.closed;
  };

  private readonly onSee = async (): Promise<void> => {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLSlotElement>('.machine')!.assignedElements()[0]?.scrollIntoView();
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { stepper } = this;
    for (const name of PASSED) {
      if (stepper && this.hasUpdated && changed.has(name)) Object.assign(stepper, { [name]: this[name] });
    }
  }

  protected override render(): TemplateResult {
    const { engine = null, session = null } = this.stepper ?? {};
    const empty = openSections(this.lock).size === 0;
    return html`<div class="frame ${this.narrow ? 'narrow' : ''} ${this.closed ? 'closed' : ''} ${empty ? 'alone' : ''}">
      <div class="side" ?hidden=${empty}>
        <slot name="head"></slot>
        <attend-workshop-panel ?closed=${this.closed} ?narrow=${this.narrow} .lock=${this.lock}
          .engine=${engine} .session=${session} .edits=${session?.edits.length ?? 0} .undoable=${this.stepper?.undoable ?? false} .onTurn=${this.onTurn}
          @attend-undo=${() => this.stepper?.do('undo')} @attend-intervened=${(event: CustomEvent<{ before: Edit[] }>) => this.stepper?.writer.takeIn(event.detail.before)}
          @attend-rebuild=${this.onRebuild} @attend-fold=${this.onFold} @attend-see=${this.onSee}></attend-workshop-panel>
      </div>
      <slot class="machine"></slot>
    </div>`;
  }

  static override styles = [base, apart, workshopSheet];
}
