/**
 * The picture has first claim on the space, in Chromium: at every step of every lesson's scenes, and of larger ones, at eight
 * sizes of the window, result and operands are in sight together, whole or as the chosen cell with all that made it, and
 * nothing cuts them. One page is resized and stepped through; figures of the same form are measured once.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { loadBuiltEngine } from '../../scripts/generate.js';
import { writtenScene } from '../../web/lesson/compile/written-scene.js';
import { chromiumSite } from './chromium-site.js';
import { ready } from './screen.js';

const SIZES = [
  [2560, 1440],
  [1440, 900],
  [1280, 720],
  [1024, 768],
  [820, 1180],
  [390, 844],
  [844, 390],
  [320, 568],
];

const words = (count) => Array.from({ length: count }, (_, at) => `word${at + 1}`);
const large = (tokens, model) => ({ version: 1, id: 'large', title: 'Large', tokens, model, weights: { seed: 3 } });
const LARGE = [
  large(words(16), { kind: 'decoder', layers: 1, width: 64, heads: 4, mask: { kind: 'causal' } }),
  large(words(16), { kind: 'attention', width: 64, heads: 1 }),
  large(words(64), { kind: 'attention', width: 16, heads: 2 }),
];

/** What cannot be had: on the smallest phone, in a lesson, two times 256 numbers have no room, even as colours. */
const TOO_SMALL = { 320: /^(Large|Sixteen words).*feed_forward$/ };

/** On the smallest phone the numbers of two matrices that are summed to one loss have no room; the arithmetic has them all. */
const inPart = (step, width) => width === 320 && /: loss$/.test(step);

