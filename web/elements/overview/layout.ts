/**
 * Where everything of a model stands, from left to right, or downwards where it is narrow: the residual stream as the
 * spine, attention on one side of it, what works on each token alone on the other. Lengths are world pixels.
 */
import type { ProgramNode } from '../../engine/index.js';
import {
  type Box,
  boxesOf,
  type Captions,
  foldedBox,
  GAP,
  type Point,
  plainBox,
  stack,
  streamCell,
  type Tile,
  toTheRight,
} from './boxes.js';
import type { Block, Branch, Drawn, Lane, ModelGraph, OnStream } from './model-graph.js';
import { type Wire, wiresOf } from './wires.js';

/** A stretch of the residual stream: one line a token. */
export interface Stretch {
  from: Point;
  to: Point;
  tokens: number;
  pitch: number;
}

export interface Join extends Point {
  leaf: ProgramNode;
}

export interface Frame {
  node: ProgramNode;
  folded: boolean;
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Layout {
  down: boolean;
  tiles: Tile[];
  wires: Wire[];
  stretches: Stretch[];
  joins: Join[];
  frames: Frame[];
  /** Where the names of lanes stand. */
  titles: { node: ProgramNode; at: Point }[];
  width: number;
  height: number;
}

export interface LayoutOptions {
  /** Downwards, for narrow places. */
  down: boolean;
  /** Layers that are shown as a strip. */
  folded(layer: ProgramNode): boolean;
  captions: Captions;
  /** Heads that stand side by side. */
  columns: number;
}

const AWAY = 26;
const PADDING = 18;
const TITLE = 26;
const BETWEEN_LANES = 60;
const MARGIN = 24;
/** A folded layer is at least as long as its name. */
const STRIP = 52;

/** Along the stream and across it; what lies downwards swaps the two. */
class LaneLayout {
  readonly tiles: Tile[] = [];
  readonly stretches: Stretch[] = [];
  readonly joins: Join[] = [];
  readonly frames: Frame[] = [];
  /** Where each branch leaves the stream, by the paths of its tensors. */
  readonly leaves = new Map<string, Point>();
  readonly lands = new Map<string, Point>();
  private at = 0;
  private from = 0;
  /** Along the stream, the end of what stands on the far side of it. */
  private belowEnd = Number.NEGATIVE_INFINITY;
  /** Along the stream, where the layer begins. */
  private start = 0;
  private top = 0;
  private bottom = 0;
  private readonly tokens: number;
  private readonly pitch: number;
  private readonly widthOf: number;

  readonly lane: Lane;
  readonly options: LayoutOptions;

  constructor(lane: Lane, options: LayoutOptions) {
    this.lane = lane;
    this.options = options;
    const first = lane.blocks.flatMap(({ parts }) => parts).flatMap(({ drawn }) => drawn)[0];
    [this.tokens, this.widthOf] = [first?.shape[0] ?? 1, first?.shape[1] ?? 1];
    this.pitch = Math.max(streamCell(this.tokens, this.widthOf), this.down ? 3 : 0);
    for (const block of lane.blocks) this.block(block);
    const last = lane.blocks.at(-1)?.parts.at(-1);
    if (last?.kind === 'branch') this.at = Math.max(this.at, this.from);
  }

  private get down(): boolean {
    return this.options.down;
  }

  private get half(): number {
    return (this.tokens * this.pitch) / 2;
  }

  private point(along: number, across: number): Point {
    return this.down ? { x: across, y: along } : { x: along, y: across };
  }

  private along(box: { w: number; h: number }): number {
    return this.down ? box.h : box.w;
  }

  private across(box: { w: number; h: number }): number {
    return this.down ? box.w : box.h;
  }

  /** Puts a box down; `along` and `across` are where its middle line and its near edge stand. */
  private put(box: Box, along: number, across: number): void {
    const { x, y } = this.point(along, across);
    for (const tile of box.tiles) this.tiles.push({ ...tile, x: tile.x + x, y: tile.y + y });
    this.top = Math.min(this.top, across);
    this.bottom = Math.max(this.bottom, across + this.across(box));
  }

  private stretch(): void {
    if (this.at > this.from) {
      const [from, to] = [this.point(this.from, 0), this.point(this.at, 0)];
      this.stretches.push({ from, to, tokens: this.tokens, pitch: this.pitch });
    }
    this.from = this.at;
  }

  private block({ layer, parts }: Block): void {
    const start = this.at + (layer ? GAP : 0);
    const before = this.tiles.length;
    const [top, bottom] = [this.top, this.bottom];
    if (layer) {
      this.at = start + PADDING + (this.down ? TITLE : 0);
      this.start = this.at;
      this.belowEnd = Number.NEGATIVE_INFINITY;
      [this.top, this.bottom] = [-this.half, this.half];
    }
    const folded = layer !== null && this.options.folded(layer);
    if (folded) this.strip(parts.flatMap(({ drawn }) => drawn));
    else for (const part of parts) part.kind === 'stream' ? this.onStream(part) : this.branch(part);
    if (!layer) return;
    this.at = Math.max(this.at, this.belowEnd + GAP) + PADDING;
    const [near, far] = [this.top - PADDING - (this.down ? 0 : TITLE), this.bottom + PADDING];
    const corner = this.point(start, near);
    const size = this.point(this.at - start, far - near);
    this.frames.push({ node: layer, folded, ...corner, w: size.x, h: size.y });
    [this.top, this.bottom] = [Math.min(top, near), Math.max(bottom, far)];
    if (before === this.tiles.length) this.at += GAP;
  }

