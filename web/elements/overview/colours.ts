/** The colours in force, asked of the style sheet: a canvas knows no custom properties. */
import type { Role } from '../matrix/roles.js';
import { SHADES, shadeClass } from '../matrix/shades.js';

const NAMES = [
  'paper',
  'surface',
  'sunken',
  'ink',
  'ink-soft',
  'line',
  'line-strong',
  'mark',
  'mark-line',
  'q',
  'k',
  'v',
  'weights',
  'focus',
  'cell-line',
  'cell',
  'cell-ink',
  'cell-ink-deep',
] as const;

export type ColourName = (typeof NAMES)[number];

const ROLES: readonly Role[] = ['q', 'k', 'v', 'score', 'weights', 'plain', 'mask', 'ids', 'count'];

export interface Colours {
  named: Record<ColourName, string>;
  /** From minus one over zero to plus one, as RGBA pixels. */
  ramps: Record<Role, Uint32Array>;
  /** Whether text on a shade takes the other ink. */
  deep: Record<Role, boolean[]>;
  sans: string;
  mono: string;
}

/** @param probe an element within reach of the sheets of heat and tokens */
export function coloursAt(probe: HTMLElement): Colours {
  const style = getComputedStyle(probe);
  const own = probe.className;
  const named = {} as Record<ColourName, string>;
  for (const name of NAMES) {
    probe.style.color = `var(--attend-${name})`;
    named[name] = style.color;
  }
  const context = new OffscreenCanvas(2 * SHADES + 1, 1).getContext('2d', { willReadFrequently: true })!;
  const ramps = {} as Record<Role, Uint32Array>;
  const deep = {} as Record<Role, boolean[]>;
  const shade = document.createElement('span');
  probe.append(shade);
  const ink = getComputedStyle(shade);
  probe.style.color = '';
  for (const role of ROLES) {
    probe.className = `heat-${role}`;
    context.clearRect(0, 0, 2 * SHADES + 1, 1);
    for (let i = -SHADES; i <= SHADES; i += 1) {
      shade.className = shadeClass(i);
      context.fillStyle = ink.backgroundColor;
      context.fillRect(i + SHADES, 0, 1, 1);
    }
    const bytes = context.getImageData(0, 0, 2 * SHADES + 1, 1).data;
    ramps[role] = new Uint32Array(bytes.buffer.slice(0));
    deep[role] = Array.from(
      { length: 2 * SHADES + 1 },
      (_, i) => luminance(bytes, 4 * i) < 0.179 === isLight(named.cell, context),
    );
  }
  shade.remove();
  probe.className = own;
  const sans = style.getPropertyValue('--attend-sans');
  const mono = style.getPropertyValue('--attend-mono');
  return { named, ramps, deep, sans, mono };
}

function luminance(bytes: Uint8ClampedArray, at: number): number {
  const part = (byte: number) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(bytes[at]!) + 0.7152 * part(bytes[at + 1]!) + 0.0722 * part(bytes[at + 2]!);
}

/** Whether the theme draws dark text on light cells. */
function isLight(cell: string, context: OffscreenCanvasRenderingContext2D): boolean {
  context.fillStyle = cell;
  context.fillRect(0, 0, 1, 1);
  return luminance(context.getImageData(0, 0, 1, 1).data, 0) > 0.179;
}