/** Every scene of the lessons, as their pages get it. */
async function lessonScenes() {
  const engine = await loadBuiltEngine();
  const folders = readdirSync('lessons', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = folders.flatMap(({ name }) =>
    readdirSync(`lessons/${name}`, { recursive: true })
      .filter((file) => file.endsWith('.json'))
      .map((file) => `lessons/${name}/${file}`),
  );
  const written = files.map((from) =>
    writtenScene({ engine, text: readFileSync(from, 'utf8'), from, sharedDir: 'lessons/_shared' }),
  );
  return (await Promise.all(written))
    .map(({ text }) => JSON.parse(text))
    .filter((scene) => scene.tokens && scene.model);
}

/**
 * Steps through the scenes and says how much of result and operands is in sight at each step. Runs in the page.
 * @returns {Promise<{ step: string, share: number, type: number, missing: number, cut: string[] }[]>} one for each form of figure: the smallest
 *   share of a matrix in sight, the smallest type, how many operands of the chosen cell are not in the picture, and names that are cut through
 */
async function look(scenes) {
  const stepper = document.querySelector('attend-stepper');
  const root = stepper.shadowRoot;
  const drawn = async () => {
    let presented;
    do {
      ({ presented } = stepper);
      await stepper.updateComplete;
      await presented;
      await new Promise(requestAnimationFrame);
    } while (stepper.presented !== presented);
  };
  const inside = (a, b) => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  /** What of the window the picture may use: everything that scrolls or lies over it cuts it. */
  const window_ = (picture) => {
    let box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const clips = [
      root.querySelector('.frame'),
      root.querySelector('.main'),
      picture.shadowRoot.querySelector('.scroll'),
      stepper,
    ];
    for (const part of clips) box = inside(box, part.getBoundingClientRect());
    const controls = root.querySelector('attend-controls').getBoundingClientRect();
    return { ...box, bottom: Math.min(box.bottom, controls.top) };
  };
  const area = ({ left, top, right, bottom }) => Math.max(0, right - left) * Math.max(0, bottom - top);
  const numbers = (matrix) => matrix.shadowRoot.querySelector('table, attend-field');
  const measure = () => {
    const picture = root.querySelector('attend-picture');
    const room = window_(picture);
    const matrices = [...picture.shadowRoot.querySelectorAll('attend-matrix')];
    const shares = matrices.map((matrix) => {
      const box = numbers(matrix).getBoundingClientRect();
      return area(inside(box, room)) / area(box);
    });
    const cells = matrices.map((matrix) => matrix.shadowRoot.querySelector('td[data-at]')).filter(Boolean);
    const type = Math.min(99, ...cells.map((cell) => Number.parseFloat(getComputedStyle(cell).fontSize)));
    const { reading } = stepper;
    const centre = reading.centre;
    const shown = new Set(matrices.map((matrix) => matrix.view.tensor.path));
    const holds = ({ path, index }) =>
      matrices.some(({ view }) => view.tensor.path === path && view.locate(index) !== null);
    const missing = centre.operands.filter((cell) => shown.has(cell.path) && !holds(cell)).length;
    return { share: Math.min(...shares), type, missing, cut: matrices.flatMap((matrix) => cutIn(matrix, room)) };
  };
  /** Names that end in the middle of a letter: cut by something, and without dots. */
  const cutIn = (matrix, room) =>
    [...matrix.shadowRoot.querySelectorAll('.title, .row, .shape, .name button, #cell')].flatMap((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const text = range.getBoundingClientRect();
      if (text.width < 2 || element.closest('.hidden')) return [];
      let [clip, dots] = [room, false];
      for (let at = element; at; at = at.parentElement) {
        const { overflowX, overflowY, textOverflow } = getComputedStyle(at);
        if (overflowX === 'visible') continue;
        dots ||= textOverflow === 'ellipsis';
        const { left, right, top, bottom } = at.getBoundingClientRect();
        clip = inside(clip, overflowY === 'visible' ? { ...clip, left, right } : { left, right, top, bottom });
      }
      const across = text.right > clip.right + 1 && !dots;
      return across || text.bottom > clip.bottom + 3 || text.top < clip.top - 3 ? [element.textContent.trim()] : [];
    });
  const seen = new Set();
  const found = [];
  for (const scene of scenes) {
    const before = stepper.session;
    stepper.session = stepper.engine.open(scene);
    await stepper.updateComplete;
    before.close();
    const { session } = stepper;
    for (const leaf of stepper.reading.leaves) {
      const form = [
        leaf.stage,
        ...Object.values({ ...leaf.inputs, ...leaf.outputs }).map((path) => {
          const { shape, labels } = session.tensor(path, { ahead: true });
          return [shape, Math.max(0, ...labels.flat().map((label) => label.length)) > 5];
        }),
      ].join();
      if (seen.has(form)) continue;
      seen.add(form);
      session.seek(session.locate(leaf.path));
      stepper.attempt(() => stepper.reading.arrive());
      await drawn();
      let measured = measure();
      // Where type turns out larger than was thought, the picture is planned anew in one of the next frames.
      for (let frame = 0; frame < 8 && measured.share < 0.995; frame += 1) {
        await new Promise(requestAnimationFrame);
        measured = measure();
      }
      found.push({ step: `${scene.title}, ${scene.tokens.length} tokens: ${leaf.path}`, ...measured });
    }
  }
  return found;
}

describe('result and operands in sight', async () => {
  const site = chromiumSite();
  let tab;

  before(async () => {
    tab = await site.open('lessons/gradient/', { width: 1440, height: 900 });
    assert.equal(await tab.evaluate(ready), true);
    // From the first scene with a loss on, the page has the engine that opens every scene.
    await tab.until(() => {
      if (document.querySelector('attend-stepper').session.scene.loss !== undefined) return true;
      dispatchEvent(new WheelEvent('wheel'));
      document.querySelector('attend-step[scene]').scrollIntoView();
      return false;
    });
  });
  const scenes = [...(await lessonScenes()), ...LARGE];
  for (const [width, height] of SIZES) {
    test(`in a lesson at ${width} by ${height}`, async (t) => {
      await tab.resize(width, height);
      const all = await tab.evaluate(look, scenes);
      const found = all.filter(({ step }) => !TOO_SMALL[width]?.test(step));
      assert.ok(found.length > 300, `${found.length} forms of figures`);
      const worst = found.reduce((a, b) => (b.share < a.share ? b : a));
      t.diagnostic(`${found.length} figures; the worst shows ${Math.round(worst.share * 100)} %: ${worst.step}`);
      const cut = found.filter(({ share }) => share < 0.995).map(({ step, share }) => `${share.toFixed(2)} ${step}`);
      assert.deepEqual(cut, [], 'what is cut or out of sight');
      const small = found.filter(({ type }) => type < 10).map(({ step, type }) => `${type} ${step}`);
      assert.deepEqual(small, [], 'numbers too small to read');
      const names = found.filter(({ cut }) => cut.length > 0).map(({ step, cut }) => `${cut.join(', ')}: ${step}`);
      assert.deepEqual(names, [], 'names that are cut through');
      const without = found
        .filter(({ missing, step }) => missing > 0 && !inPart(step, width))
        .map(({ step, missing }) => `${missing} ${step}`);
      assert.deepEqual(without, [], 'a result without what made it');
    });
  }
});
