/** Mouse, pen and fingers on the overview: drag moves, wheel and pinch zoom, a click chooses. */
import type { Point } from './boxes.js';

interface Host extends HTMLElement {
  zoomBy(factor: number, at?: Point, time?: number): void;
  moveBy(dx: number, dy: number): void;
  pointAt(at: Point | null): boolean;
  choose(at: Point): void;
}

/** A press that moves less than this is a click. */
const STILL = 5;

export class PointerControl {
  private readonly held = new Map<number, Point>();
  private start: Point | null = null;
  private moved = false;

  private readonly host: Host;

  constructor(host: Host) {
    this.host = host;
  }

  private at(event: MouseEvent): Point {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.held.set(event.pointerId, this.at(event));
    if (this.held.size === 1) [this.start, this.moved] = [this.at(event), false];
    else this.moved = true;
  };

  readonly move = (event: PointerEvent): void => {
    const stage = event.currentTarget as HTMLElement;
    const now = this.at(event);
    const before = this.held.get(event.pointerId);
    if (!before) {
      stage.classList.toggle('pointing', this.host.pointAt(now));
      return;
    }
    if (this.start && Math.hypot(now.x - this.start.x, now.y - this.start.y) > STILL) this.moved = true;
    if (!this.moved) return;
    stage.classList.add('dragging');
    if (this.held.size === 1) this.host.moveBy(now.x - before.x, now.y - before.y);
    else this.pinch(event.pointerId, before, now);
    this.held.set(event.pointerId, now);
  };

  private pinch(id: number, before: Point, now: Point): void {
    const other = [...this.held].find(([each]) => each !== id)?.[1];
    if (!other) return;
    const apart = (a: Point) => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
    this.host.zoomBy(apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }, 0);
  }

  readonly up = (event: PointerEvent): void => {
    const clicked = this.held.has(event.pointerId) && !this.moved;
    this.cancel(event);
    if (clicked) this.host.choose(this.at(event));
  };

  readonly cancel = (event: PointerEvent): void => {
    this.held.delete(event.pointerId);
    (event.currentTarget as HTMLElement).classList.remove('dragging');
  };

  readonly leave = (): void => {
    if (!this.held.size) this.host.pointAt(null);
  };

  /** The page goes on scrolling until somebody has come here, by a click or by the Tab key. */
  readonly wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !(event.currentTarget as HTMLElement).matches(':focus')) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const factor = Math.exp((-event.deltaY * lines) / (event.ctrlKey ? 120 : 400));
    this.host.zoomBy(Math.max(0.5, Math.min(2, factor)), this.at(event), 0);
  };

  readonly double = (event: MouseEvent): void => {
    event.preventDefault();
    this.host.zoomBy(2.5, this.at(event));
  };
}
