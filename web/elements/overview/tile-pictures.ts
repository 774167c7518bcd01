/** The pictures of tiles, one pixel a cell, made when they are first seen and anew when their numbers change. */
import type { Change, NamedTensor, Session } from '../../engine/index.js';
import { magnitude } from '../matrix/matrix-view.js';
import { type Role, roleOf } from '../matrix/roles.js';
import { SHADES, shadeFor } from '../matrix/shades.js';
import type { Tile } from './boxes.js';
import type { Colours } from './colours.js';

interface Known {
  tensor: NamedTensor;
  scale: number;
  role: Role;
  pictures: Map<number, { filled: number; canvas: OffscreenCanvas }>;
}

export class TilePictures {
  private readonly known = new Map<string, Known>();
  private readonly ends = new Map<string, number>();
  /** What an edit changed, by path. */
  readonly changes: ReadonlyMap<string, Change>;

  readonly session: Session;
  private readonly colours: Colours;

  constructor(session: Session, colours: Colours) {
    this.session = session;
    this.colours = colours;
    this.changes = new Map(session.edits.length ? session.changes().map((change) => [change.path, change]) : []);
  }

  /** The numbers of a tensor, computed now if they were not yet asked for. */
  of(path: string): Known {
    const known = this.known.get(path);
    if (known) return known;
    const tensor = this.session.tensor(path, { ahead: true });
    const made = { tensor, scale: magnitude(tensor.data), role: roleOf(path, tensor.name), pictures: new Map() };
    this.known.set(path, made);
    return made;
  }

  has(path: string): boolean {
    return this.known.has(path);
  }

  /** How many cells of a tensor are made where the program stands. */
  filled(path: string, size: number): number {
    const end = this.ends.get(path) ?? this.session.locate(path);
    this.ends.set(path, end);
    return Math.max(0, Math.min(size, this.session.position.cells - (end - size)));
  }

  /** Where the numbers of a tile begin in its tensor, and how many of them are made. */
  slice({ drawn, head, rows, cols }: Tile): { offset: number; made: number } {
    const size = drawn.shape.reduce((product, length) => product * length, 1);
    const offset = head === null ? 0 : head * rows * cols;
    const made = Math.max(0, Math.min(rows * cols, this.filled(drawn.path, size) - offset));
    return { offset, made };
  }

  /** The picture of what is made of a tile; null where nothing is. */
  picture(tile: Tile): OffscreenCanvas | null {
    const { offset, made } = this.slice(tile);
    if (made === 0) return null;
    const known = this.of(tile.drawn.path);
    const before = known.pictures.get(tile.head ?? -1);
    if (before?.filled === made) return before.canvas;
    const canvas = before?.canvas ?? new OffscreenCanvas(tile.cols, tile.rows);
    this.paint(canvas, known, offset, made);
    known.pictures.set(tile.head ?? -1, { filled: made, canvas });
    return canvas;
  }

  private paint(canvas: OffscreenCanvas, { tensor, scale, role }: Known, offset: number, made: number): void {
    const image = new ImageData(canvas.width, canvas.height);
    const pixels = new Uint32Array(image.data.buffer);
    const ramp = this.colours.ramps[role];
    for (let at = 0; at < made; at += 1) {
      const value = tensor.data[offset + at]!;
      if (Number.isFinite(value)) pixels[at] = ramp[shadeFor({ scale, role }, value) + SHADES]!;
    }
    canvas.getContext('2d')!.putImageData(image, 0, 0);
  }

  /** The shade of a cell, for the ink of the number on it. */
  isDeep(path: string, value: number): boolean {
    const { scale, role } = this.of(path);
    return this.colours.deep[role][shadeFor({ scale, role }, value) + SHADES]!;
  }
}
