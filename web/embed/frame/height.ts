/** Tells the page around an embed how high it would like to be, in the ways that hosts listen to. */

export const RESIZES = ['auto', 'none', 'attend', 'open-iframe-resizer', 'lti', 'embedly'] as const;
export type Resize = (typeof RESIZES)[number];

/** Pixels. A host that believes everything is not made endlessly high by something that went wrong. */
const HIGHEST = 4000;
/** What in a stepper has a height of its own. */
const PARTS = 'attend-sentence, attend-arithmetic, attend-code';

type Size = { width: number; height: number };

/** What is sent for a size, by dialect. `attend` is our own message, which the bridge sends. */
const DIALECTS: Partial<Record<Resize, (size: Size) => unknown>> = {
  'open-iframe-resizer': (size) => ({ type: 'iframe-resized', ...size }),
  lti: ({ height }) => ({ subject: 'lti.frameResize', height }),
  embedly: ({ height }) => ({ context: 'iframe.resize', height }),
};

/** Those that are understood wherever they are not wanted, too. */
const AUTO: readonly Resize[] = ['open-iframe-resizer', 'lti'];

/** Every message for a size, apart from our own. */
export function resizeMessages(resize: Resize, size: Size): unknown[] {
  const wanted = resize === 'auto' ? AUTO : [resize];
  return wanted.flatMap((dialect) => DIALECTS[dialect]?.(size) ?? []);
}

/**
 * What tells how high it would have to be for nothing in it to scroll, in pixels.
 *
 * @fires attend-room - parts of it have another size, perhaps in the same room
 */
export interface Measured extends HTMLElement {
  readonly fullHeight: number;
  /** Settles when what was put away is gone, and what was dressed anew is drawn. */
  atRest(): Promise<void>;
}

/**
 * Watches an element and tells each new height. In one width the height only grows: so it comes to rest whatever the layout
 * does, and a page does not jump while a reader steps. Another width begins anew, and so does `renew`.
 */
export class HeightTeller {
  private readonly element: Measured;
  private readonly tell: (size: Size) => void;
  private readonly observer = new ResizeObserver(() => this.look());
  private readonly watched = new WeakSet<Element>();
  private width = 0;
  private told = 0;
  private frame = 0;
  private renewals = 0;
  private anew = false;

  constructor(element: Measured, tell: (size: Size) => void) {
    this.element = element;
    this.tell = tell;
    this.observer.observe(element);
    element.addEventListener('attend-room', this.look);
  }

  /** Measures at the next frame; may be called at any time. */
  readonly look = (): void => {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.measure());
  };

  /**
   * Something was put away or dressed anew on purpose: the height may be less than before, once. A new height never calls
   * this, so that it still comes to rest.
   */
  async renew(): Promise<void> {
    this.renewals += 1;
    const renewal = this.renewals;
    await this.element.atRest();
    if (renewal !== this.renewals) return;
    this.anew = true;
    this.look();
  }

  /** Tells the height again, to a host that asks. */
  repeat(): void {
    this.told = 0;
    this.look();
  }

  close(): void {
    this.observer.disconnect();
    this.element.removeEventListener('attend-room', this.look);
    cancelAnimationFrame(this.frame);
    this.renewals += 1;
  }

  /** Panels whose texts come late grow without the element growing. */
  private watchParts(): void {
    for (const part of this.element.shadowRoot?.querySelectorAll(PARTS) ?? []) {
      if (this.watched.has(part)) continue;
      this.watched.add(part);
      this.observer.observe(part);
    }
  }

  private measure(): void {
    this.watchParts();
    const width = Math.ceil(this.element.clientWidth);
    const height = Math.min(HIGHEST, Math.ceil(this.element.fullHeight));
    if (width === 0 || height === 0) return;
    const less = this.anew && height !== this.told;
    this.anew = false;
    if (width === this.width && height <= this.told && !less) return;
    this.width = width;
    this.told = height;
    this.tell({ width, height });
  }
}
