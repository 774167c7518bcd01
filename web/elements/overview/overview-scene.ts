/** What an overview shows of one session: layout, camera, pictures, and what is marked. No element, no document but the canvas. */
import { isHeadAxis } from '../../engine/head-axis.js';
import type { ProgramNode, Session, StageInfo } from '../../engine/index.js';
import type { Cell } from '../matrix/matrix-view.js';
import type { Point, Tile } from './boxes.js';
import { Camera, type Size } from './camera.js';
import { indexIn, NUMBERS } from './cell-painter.js';
import { type Colours, coloursAt } from './colours.js';
import { type Frame, type Layout, layoutOf } from './layout.js';
import { type Drawn, graphOf, type ModelGraph } from './model-graph.js';
import { captionOf, type Item, itemsOf } from './overview-items.js';
import { sliceName } from './overview-words.js';
import { type Flight, Painter } from './painter.js';
import { TilePictures } from './tile-pictures.js';

/** Narrower windows than this are drawn downwards. */
const NARROW = 640;
/** Models of more layers than this are folded but for the one that is looked at. */
const FEW_LAYERS = 3;
/** Heads side by side, at most. */
const WAYS = 6;

/** What a tensor is called where there is little room: its own name where its step has several, else its step's. */
function shortName({ name, path, leaf }: Drawn): string {
  const own = path === `${leaf.path}.${name}`;
  return (own ? name : (leaf.path.split('.').at(-1) ?? name)).replaceAll('_', ' ');
}

export interface Found {
  tile: Tile | null;
  frame: Frame | null;
  path: string | null;
  index: number[] | undefined;
}

export class OverviewScene {
  readonly graph: ModelGraph;
  layout!: Layout;
  camera: Camera;
  pictures!: TilePictures;
  items: Item[] = [];
  /** The tensor that was made last, or is looked at. */
  here: string | null = null;
  token = 0;
  private head = 0;
  private colours!: Colours;
  private readonly opened = new Set<string>();
  private readonly shut = new Set<string>();
  private readonly captions = new Map<string, string>();
  private flights: Flight[] = [];
  private flight = { start: 0, time: 0 };
  private edits = -1;

  readonly session: Session;
  readonly stages: readonly StageInfo[];

  constructor(session: Session, stages: readonly StageInfo[], probe: HTMLElement) {
    this.session = session;
    this.stages = stages;
    this.graph = graphOf(session, new Map(stages.map((stage) => [stage.id, stage])));
    this.camera = new Camera({ width: 1, height: 1 }, { width: 800, height: 500 });
    this.arrange();
    this.recolour(probe);
  }

  recolour(probe: HTMLElement): void {
    this.colours = coloursAt(probe);
    this.pictures = new TilePictures(this.session, this.colours);
  }

  caption(path: string): string {
    const known = this.captions.get(path) ?? captionOf(this.session, path);
    this.captions.set(path, known);
    return known;
  }

  private get layers(): ProgramNode[] {
    return this.graph.lanes.flatMap(({ blocks }) => blocks.flatMap(({ layer }) => layer ?? []));
  }

  private isFolded(layer: ProgramNode): boolean {
    if (this.opened.has(layer.path)) return false;
    if (this.shut.has(layer.path)) return true;
    const here = this.here?.startsWith(`${layer.path}.`) ?? false;
    return this.layers.length > FEW_LAYERS && !here && (this.here !== null || layer !== this.layers[0]);
  }

  /** Of the ways to place the heads, the one that is seen largest as a whole. */
  private arrange(): void {
    const options = {
      down: this.camera.window.width < NARROW,
      folded: (layer: ProgramNode) => this.isFolded(layer),
      captions: { of: shortName, slice: sliceName },
    };
    const { window } = this.camera;
    const most = Math.max(
      1,
      ...[...this.graph.drawn.values()].map(({ axes, shape }) => (isHeadAxis(axes[0]) ? shape[0]! : 1)),
    );
    const ways = Array.from({ length: Math.min(most, WAYS) }, (_, i) =>
      layoutOf(this.graph, { ...options, columns: i + 1 }),
    );
    const zoom = ({ width, height }: Layout) => new Camera({ width, height }, window).whole.zoom;
    this.layout = ways.reduce((best, way) => (zoom(way) > zoom(best) ? way : best));
    this.camera.world = { width: this.layout.width, height: this.layout.height };
  }

  resize(window: Size): void {
    const whole = this.camera.seesAll;
    this.camera.window = window;
    this.arrange();
    this.list();
    if (whole) this.camera.show(this.camera.whole);
  }

  /** Folds a layer, or opens it. */
  toggle(path: string): void {
    const layer = this.layers.find((one) => one.path === path);
    if (!layer) return;
    const folded = this.isFolded(layer);
    (folded ? this.opened : this.shut).add(path);
    (folded ? this.shut : this.opened).delete(path);
    this.arrange();
    this.list();
  }

