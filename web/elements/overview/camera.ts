/** Which part of the world is seen, and how large. */
import type { Point } from './boxes.js';

export interface Size {
  width: number;
  height: number;
}

export interface Rect extends Point {
  w: number;
  h: number;
}

/** A view of the world: the point in the middle of the window, and window pixels per world pixel. */
export interface View extends Point {
  zoom: number;
}

/** The closest view still shows one cell and its arithmetic. */
const CLOSEST = 90;

export class Camera {
  view: View = { x: 0, y: 0, zoom: 1 };
  private goal: { from: View; to: View; start: number; time: number } | null = null;

  world: Size;
  window: Size;

  constructor(world: Size, window: Size) {
    this.world = world;
    this.window = window;
  }

  /** The view in which a part of the world fills the window. */
  framing({ x, y, w, h }: Rect, margin = 24): View {
    const { width, height } = this.window;
    const zoom = Math.min((width - 2 * margin) / w, (height - 2 * margin) / h);
    return { x: x + w / 2, y: y + h / 2, zoom: Math.max(0.01, Math.min(CLOSEST, zoom)) };
  }

  get whole(): View {
    const view = this.framing({ x: 0, y: 0, w: this.world.width, h: this.world.height }, 16);
    return { ...view, zoom: Math.min(view.zoom, 1.6) };
  }

  /** True where nothing of the world lies outside the window. */
  get seesAll(): boolean {
    return this.view.zoom <= this.whole.zoom * 1.01;
  }

  show(view: View): void {
    this.goal = null;
    this.view = view;
  }

  /** Travels there; `time` in milliseconds, 0 at once. */
  travel(to: View, time: number, now: number): void {
    if (time === 0) this.show(to);
    else this.goal = { from: { ...this.view }, to, start: now, time };
  }

  /** Takes the view one frame further; true while it travels. */
  advance(now: number): boolean {
    const { goal } = this;
    if (!goal) return false;
    const t = Math.min(1, (now - goal.start) / goal.time);
    const part = 1 - (1 - t) ** 3;
    const zoom = goal.from.zoom * (goal.to.zoom / goal.from.zoom) ** part;
    // Position follows the zoom, so that the goal is approached in a straight line on the screen.
    const same = Math.abs(goal.to.zoom - goal.from.zoom) < 1e-6 * goal.to.zoom;
    const way = same ? part : (1 / zoom - 1 / goal.from.zoom) / (1 / goal.to.zoom - 1 / goal.from.zoom);
    this.view = {
      x: goal.from.x + (goal.to.x - goal.from.x) * way,
      y: goal.from.y + (goal.to.y - goal.from.y) * way,
      zoom,
    };
    if (t === 1) this.show(goal.to);
    return t < 1;
  }

  toWorld({ x, y }: Point): Point {
    const { view, window } = this;
    return { x: view.x + (x - window.width / 2) / view.zoom, y: view.y + (y - window.height / 2) / view.zoom };
  }

  toWindow({ x, y }: Point): Point {
    const { view, window } = this;
    return { x: (x - view.x) * view.zoom + window.width / 2, y: (y - view.y) * view.zoom + window.height / 2 };
  }

  /** What a zoom by `factor` around a point of the window would show. */
  zoomed(at: Point, factor: number): View {
    const before = this.toWorld(at);
    const least = Math.min(this.whole.zoom, this.view.zoom);
    const zoom = Math.max(least, Math.min(CLOSEST, this.view.zoom * factor));
    const scale = this.view.zoom / zoom;
    return this.kept({
      x: before.x + (this.view.x - before.x) * scale,
      y: before.y + (this.view.y - before.y) * scale,
      zoom,
    });
  }

  moved(dx: number, dy: number): View {
    return this.kept({ ...this.view, x: this.view.x - dx / this.view.zoom, y: this.view.y - dy / this.view.zoom });
  }

  /** The middle of the window stays within the world. */
  private kept(view: View): View {
    const { width, height } = this.world;
    return { ...view, x: Math.max(0, Math.min(width, view.x)), y: Math.max(0, Math.min(height, view.y)) };
  }

  /** The part of the world in the window. */
  get seen(): Rect {
    const corner = this.toWorld({ x: 0, y: 0 });
    return { ...corner, w: this.window.width / this.view.zoom, h: this.window.height / this.view.zoom };
  }
}

export const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
