/** Draws the model as it is seen through the camera. It computes nothing: every square is a number of the session. */
import { type Role, roleOf } from '../matrix/roles.js';
import type { Point, Tile } from './boxes.js';
import { type Camera, overlaps, type Rect } from './camera.js';
import { CellPainter, NUMBERS } from './cell-painter.js';
import type { ColourName, Colours } from './colours.js';
import type { Frame, Layout, Stretch } from './layout.js';
import type { TilePictures } from './tile-pictures.js';
import type { Wire } from './wires.js';

/** What is marked in the picture. */
export interface Marks {
  /** The tensor that was made last, or is looked at. */
  here: string | null;
  /** The head that is followed. */
  head: number;
  /** The token that is followed. */
  token: number;
  /** The same by keyboard or pointer. */
  active: Tile | Frame | null;
  titleOf(frame: Frame): string;
}

/** A step that is being drawn: what is read travels into what is written. */
export interface Flight {
  from: Tile;
  to: Tile;
}

/** A frame may spend so many milliseconds on pictures that are not made yet. */
const PATIENCE = 8;

export class Painter {
  /** True where some picture had no time in the last frame. */
  unfinished = false;

  private readonly context: CanvasRenderingContext2D;
  private readonly layout: Layout;
  private readonly pictures: TilePictures;
  private readonly colours: Colours;
  private readonly camera: Camera;
  private readonly scale: number;
  private readonly cells: CellPainter;

  constructor(
    context: CanvasRenderingContext2D,
    layout: Layout,
    pictures: TilePictures,
    colours: Colours,
    camera: Camera,
    scale: number,
  ) {
    this.context = context;
    this.layout = layout;
    this.pictures = pictures;
    this.colours = colours;
    this.camera = camera;
    this.scale = scale;
    this.cells = new CellPainter(context, pictures, colours, camera.view.zoom);
  }

  draw(marks: Marks, flights: readonly Flight[], progress: number): void {
    const { context, camera, scale } = this;
    const { view, window } = camera;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.fillStyle = this.colour('surface');
    context.fillRect(0, 0, window.width, window.height);
    const left = (window.width / 2 - view.x * view.zoom) * scale;
    const top = (window.height / 2 - view.y * view.zoom) * scale;
    context.setTransform(scale * view.zoom, 0, 0, scale * view.zoom, left, top);
    const { seen } = camera;
    for (const frame of this.layout.frames) if (overlaps(frame, seen)) this.frame(frame, marks);
    for (const stretch of this.layout.stretches) this.stretch(stretch, marks);
    for (const wire of this.layout.wires) this.wire(wire, marks);
    for (const join of this.layout.joins) this.join(join);
    this.titles(marks);
    const until = performance.now() + PATIENCE;
    this.unfinished = false;
    const tiles = this.layout.tiles.filter((tile) => overlaps({ ...tile, y: tile.y - 16, h: tile.h + 16 }, seen));
    for (const tile of tiles) this.tile(tile, until);
    for (const tile of tiles) this.marks(tile, marks);
    for (const tile of tiles) if (this.cellSize(tile) >= NUMBERS) this.cells.draw(tile, seen, marks.token);
    if (progress < 1) for (const flight of flights) this.fly(flight, progress);
  }

  private colour(name: ColourName): string {
    return this.colours.named[name];
  }

  /** A length of the window in world pixels. */
  private px(length: number): number {
    return length / this.camera.view.zoom;
  }

  private cellSize(tile: Tile): number {
    return (tile.w / tile.cols) * this.camera.view.zoom;
  }

  /** Type that is neither too small to be read nor larger than what it names. */
  private type(least: number, most: number, world: number): number {
    return this.px(Math.max(least, Math.min(most, world * this.camera.view.zoom)));
  }

  private text(text: string, { x, y }: Point, size: number, ink: string, weight = 400): void {
    const { context } = this;
    context.font = `${weight} ${size}px ${this.colours.sans}`;
    context.fillStyle = ink;
    context.fillText(text, x, y);
  }

  private frame(frame: Frame, marks: Marks): void {
    const { context } = this;
    const here = marks.here?.startsWith(`${frame.node.path}.`) ?? false;
    context.beginPath();
    context.roundRect(frame.x, frame.y, frame.w, frame.h, 10);
    context.fillStyle = here ? this.colour('mark') : this.colour('sunken');
    context.globalAlpha = here ? 0.35 : 0.55;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = this.colour(marks.active === frame ? 'focus' : here ? 'mark-line' : 'line');
    context.lineWidth = this.px(marks.active === frame ? 3 : 1);
    context.stroke();
    const size = this.type(10, 16, 12);
    context.save();
    context.clip();
    this.text(marks.titleOf(frame), { x: frame.x + 12, y: frame.y + 8 + size }, size, this.colour('ink'), 600);
    context.restore();
  }

  private titles(marks: Marks): void {
    const { context } = this;
    context.textAlign = 'left';
    for (const { node, at } of this.layout.titles) {
      const frame = { node, folded: false, ...at, w: 0, h: 0 };
      this.text(marks.titleOf(frame), at, this.type(11, 18, 16), this.colour('ink'), 700);
    }
  }

