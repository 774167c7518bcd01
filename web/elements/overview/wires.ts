/** The lines of the overview: from what is read to what is made of it. */
import { isHeadAxis } from '../../engine/head-axis.js';
import type { Point, Tile } from './boxes.js';
import type { Drawn, Edge, Lane, ModelGraph } from './model-graph.js';

/** A line from what is read to what is made; what colours it is what it carries. */
export interface Wire {
  from: Point;
  to: Point;
  source: Drawn;
  target: Drawn;
  /** It leaves and arrives upright. */
  upright: boolean;
}

/** A lane that is laid out. */
export interface Placed {
  lane: Lane;
  /** Where a branch leaves the stream, by the paths of its tensors. */
  leaves: ReadonlyMap<string, Point>;
  /** Where a branch comes back, by the path of the step it is added in, or of its own last tensor. */
  lands: ReadonlyMap<string, Point>;
}

const middle = ({ x, y, w, h }: Tile): Point => ({ x: x + w / 2, y: y + h / 2 });

/** Where a line leaves or enters a tile. */
function port(tile: Tile, upright: boolean, out: boolean): Point {
  const { x, y } = middle(tile);
  if (upright) return { x, y: out ? tile.y + tile.h : tile.y };
  return { x: out ? tile.x + tile.w : tile.x, y };
}

/** Whether one tile stands over the other, so that a line between them goes up or down. */
const over = (a: Tile, b: Tile): boolean => a.x < b.x + b.w && b.x < a.x + a.w;

/** The side of a tile that faces where its branch comes back. */
function facing(tile: Tile, land: Point, down: boolean): Point {
  const { x, y } = middle(tile);
  if (down) return { x: tile.x, y };
  return land.y < tile.y ? { x, y: tile.y } : { x, y: tile.y + tile.h };
}

function pathsOf({ blocks }: Lane, onStream: boolean): string[] {
  const parts = blocks.flatMap((block) => block.parts).filter(({ kind }) => !onStream || kind === 'stream');
  return parts.flatMap(({ drawn }) => drawn.map(({ path }) => path));
}

/** All lines between tiles; the stream itself is drawn apart, and within a head nearness says enough. */
export function wiresOf(graph: ModelGraph, tiles: Tile[], lanes: Placed[], down: boolean): Wire[] {
  const byPath = new Map<string, Tile[]>();
  for (const tile of tiles) byPath.set(tile.drawn.path, [...(byPath.get(tile.drawn.path) ?? []), tile]);
  const stream = new Set(lanes.flatMap(({ lane }) => pathsOf(lane, true)));
  const laneOf = new Map(lanes.flatMap((one) => pathsOf(one.lane, false).map((path) => [path, one] as const)));

  const toStream = ({ from }: Edge, land: Point, ends: Pick<Wire, 'source' | 'target'>): Wire[] =>
    (byPath.get(from) ?? []).map((tile) => ({ from: facing(tile, land, down), to: land, ...ends, upright: down }));

  const toTile = ({ from, to }: Edge, target: Tile, ends: Pick<Wire, 'source' | 'target'>): Wire[] => {
    const lane = laneOf.get(to)!;
    const leave = stream.has(from) && laneOf.get(from) === lane ? lane.leaves.get(to) : undefined;
    if (leave) {
      const upright = down || leave.y < target.y;
      return [{ from: leave, to: port(target, upright, false), ...ends, upright }];
    }
    return (byPath.get(from) ?? []).map((tile) => {
      const upright = down || over(tile, target);
      return { from: port(tile, upright, true), to: port(target, upright, false), ...ends, upright };
    });
  };

  return graph.edges.flatMap((edge) => {
    const ends = { source: graph.drawn.get(edge.from)!, target: graph.drawn.get(edge.to)! };
    if (stream.has(edge.from) && stream.has(edge.to)) return [];
    const land = stream.has(edge.to) ? laneOf.get(edge.to)!.lands.get(ends.target.leaf.path) : undefined;
    if (land) return toStream(edge, land, ends);
    const within = isHeadAxis(ends.source.axes[0]) && isHeadAxis(ends.target.axes[0]);
    return within ? [] : (byPath.get(edge.to) ?? []).flatMap((tile) => toTile(edge, tile, ends));
  });
}
