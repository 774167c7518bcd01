import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { isHeadAxis } from '../../engine/head-axis.js';
import type { ProgramNode } from '../../engine/index.js';
import { leavesOf } from '../../engine/leaves.js';
import { atFrame } from '../shared/after-frame.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { say } from '../shared/words.js';
import { lettersOn } from '../stepper/keys.js';
import type { Reading } from '../stepper/step-view.js';
import { timelineSheet } from './timeline-sheet.js';

/** Programs of more layers than this are folded: one station a layer, only the present one open. */
const OPEN_LAYERS = 1;

/** A station of the line, or a group of stations under one name. */
interface Group {
  node: ProgramNode;
  folded: boolean;
  leaves: ProgramNode[];
  /** What begins with this group: a stack, a layer. */
  above: ProgramNode[];
}

const countLayers = (node: ProgramNode): number =>
  (node.level === 'layer' ? 1 : 0) + node.children.reduce((sum, child) => sum + countLayers(child), 0);

/**
 * The program as a map: every step with its result's shape, what is done, where we are, what is to come.
 *
 * @fires attend-run - `{ path }`: run to here
 * @fires attend-stop - `{ path }`: set or remove a breakpoint
 */
export class AttendTimeline extends LitElement {
  static override properties = { reading: { attribute: false, hasChanged: () => true } };

  reading: Reading | null = null;
  private opened = new Set<string>();
  private shown = '';

  constructor() {
    super();
    // Its station may fold away.
    keepFocus(this, () => this.renderRoot.querySelector<HTMLElement>('[aria-current], .run')?.focus());
  }

  protected override updated(): void {
    const here = this.renderRoot.querySelector<HTMLElement>('[aria-current]');
    // The same path may be another place in another scene.
    const shown = `${this.reading?.session.scene.id} ${here?.dataset.path}`;
    if (!here || this.shown === shown) return;
    this.shown = shown;
    this.showHere(here.closest('li')!);
  }

  /** Brings the present station to the middle of a line that is too long, without moving the page. */
  private showHere(here: HTMLElement): void {
    const scroll = this.renderRoot.querySelector<HTMLElement>('.scroll')!;
    atFrame(
      () => [here.getBoundingClientRect(), scroll.getBoundingClientRect()] as const,
      ([box, frame]) => {
        scroll.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
        // What has the keyboard stays in sight all the same.
        (this.renderRoot as ShadowRoot).activeElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      },
    );
  }

  private groups(): Group[] {
    const { reading } = this;
    const layers = countLayers(reading!.session.program);
    const split = (node: ProgramNode, above: ProgramNode[] = []): Group[] => {
      if (node.stage) return [{ node, folded: false, leaves: [node], above }];
      const leaves = leavesOf(node);
      const open = layers <= OPEN_LAYERS || this.opened.has(node.path) || leaves.includes(reading!.step!);
      if (node.level === 'layer' && !open) return [{ node, folded: true, leaves, above }];
      if (node.children.every((child) => child.stage)) return [{ node, folded: false, leaves, above }];
      const named = node.level === 'model' || (node.level === 'layer' && layers > 1);
      const heads = named ? [...above, node] : above;
      return node.children.flatMap((child, i) =>
        split(child, i && (child.stage || node.level === 'model') ? [] : heads),
      );
    };
    return reading!.session.program.children.flatMap((node) => split(node));
  }

  private shapeOf(step: ProgramNode): string {
    const info = this.reading!.infoOf(step);
    const mains = info.writes.filter((written) => written.main);
    if (mains.length > 1) return mains.map(({ name }) => name).join(' ');
    const { shape, axes } = this.reading!.tensor(step.outputs[mains[0]!.name]!);
    return shape.slice(isHeadAxis(axes[0]) && shape[0] === 1 ? 1 : 0).join('×');
  }

