/** What a stepper has room for. All lengths in CSS pixels. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AttendPicture } from '../picture/attend-picture.js';
import { tell } from '../shared/tell.js';

/** From this size on the arithmetic stays in sight below the picture. */
const TALL = 560;
const WIDE = 700;
/** Below this height the map of the program is cut short; from the next on the code has room by itself. */
const LOW = 780;
const ROOMY = 860;
/** Lower than this, the picture comes first, and the map follows when one scrolls. */
const TINY = 380;

/** With what scrolls in it, and without the room it has to spare. */
function fullHeightOf(part: HTMLElement): number {
  const picture = part.querySelector<AttendPicture>(':scope > attend-picture');
  if (!picture) return part.offsetHeight - part.clientHeight + part.scrollHeight;
  return (
    picture.offsetTop - part.offsetTop + picture.fullHeight + Number.parseFloat(getComputedStyle(part).paddingBottom)
  );
}

export class StepperRoom implements ReactiveController {
  narrow = false;
  /** The page gives the element no height: it is as high as what is in it, and the page scrolls. */
  free = false;
  /** High enough for the arithmetic to stay below the picture; low: with a short map; roomy: with code beside. */
  tall = false;
  low = false;
  roomy = false;
  tiny = false;
  /** Height of map and controls: where the element is small, the picture has the rest. */
  around = 0;
  /** Height of the controls where they cover what scrolls below them. */
  below = 0;
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly watched = new WeakSet<Element>();
  private readonly watcher = new ResizeObserver(() => requestAnimationFrame(this.measure));
  private seen = '';

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // After the picture in it: where both are new, WebKit may tell the inner one first, and then of a loop.
    requestAnimationFrame(() => this.host.isConnected && this.watcher.observe(this.host));
  }

  hostDisconnected(): void {
    this.watcher.disconnect();
  }

  hostUpdated(): void {
    for (const part of this.host.shadowRoot!.querySelectorAll('.map, attend-controls')) {
      if (this.watched.has(part)) continue;
      this.watched.add(part);
      this.watcher.observe(part);
    }
  }

  private readonly measure = (): void => {
    const { clientWidth: width, clientHeight: height, shadowRoot } = this.host;
    this.narrow = width < WIDE;
    this.free = this.ownHeight() < 100;
    this.tall = !this.free && width >= WIDE && height >= TALL;
    this.low = height < LOW;
    this.roomy = height >= ROOMY;
    this.tiny = !this.free && !this.tall && height < TINY;
    const map = this.tiny ? 0 : (shadowRoot!.querySelector<HTMLElement>('.map')?.offsetHeight ?? 0);
    const controls = shadowRoot!.querySelector<HTMLElement>('attend-controls');
    const fixed = !controls || getComputedStyle(controls).position === 'fixed';
    this.around = map + (fixed ? 0 : controls.offsetHeight);
    this.below = this.tall ? 0 : (controls?.offsetHeight ?? 0);
    const now = `${this.classes} ${this.roomy} ${this.around} ${this.below}`;
    if (now === this.seen) return;
    this.seen = now;
    this.host.requestUpdate();
    tell(this.host, 'attend-room');
    // What the classes change moves map and controls.
    requestAnimationFrame(this.measure);
  };

  /** How high the element is without its content. */
  private ownHeight(): number {
    const frame = this.host.shadowRoot!.querySelector<HTMLElement>('.frame');
    if (!frame) return this.host.offsetHeight;
    // As wide as it was: a line that fits loses how far it was scrolled.
    frame.style.width = `${frame.offsetWidth}px`;
    frame.style.position = 'absolute';
    const height = this.host.offsetHeight;
    frame.style.position = frame.style.width = '';
    return height;
  }

  /** How high the element would have to be for nothing in it to scroll and all of the picture to be whole; 0 before there is one. */
  get fullHeight(): number {
    const { host } = this;
    const parts = [...(host.shadowRoot!.querySelector('.frame')?.children ?? [])] as HTMLElement[];
    // What is only read aloud, or lies over the rest, takes no room.
    const laidOut = parts.filter((part) => getComputedStyle(part).position !== 'absolute');
    const sum = laidOut.reduce((height, part) => height + fullHeightOf(part), 0);
    return sum + host.offsetHeight - host.clientHeight;
  }

  /** The classes of the style sheet. */
  get classes(): string {
    const { narrow, tall, low, free, tiny } = this;
    const small = !tall && !free;
    return Object.entries({ narrow, tall, low, free, tiny, small })
      .flatMap(([name, on]) => (on ? [name] : []))
      .join(' ');
  }
}