  /** Takes in where the program stands, what is looked at, and what was edited. */
  update(place: Cell | null): void {
    const { tensor, index } = this.session.position;
    const path = place?.path ?? tensor;
    const at = place?.index ?? index;
    const before = this.layers.map((layer) => this.isFolded(layer)).join();
    this.here = path && this.graph.drawn.has(path) ? path : this.drawnNear(path);
    if (path && at) this.follow(path, at);
    if (this.layers.map((layer) => this.isFolded(layer)).join() !== before) this.arrange();
    // Numbers and edits may be new: the pictures are made again as they are seen.
    const edits = this.session.edits.length;
    if (edits > 0 || edits !== this.edits) this.pictures = new TilePictures(this.session, this.colours);
    this.edits = edits;
    this.list();
  }

  private follow(path: string, at: readonly number[]): void {
    const { axes } = this.session.shapeOf(path);
    const token = axes.indexOf('T');
    if (token >= 0) this.token = at[token]!;
    if (axes[0] === 'H') this.head = at[0]!;
  }

  /** An inner result is not drawn: what its step is for stands for it. */
  private drawnNear(path: string | null): string | null {
    if (!path) return null;
    const leaf = [...this.graph.drawn.values()].find((one) => Object.values(one.leaf.outputs).includes(path))?.leaf;
    return leaf ? (this.mains(leaf).at(-1) ?? null) : null;
  }

  private mains(leaf: ProgramNode): string[] {
    return [...this.graph.drawn.values()].filter((one) => one.leaf === leaf).map(({ path }) => path);
  }

  private list(): void {
    this.items = itemsOf(
      this.layout,
      this.graph.lanes.map(({ node }) => node),
      {
        isMade: (path) => this.pictures.filled(path, this.size(path)) > 0,
        isChanged: (path) => this.pictures.changes.has(path),
        caption: (path) => this.caption(path),
      },
    );
  }

  private size(path: string): number {
    return this.graph.drawn.get(path)!.shape.reduce((product, length) => product * length, 1);
  }

  get hereTile(): Tile | null {
    const tiles = this.layout.tiles.filter(({ drawn }) => drawn.path === this.here);
    return tiles.find(({ head }) => head === this.head) ?? tiles[0] ?? null;
  }

  titleOf({ drawn, head }: Tile): string {
    const layer = this.layers.find(({ path }) => drawn.path.startsWith(`${path}.`));
    const lane =
      this.graph.lanes.length > 1 ? this.graph.lanes.find(({ node }) => drawn.path.startsWith(`${node.path}.`)) : null;
    const names = [
      lane?.node.title,
      layer?.title,
      head === null ? null : sliceName(drawn, head),
      this.caption(drawn.path),
    ];
    return names.filter(Boolean).join(' › ');
  }

  /** What was read by the newest step flies into what it wrote. */
  fly(now: number, time: number): void {
    const tiles = this.layout.tiles;
    const sources = new Set(this.graph.edges.filter(({ to }) => to === this.here).map(({ from }) => from));
    const targets = tiles.filter(({ drawn }) => drawn.path === this.here);
    this.flights = targets.flatMap((to) =>
      tiles
        .filter(({ drawn, head }) => sources.has(drawn.path) && (head === null || to.head === null || head === to.head))
        .map((from) => ({ from, to })),
    );
    this.flight = { start: now, time };
  }

  /** Draws one frame; true where another is needed. */
  draw(canvas: HTMLCanvasElement, now: number, active: Tile | Frame | null): boolean {
    const scale = Math.min(2, devicePixelRatio || 1);
    const { width, height } = this.camera.window;
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    const travels = this.camera.advance(now);
    const painter = new Painter(canvas.getContext('2d')!, this.layout, this.pictures, this.colours, this.camera, scale);
    const progress = this.flight.time ? Math.min(1, (now - this.flight.start) / this.flight.time) : 1;
    const marks = {
      here: this.here,
      head: this.head,
      token: this.token,
      active,
      titleOf: ({ node }: Frame) => node.title,
    };
    painter.draw(marks, this.flights, progress);
    if (progress === 1) this.flights = [];
    return travels || progress < 1 || painter.unfinished;
  }

  /** What stands at a point of the window: a tile (and its cell, where cells are large enough to be meant), a plus, a folded layer. */
  at(point: Point): Found | null {
    const world = this.camera.toWorld(point);
    const inside = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }) =>
      world.x >= x && world.y >= y && world.x < x + w && world.y < y + h;
    const tile = this.layout.tiles.find(inside) ?? null;
    const frame = this.layout.frames.find((one) => one.folded && inside(one)) ?? null;
    if (frame) return { tile: null, frame, path: null, index: undefined };
    if (tile) return { tile, frame: null, path: tile.drawn.path, index: this.indexIn(tile, world) };
    const join = this.layout.joins.find(({ x, y }) => Math.hypot(world.x - x, world.y - y) < 12);
    return join ? { tile: null, frame: null, path: join.leaf.path, index: undefined } : null;
  }

  private indexIn(tile: Tile, world: Point): number[] | undefined {
    const cell = tile.w / tile.cols;
    const row = Math.min(tile.rows - 1, Math.floor((world.y - tile.y) / cell));
    const col = Math.min(tile.cols - 1, Math.floor((world.x - tile.x) / cell));
    if (cell * this.camera.view.zoom >= NUMBERS) return indexIn(tile, row, col);
    // From further away a click means the head, and the token that is followed already.
    return tile.head === null ? undefined : [tile.head, Math.min(this.token, tile.rows - 1), 0];
  }
}