  private onKey(event: KeyboardEvent, path: string): void {
    if (event.key !== 'm' || !lettersOn() || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    tell(this, 'attend-stop', { path });
  }

  private station(step: ProgramNode, state: 'done' | 'here' | 'later'): TemplateResult {
    const { path, title } = step;
    const stop = this.reading!.session.breakpoints.has(path);
    const shape = this.shapeOf(step);
    const label = say('step-label', { title, shape, state: say(`step-${state}`), stop: String(stop) });
    const looked = this.reading!.away && this.reading!.step === step;
    return html`<li class="station ${state} ${looked ? 'looked' : ''}">
      <button class="run" data-path=${path} aria-label=${label} aria-current=${state === 'here' ? 'step' : nothing}
        aria-keyshortcuts="M"
        @click=${() => tell(this, 'attend-run', { path })} @keydown=${(event: KeyboardEvent) => this.onKey(event, path)}>
        <span class="dot" aria-hidden="true"></span>
        <span class="name">${title}</span>
        <span class="shape">${shape}</span>
      </button>
      <button class="stop" tabindex="-1" aria-pressed=${stop} title=${say(stop ? 'stop-clear' : 'stop-set', { title })}
        aria-label=${say(stop ? 'stop-clear' : 'stop-set', { title })}
        @click=${() => tell(this, 'attend-stop', { path })}><span></span></button>
    </li>`;
  }

  /** A station that is only half in sight counts as seen for browsers. */
  private onFocus = ({ target }: Event): void =>
    (target as Element).scrollIntoView({ block: 'nearest', inline: 'nearest' });

  private open(path: string): void {
    this.opened.add(path);
    this.requestUpdate();
  }

  private fold(path: string): void {
    this.opened.delete(path);
    this.requestUpdate();
  }

  /** The name of what begins here; of a layer that the reader unfolded, the way to fold it again. */
  private heading(node: ProgramNode): TemplateResult | string {
    const { path, title } = node;
    if (!this.opened.has(path) || leavesOf(node).includes(this.reading!.step!)) return title;
    return html`<button class="fold" aria-expanded="true" title=${say('group-fold', { title })} @click=${() => this.fold(path)}>${title}</button>`;
  }

  private group(group: Group, here: number): TemplateResult {
    const { leaves } = this.reading!;
    const { node } = group;
    const state = (step: ProgramNode) => {
      const at = leaves.indexOf(step);
      return at === here ? 'here' : at < here ? 'done' : 'later';
    };
    if (group.folded) {
      return this.below(
        group,
        html`<li class="group folded ${state(group.leaves.at(-1)!)}">
        <button class="run" @click=${() => this.open(node.path)} aria-expanded="false">
          <span class="dot" aria-hidden="true"></span>
          <span class="name">${node.title}</span>
          <span class="shape">${say('group-steps', { count: group.leaves.length })}</span>
        </button>
      </li>`,
      );
    }
    const stations = group.leaves.map((step) => this.station(step, state(step)));
    return node.stage && !group.above.length ? stations[0]! : this.below(group, stations);
  }

  /** Stations under the names of what begins with them. */
  private below({ node, folded, above }: Group, stations: TemplateResult | TemplateResult[]): TemplateResult {
    const heads = node.stage || folded ? above : [...above, node];
    if (!heads.length) return html`${stations}`;
    return html`<li class="group">
      <span class="sub ${above.length ? 'above' : ''}">${heads.map((head, i) => html`${i ? ' › ' : ''}${this.heading(head)}`)}</span>
      <ol>${stations}</ol>
    </li>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { reading } = this;
    if (!reading?.step) return nothing;
    const here = reading.here ? reading.leaves.indexOf(reading.here) : -1;
    return html`<nav aria-label=${say('timeline')}>
      <div class="scroll" @focusin=${this.onFocus}>
        <ol>${this.groups().map((group) => this.group(group, here))}</ol>
      </div>
    </nav>`;
  }

  static override styles = [base, timelineSheet];
}