  /** One line a token; the followed one stands out. */
  private stretch({ from, to, tokens, pitch }: Stretch, { token }: Marks): void {
    const { context } = this;
    const { down } = this.layout;
    const line = (at: number) => {
      const off = (at + 0.5 - tokens / 2) * pitch;
      context.beginPath();
      context.moveTo(from.x + (down ? off : 0), from.y + (down ? 0 : off));
      context.lineTo(to.x + (down ? off : 0), to.y + (down ? 0 : off));
      context.stroke();
    };
    context.strokeStyle = this.colour('line-strong');
    context.lineWidth = this.px(1);
    context.globalAlpha = Math.min(0.6, Math.max(0.15, (pitch * this.camera.view.zoom) / 8));
    for (let at = 0; at < tokens; at += 1) if (at !== token) line(at);
    context.globalAlpha = 1;
    context.strokeStyle = this.colour('mark-line');
    context.lineWidth = this.px(2.5);
    if (token < tokens) line(token);
  }

  private wirePath({ from, to, upright }: Wire): void {
    const { context } = this;
    context.beginPath();
    context.moveTo(from.x, from.y);
    if (upright) {
      const bend = (to.y - from.y) / 2;
      context.bezierCurveTo(from.x, from.y + bend, to.x, to.y - bend, to.x, to.y);
    } else {
      const bend = Math.max(12, Math.abs(to.x - from.x) / 2);
      const back = to.x <= from.x + 8;
      if (back) context.quadraticCurveTo(to.x, from.y, to.x, to.y);
      else context.bezierCurveTo(from.x + bend, from.y, to.x - bend, to.y, to.x, to.y);
    }
  }

  private wire(wire: Wire, marks: Marks): void {
    const { context } = this;
    const carried =
      inkOf(roleOf(wire.source.path, wire.source.name)) ?? inkOf(roleOf(wire.target.path, wire.target.name));
    const here = marks.here === wire.target.path;
    context.strokeStyle = this.colour(here ? 'mark-line' : (carried ?? 'line-strong'));
    context.globalAlpha = here ? 1 : carried ? 0.6 : 0.75;
    context.lineWidth = this.px(here ? 2.5 : 1.25);
    this.wirePath(wire);
    context.stroke();
    context.globalAlpha = 1;
  }

  private join({ x, y }: Point): void {
    const { context } = this;
    const size = 8;
    context.beginPath();
    context.arc(x, y, size, 0, 2 * Math.PI);
    context.fillStyle = this.colour('surface');
    context.fill();
    context.strokeStyle = this.colour('line-strong');
    context.lineWidth = this.px(1.5);
    context.moveTo(x - size / 2, y);
    context.lineTo(x + size / 2, y);
    context.moveTo(x, y - size / 2);
    context.lineTo(x, y + size / 2);
    context.stroke();
  }

  private tile(tile: Tile, until: number): void {
    const { context } = this;
    const { x, y, w, h } = tile;
    context.fillStyle = this.colour('surface');
    context.fillRect(x, y, w, h);
    const ready = this.pictures.has(tile.drawn.path) || performance.now() < until;
    if (!ready) this.unfinished = true;
    const picture = ready ? this.pictures.picture(tile) : null;
    if (picture) {
      const cell = this.cellSize(tile) * this.scale;
      context.imageSmoothingEnabled = cell < 1;
      context.drawImage(picture, x, y, w, h);
    }
    context.strokeStyle = this.colour('line-strong');
    context.globalAlpha = 0.5;
    context.lineWidth = this.px(1);
    context.strokeRect(x, y, w, h);
    context.globalAlpha = 1;
    if (!tile.caption) return;
    const size = this.type(8, 13, 11.5);
    const ink = tile.head === null ? inkOf(roleOf(tile.drawn.path, tile.drawn.name)) : 'weights';
    this.text(tile.caption, { x, y: y - 4 }, size, this.colour(ink ?? 'ink-soft'), 600);
  }

  private outline({ x, y, w, h }: Rect, colour: ColourName, width: number, away: number): void {
    const { context } = this;
    context.strokeStyle = this.colour(colour);
    context.lineWidth = this.px(width);
    const off = this.px(away);
    context.strokeRect(x - off, y - off, w + 2 * off, h + 2 * off);
  }

  private marks(tile: Tile, marks: Marks): void {
    const { context } = this;
    const { path } = tile.drawn;
    if (this.pictures.changes.has(path)) {
      context.shadowColor = this.colour('mark-line');
      context.shadowBlur = 10 * this.scale;
      this.outline(tile, 'mark-line', 1.5, 1);
      context.shadowBlur = 0;
    }
    if (path === marks.here)
      this.outline(tile, 'mark-line', tile.head === null || tile.head === marks.head ? 3 : 1.5, 1.5);
    if (tile === marks.active) this.outline(tile, 'focus', 3, 4);
  }

  /** The picture of what is read, on its way to what is written. */
  private fly({ from, to }: Flight, progress: number): void {
    const { context } = this;
    const picture = this.pictures.picture(from);
    if (!picture) return;
    const part = progress * progress * (3 - 2 * progress);
    const mix = (a: number, b: number) => a + (b - a) * part;
    context.globalAlpha = 0.75 * (1 - part ** 3);
    context.imageSmoothingEnabled = false;
    const box = { x: mix(from.x, to.x), y: mix(from.y, to.y), w: mix(from.w, to.w), h: mix(from.h, to.h) };
    context.drawImage(picture, box.x, box.y, box.w, box.h);
    this.outline(box, 'mark-line', 2, 0);
    context.globalAlpha = 1;
  }
}

/** The colour of what is named by a colour in text, too. */
const inkOf = (role: Role): ColourName | null =>
  role === 'q' || role === 'k' || role === 'v' || role === 'weights' ? role : null;
