/** What every field of an exercise is: it shows what was given, takes what is typed or pressed, and judges nothing. */
import { LitElement, type PropertyDeclarations } from 'lit';
import { keepFocus } from '../../../elements/shared/keep-focus.js';
import { markMore } from '../../page/scroll-fade.js';
import type { Asked, Given, Mark } from '../asked.js';
import type { Lab } from '../lab.js';

const rooms = new ResizeObserver((entries) => {
  for (const { target } of entries) markMore(target);
});

/**
 * @fires attend-given - something was changed, so an old verdict no longer holds
 * @fires attend-check - the answer is to be checked (Enter, or a choice was pressed)
 */
export abstract class Field extends LitElement {
  static override properties: PropertyDeclarations = {
    asked: { attribute: false },
    lab: { attribute: false },
    given: { attribute: false },
    marks: { attribute: false },
    labels: { attribute: false },
    solution: { attribute: false },
    locked: { type: Boolean },
  };

  asked!: Asked;
  lab!: Lab;
  /** The answer to show; what is typed since then is the field's own. */
  given: Given = [];
  marks: readonly Mark[] | null = null;
  /** What the choices say, as HTML of the lesson. */
  labels: readonly string[] = [];
  /** The right answer, once it may be seen. */
  solution: Given | null = null;
  locked = false;

  constructor() {
    super();
    keepFocus(this);
  }

  /** What is given now; null where something cannot be used, which the field then says and goes to. */
  abstract take(): Given | null;

  /** Why nothing could be taken, where the field does not say it next to what is wrong. */
  get refusal(): string {
    return '';
  }

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener('scroll', ({ target }) => markMore(target as Element), { capture: true });
  }

  protected override updated(): void {
    for (const box of this.renderRoot.querySelectorAll('.scroll')) rooms.observe(box);
  }

  protected changed(): void {
    this.dispatchEvent(new CustomEvent('attend-given', { bubbles: true, composed: true }));
  }

  protected check(): void {
    this.dispatchEvent(new CustomEvent('attend-check', { bubbles: true, composed: true }));
  }
}

/** A number as people would type it. */
export function typedText(value: number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (value === Number.NEGATIVE_INFINITY) return '−∞';
  return String(Number(value.toFixed(4))).replace('-', '−');
}
