/** The keyboard stays where it was when an element draws itself anew, and what had the focus is gone or can no longer have it. */
import type { ReactiveController, ReactiveElement } from 'lit';
import { tell } from './tell.js';

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';

const canTake = (element: Element): boolean =>
  element.isConnected && !element.matches(':disabled') && (element.checkVisibility?.() ?? true);

/** In the order of the document; what only scripts focus is not among them. */
const takersIn = (root: ParentNode): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((each) => each.tabIndex >= 0 && canTake(each));

/** What tells a button from its neighbours, also where it was made anew. */
const nameOf = (element: Element): string =>
  [element.localName, element.getAttribute('aria-label') ?? element.textContent].join(' ');

/** Whether nothing of the page has the focus. */
const adrift = (): boolean => !document.activeElement || document.activeElement === document.body;

/** What had the focus in a root, to be looked for again after the root was changed. */
export class Held {
  readonly #root: ShadowRoot | HTMLElement;
  readonly #element: HTMLElement;
  readonly #name: string;
  readonly #place: number;

  private constructor(root: ShadowRoot | HTMLElement, element: HTMLElement) {
    this.#root = root;
    this.#element = element;
    this.#name = nameOf(element);
    this.#place = takersIn(root).indexOf(element);
  }

  /** Null where the focus is not in this root. */
  static in(root: ShadowRoot | HTMLElement): Held | null {
    const active = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
    return active instanceof HTMLElement && active !== root && root.contains(active) ? new Held(root, active) : null;
  }

  get lost(): boolean {
    const active = this.#root instanceof ShadowRoot ? this.#root.activeElement : document.activeElement;
    return active === this.#element ? !canTake(this.#element) : adrift();
  }

  /** The same again, else what stands in its place now, else what stood before it; false where there is nothing. */
  restore(): boolean {
    const takers = takersIn(this.#root);
    const same = takers.find((taker) => nameOf(taker) === this.#name);
    const next = same ?? takers[Math.min(Math.max(0, this.#place), takers.length - 1)];
    next?.focus();
    return next !== undefined;
  }
}

class KeepFocus implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #instead: (() => void) | undefined;
  #held: Held | null = null;
  #inside = false;

  constructor(host: ReactiveElement, instead?: () => void) {
    this.#host = host;
    this.#instead = instead;
  }

  get #root(): ShadowRoot {
    return this.#host.renderRoot as ShadowRoot;
  }

  hostUpdate(): void {
    if (!this.#host.hasUpdated) return;
    if (this.#instead) this.#inside = this.#root.activeElement !== null;
    else this.#held = Held.in(this.#root);
  }

  hostUpdated(): void {
    const root = this.#root;
    const [held, inside] = [this.#held, this.#inside];
    this.#held = null;
    this.#inside = false;
    if (inside && !root.activeElement && adrift()) this.#instead?.();
    if (held?.lost && !held.restore()) tell(this.#host, 'attend-adrift');
  }
}

/**
 * Sees to it that the keyboard stays in `host` at every update. Where nothing in it can take the focus any more, the host
 * tells `attend-adrift`, and whoever holds it gives the keyboard a place.
 * @param instead gives the keyboard its place, where the host knows one better than the next button
 */
export function keepFocus(host: ReactiveElement, instead?: () => void): void {
  host.addController(new KeepFocus(host, instead));
}
