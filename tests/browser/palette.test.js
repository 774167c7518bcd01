/** Every colour that text stands on or is written in, in every theme, by arithmetic on tokens.css. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const sheet = readFileSync(new URL('../../web/styles/tokens.css', import.meta.url), 'utf8');
const block = (selector) => sheet.slice(sheet.indexOf(selector)).split('}')[0];
const declared = (text) =>
  Object.fromEntries([...text.matchAll(/--attend-([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
const base = declared(block(':root,'));

const side = (value, at) => /light-dark\((#\w+), (#\w+)\)/.exec(value)?.[at + 1] ?? value;
const themed = (at, extra = {}) =>
  Object.fromEntries(Object.entries({ ...base, ...extra }).map(([name, value]) => [name, side(value, at)]));
const themes = {
  light: themed(0),
  dark: themed(1),
  projector: themed(0, declared(block(':root[data-theme="projector"]'))),
};

const linear = (hex) =>
  [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
const brightness = (hex) => luminance(linear(hex));

function toOklab([r, g, b]) {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([L, a, b]) {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return rgb.map((c) => Math.min(1, Math.max(0, c)));
}

const mixed = (from, to, part) => {
  const [a, b] = [toOklab(linear(from)), toOklab(linear(to))];
  return luminance(fromOklab(a.map((x, i) => x + (b[i] - x) * part)));
};

for (const [name, theme] of Object.entries(themes)) {
  test(`${name}: numbers can be read on every cell of every ramp`, () => {
    const ends = Object.keys(theme).filter((token) => token.startsWith('heat-'));
    assert.equal(ends.length, 11);
    for (const end of ends) {
      for (let step = 0; step <= 200; step += 1) {
        const part = step / 200;
        const ink = part > Number(theme.flip) ? theme['cell-ink-deep'] : theme['cell-ink'];
        const got = contrast(mixed(theme.cell, theme[end], part), brightness(ink));
        assert.ok(got >= 4.5, `${end} at ${part}: ${got.toFixed(2)}`);
      }
    }
  });

  test(`${name}: text and marks stand out from every surface`, () => {
    for (const surface of ['paper', 'surface', 'sunken']) {
      for (const ink of ['ink', 'ink-soft', 'q', 'k', 'v', 'weights', 'link']) {
        const got = contrast(brightness(theme[ink]), brightness(theme[surface]));
        assert.ok(got >= 4.5, `${ink} on ${surface}: ${got.toFixed(2)}`);
      }
      for (const mark of ['line-strong', 'mark-line', 'focus', 'stop']) {
        const got = contrast(brightness(theme[mark]), brightness(theme[surface]));
        assert.ok(got >= 3, `${mark} on ${surface}: ${got.toFixed(2)}`);
      }
    }
    for (const ink of ['ink', 'q', 'k', 'v', 'weights']) {
      const got = contrast(brightness(theme[ink]), brightness(theme.mark));
      assert.ok(got >= 4.5, `${ink} on mark: ${got.toFixed(2)}`);
    }
  });
}

/** The faintest arc, over what it lies on: how the picture of a sentence draws a weight of nearly 0. */
const arcs = readFileSync(new URL('../../web/elements/picture/attend-arcs.ts', import.meta.url), 'utf8');
const LIGHTEST = Number(/const LIGHTEST = ([\d.]+);/.exec(arcs)[1]);

for (const [name, theme] of Object.entries(themes)) {
  test(`${name}: the faintest arc has 3 to 1 against every surface`, () => {
    const bytes = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
    for (const surface of [theme.surface, theme.paper]) {
      const under = bytes(surface);
      const over = bytes(theme.weights).map((c, i) => Math.round(c * LIGHTEST + under[i] * (1 - LIGHTEST)));
      const seen = `#${over.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
      const ratio = contrast(brightness(seen), brightness(surface));
      assert.ok(ratio >= 3, `${ratio.toFixed(2)} to 1 on ${surface}`);
    }
  });
}