  private strip(drawn: Drawn[]): void {
    const box = foldedBox(drawn, this.options.columns);
    this.put(box, this.at, this.down ? this.half + AWAY : -this.half - AWAY - this.across(box));
    this.at += Math.max(this.along(box), STRIP);
  }

  private onStream({ leaf, drawn, join }: OnStream): void {
    if (join) {
      const at = this.point(this.at, 0);
      this.joins.push({ ...at, leaf });
      this.lands.set(leaf.path, at);
      this.at += GAP;
    }
    for (const one of drawn) this.streamTile(one);
  }

  private streamTile(one: Drawn): void {
    const { captions } = this.options;
    const box = plainBox(one, captions.of(one), this.tokens, this.widthOf);
    const tile = box.tiles[0]!;
    if (this.at > 0) this.at += GAP;
    this.stretch();
    const across = this.down ? -tile.w / 2 : -tile.y - tile.h / 2;
    this.put(box, this.at, across);
    this.from = this.at + (this.down ? this.along(box) : tile.w);
    this.at += this.along(box) + GAP;
  }

  private branch(part: Branch): void {
    const { captions, columns } = this.options;
    const leave = this.point(this.at, 0);
    for (const { path } of part.drawn) this.leaves.set(path, leave);
    const { tokens, widthOf: width } = this;
    const boxes = boxesOf(part.drawn, { tokens, width, columns, captions }, !this.down);
    if (!part.joins) this.stretch();
    if (part.above || this.down) this.beside(boxes, part);
    else this.below(boxes);
    if (part.joins) return;
    this.from = this.at;
    this.lands.set(part.drawn.at(-1)!.path, this.point(this.at, 0));
  }

  /** Boxes one after the other, their middles on one line beside the stream. */
  private beside(boxes: Box[], { above }: Branch): void {
    const high = Math.max(...boxes.map((box) => this.across(box)));
    const near = this.half + AWAY;
    let along = this.at + AWAY;
    for (const box of boxes) {
      const middle = above && !this.down ? -near - high / 2 : near + high / 2;
      this.put(box, along, this.down ? near : middle - this.across(box) / 2);
      along += this.along(box) + (this.down ? GAP : AWAY);
    }
    this.at = along;
  }

  /** On the far side: everything but the last in a pile under where the branch leaves, the last beside it, going back. */
  private below(boxes: Box[]): void {
    const piled = boxes.slice(0, -1);
    const wide = Math.max(0, ...piled.map(({ w }) => w));
    const pile = stack(
      piled.map((box) => toTheRight(box, wide)),
      true,
    );
    const last = boxes.at(-1)!;
    const first = pile.tiles[0]?.w ?? 0;
    const start = Math.max(this.at + first / 2 - pile.w, this.belowEnd + GAP, this.start);
    const near = this.half + AWAY;
    this.put(pile, start, near);
    const along = Math.max(this.at, start + pile.w) + GAP;
    this.put(last, along, near + Math.max(0, pile.h - last.h));
    this.belowEnd = along + last.w;
    this.at = Math.max(this.at + AWAY, along + last.w / 2);
  }

  get size(): { along: number; top: number; bottom: number } {
    return { along: this.at, top: Math.min(this.top, -this.half), bottom: Math.max(this.bottom, this.half) };
  }
}

const shift = <T extends Point>(one: T, x: number, y: number): T => ({ ...one, x: one.x + x, y: one.y + y });

export function layoutOf(graph: ModelGraph, options: LayoutOptions): Layout {
  const { down } = options;
  const lanes = graph.lanes.map((lane) => new LaneLayout(lane, options));
  const layout: Layout = {
    down,
    tiles: [],
    wires: [],
    stretches: [],
    joins: [],
    frames: [],
    titles: [],
    width: 0,
    height: 0,
  };
  let across = 0;
  let along = 0;
  for (const lane of lanes) {
    const { size } = lane;
    const offset = across - size.top + (lanes.length > 1 ? TITLE : 0);
    const [dx, dy] = down ? [offset, 0] : [0, offset];
    if (lanes.length > 1)
      layout.titles.push({ node: lane.lane.node, at: down ? { x: across, y: -12 } : { x: 0, y: across + 12 } });
    move(lane, dx, dy);
    layout.tiles.push(...lane.tiles);
    layout.stretches.push(...lane.stretches);
    layout.joins.push(...lane.joins);
    layout.frames.push(...lane.frames);
    across = offset + size.bottom + BETWEEN_LANES;
    along = Math.max(along, size.along);
  }
  layout.wires = wiresOf(graph, layout.tiles, lanes, down);
  across -= BETWEEN_LANES;
  // The last name may be longer than what it names.
  along += MARGIN;
  [layout.width, layout.height] = down ? [across, along] : [along, across];
  return layout;
}

/** Moves everything of a lane to its place. */
function move(lane: LaneLayout, dx: number, dy: number): void {
  const all = (list: Point[]) => {
    for (const one of list) Object.assign(one, shift(one, dx, dy));
  };
  all(lane.tiles);
  all(lane.joins);
  all(lane.frames);
  for (const stretch of lane.stretches) {
    stretch.from = shift(stretch.from, dx, dy);
    stretch.to = shift(stretch.to, dx, dy);
  }
  for (const map of [lane.leaves, lane.lands]) for (const [path, at] of map) map.set(path, shift(at, dx, dy));
}
