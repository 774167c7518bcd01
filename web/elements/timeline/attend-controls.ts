import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Level } from '../../engine/index.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { has, say } from '../shared/words.js';
import { type Action, BINDINGS, shortcutsOf, signOf } from '../stepper/keys.js';
import { controlsSheet } from './controls-sheet.js';
import type { Slide } from './slide.js';

/** Steps a second. */
export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
const LEVELS: Level[] = ['layer', 'sublayer', 'stage', 'result', 'head', 'row', 'cell'];

/**
 * Everything that moves the program; in the slot `changes`, what was changed in it.
 *
 * @fires attend-do - `{ action }`
 * @fires attend-slide - `{ value }`
 * @fires attend-level - `{ level }`
 * @fires attend-speed - `{ speed }`
 */
export class AttendControls extends LitElement {
  static override properties = {
    slide: { attribute: false },
    level: { type: String },
    playing: { type: Boolean },
    speed: { type: Number },
    atStart: { type: Boolean },
    atEnd: { type: Boolean },
    fresh: { type: Boolean },
    more: { state: true },
  };

  slide: Slide = { value: 0, max: 1, text: '' };
  level: Level = 'stage';
  playing = false;
  speed = 1;
  atStart = true;
  atEnd = false;
  /** Nothing is there to reset. */
  fresh = true;
  private more = false;

  constructor() {
    super();
    keepFocus(this);
  }

  private button(action: Action, off = false, label = say(`do-${action}`)): TemplateResult {
    const key = BINDINGS.find((binding) => binding.action === action)?.key;
    return html`<button
      class=${action}
      aria-disabled=${off}
      aria-keyshortcuts=${shortcutsOf(action)}
      title=${`${has(`do-${action}.about`) ? say(`do-${action}.about`) : label} (${signOf(key ?? BINDINGS.find((each) => each.action === action)?.letter ?? '')})`}
      @click=${() => off || tell(this, 'attend-do', { action })}
    >
      <span>${label}</span>${key && signOf(key) !== key ? html`<kbd aria-hidden="true">${signOf(key)}</kbd>` : nothing}
    </button>`;
  }

  private onLevel = (event: Event): void =>
    tell(this, 'attend-level', { level: (event.target as HTMLSelectElement).value });
  private onSpeed = (event: Event): void =>
    tell(this, 'attend-speed', { speed: Number((event.target as HTMLSelectElement).value) });
  private onSlide = (event: Event): void =>
    tell(this, 'attend-slide', { value: Number((event.target as HTMLInputElement).value) });
  private onMore = (): void => {
    this.more = !this.more;
  };

  private selects(): TemplateResult {
    return html`<label title=${say('unit')}><span class="label">${say('unit')}</span>
        <select aria-label=${say('unit')} @change=${this.onLevel} .value=${this.level}>
          ${LEVELS.map((level) => html`<option value=${level} ?selected=${level === this.level}>${say(`unit-${level}`)}</option>`)}
        </select>
      </label>
      <select class="speeds" aria-label=${say('speed')} title=${say('speed')} @change=${this.onSpeed}>
        ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.speed}>${`${speed}×`}</option>`)}
      </select>`;
  }

  /** What is used at every step stands first; on a phone the rest is behind More. */
  protected override render(): TemplateResult {
    const { slide } = this;
    return html`<div class="bar ${this.more ? 'open' : ''}" role="group" aria-label=${say('controls')}>
      <div class="moves">
        <span class="rest">${this.button('first', this.atStart)}</span>
        ${this.button('back', this.atStart)} ${this.button('step', this.atEnd)}
        ${this.button('into', this.atEnd)} ${this.button('out', this.atStart)}
        <button class="more" aria-expanded=${this.more} @click=${this.onMore}>${say('do-more')}</button>
        <span class="rest">${this.button('end', this.atEnd)}</span>
        <span class="rest">${this.button('play', this.atEnd && !this.playing, say(this.playing ? 'do-pause' : 'do-play'))}</span>
        <slot name="changes"></slot>
      </div>
      <input class="rest" type="range" min="0" max=${slide.max} .value=${String(slide.value)} aria-label=${say('slider')}
        aria-valuetext=${slide.text} title=${slide.text} @input=${this.onSlide} />
      <div class="choices rest">${this.selects()} ${this.button('stop')} ${this.button('reset', this.fresh)} ${this.button('help')}</div>
    </div>`;
  }

  static override styles = [base, buttons, controlsSheet];
}
