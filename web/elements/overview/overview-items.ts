/** The model as a tree of names, in the order of the program: what the keyboard walks and a screen reader reads. */
import type { ProgramNode, Session } from '../../engine/index.js';
import { titleOf } from '../shared/words.js';
import type { Tile } from './boxes.js';
import type { Frame, Layout } from './layout.js';
import { say, sliceName } from './overview-words.js';

export interface Item {
  level: number;
  label: string;
  /** What it stands for in the picture; null for a lane, which is only a name. */
  place: Tile | Frame | null;
  /** The tensor or step that is run to. */
  path: string;
  /** Open or folded, for layers. */
  expanded: boolean | null;
}

export const isFrame = (place: Tile | Frame): place is Frame => 'folded' in place;

/** The stage's tensor is called by its name on the screen; its step where several share that name. */
export function captionOf(session: Session, path: string): string {
  return titleOf({ path, ...nameOf(session, path) });
}

function nameOf(session: Session, path: string): { stage: string | null; name: string } {
  const { name } = session.shapeOf(path);
  const find = (node: ProgramNode): ProgramNode | undefined =>
    node.writes.includes(path) ? node : node.children.map(find).find(Boolean);
  return { name, stage: find(session.program)?.stage ?? null };
}

export interface Known {
  isMade(path: string): boolean;
  isChanged(path: string): boolean;
  caption(path: string): string;
}

export function itemsOf(layout: Layout, lanes: ProgramNode[], known: Known): Item[] {
  const several = lanes.length > 1;
  const used = new Set<string>();
  const tileItem = (tile: Tile, level: number): Item => {
    const { path, shape } = tile.drawn;
    const title = known.caption(path);
    const head = tile.head === null ? title : `${title}, ${sliceName(tile.drawn, tile.head)}`;
    const size = (tile.head === null ? shape : shape.slice(1)).join('×');
    const label = say(known.isMade(path) ? 'overview-made' : 'overview-to-come', { title: head, shape: size });
    return {
      level,
      label: known.isChanged(path) ? say('overview-changed', { name: label }) : label,
      place: tile,
      path,
      expanded: null,
    };
  };
  const below = (node: ProgramNode, level: number): Item[] => {
    if (node.stage) {
      const tiles = layout.tiles.filter(({ drawn }) => drawn.leaf === node && !used.has(node.path));
      used.add(node.path);
      return tiles.map((tile) => tileItem(tile, level));
    }
    const frame = layout.frames.find((one) => one.node === node);
    if (!frame) return node.children.flatMap((child) => below(child, level));
    const label = frame.folded ? say('overview-layer-folded', { title: node.title }) : node.title;
    const own: Item = { level, label, place: frame, path: lastPath(node), expanded: !frame.folded };
    return [own, ...node.children.flatMap((child) => below(child, level + 1))];
  };
  return lanes.flatMap((lane) => {
    const items = lane.children.flatMap((child) => below(child, several ? 2 : 1));
    return several
      ? [{ level: 1, label: lane.title, place: null, path: lastPath(lane), expanded: true }, ...items]
      : items;
  });
}

/** The last step of a group, which is where it is wholly made. */
function lastPath(node: ProgramNode): string {
  let last = node;
  while (last.children.length) last = last.children.at(-1)!;
  return last.path;
}

/** The item that a key leads to from another; null where the key is not one of the tree's. */
export function stepFrom(items: Item[], at: number, key: string): number | 'open' | 'close' | null {
  const item = items[at];
  if (!item) return null;
  const parent = () => {
    for (let i = at - 1; i >= 0; i -= 1) if (items[i]!.level < item.level) return i;
    return at;
  };
  const end = items.length - 1;
  const moves: Record<string, () => number | 'open' | 'close'> = {
    ArrowDown: () => Math.min(end, at + 1),
    ArrowUp: () => Math.max(0, at - 1),
    ArrowRight: () => (item.expanded === false ? 'open' : Math.min(end, at + 1)),
    ArrowLeft: () => (item.expanded && item.place ? 'close' : parent()),
    Home: () => 0,
    End: () => end,
  };
  return moves[key]?.() ?? null;
}
