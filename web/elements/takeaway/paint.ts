/** The colours of the theme in force as any program for pictures knows them, and a picture drawn from its SVG. */
import type { MatrixView } from '../matrix/matrix-view.js';
import { SHADES, shadeClass } from '../matrix/shades.js';
import type { Paint } from './picture-svg.js';

/** Pixels for each CSS pixel of a PNG. */
const SHARPNESS = 2;

const hex = (bytes: ArrayLike<number>): string =>
  `#${[0, 1, 2].map((i) => (bytes[i] as number).toString(16).padStart(2, '0')).join('')}`;

/**
 * Reads the colours off an element that wears them.
 * @param probe an element with the class `probe` in a shadow root that has the sheet of the heat ramps
 */
export function paintOf(probe: HTMLElement): Paint {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  const plain = (colour: string): string => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return hex(context.getImageData(0, 0, 1, 1).data);
  };
  const style = getComputedStyle(probe);
  const token = (name: string): string => {
    probe.style.setProperty('color', `var(--attend-${name})`);
    return plain(style.color);
  };
  const number = (name: string): number => Number.parseFloat(style.getPropertyValue(`--attend-${name}`));
  const inks = [token('cell-ink'), token('cell-ink-deep')] as const;
  const colours = Object.fromEntries(
    ['surface', 'ink', 'ink-soft', 'hatch-deep', 'mark-line', 'q', 'k', 'v', 'weights'].map((name) => [
      name,
      token(name),
    ]),
  );
  const colour = (name: string): string => colours[name] as string;
  const known = new Map<string, { fill: string; ink: string }>();
  const cell = (view: MatrixView, share: number) => {
    const step = Math.round(share * SHADES);
    const key = `${view.role} ${step}`;
    const found = known.get(key);
    if (found) return found;
    const size = Math.abs(step) / SHADES;
    (probe.parentElement as HTMLElement).className = `heat-${view.role}`;
    probe.className = `probe ${shadeClass(step)}`;
    const strength = number(view.role === 'weights' ? 'strength-weights' : 'strength');
    const made = { fill: plain(style.backgroundColor), ink: inks[size * strength > number('flip') ? 1 : 0] };
    known.set(key, made);
    return made;
  };
  return {
    surface: colour('surface'),
    ink: colour('ink'),
    soft: colour('ink-soft'),
    hatch: colour('hatch-deep'),
    mark: colour('mark-line'),
    cell,
    name: ({ role }) => colours[role] ?? colour('ink'),
  };
}

/** Draws an SVG as a PNG, twice as sharp. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * SHARPNESS;
  canvas.height = image.naturalHeight * SHARPNESS;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error(`${canvas.width} × ${canvas.height}`))), 'image/png');
  });
}
