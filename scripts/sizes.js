/**
 * Measures what a visitor downloads, gzipped: engine.wasm, and each page with all it asks for before its first step, as
 * Chromium really asks for it: a lesson page, and the page that a course embeds. Fails above the limits, and on any
 * request to another site.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { launchChromium, patience } from './browsers.js';
import { at } from './root.js';
import { serve } from './serve.js';
import { filesBelow } from './stamps.js';

const kilobyte = 1024;
const engineLimit = 120 * kilobyte;
const pageLimit = 230 * kilobyte;
const embedLimit = 200 * kilobyte;

const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
const shown = (bytes) => `${(bytes / kilobyte).toFixed(1)} KB`;

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function sizes() {
  const results = [tell('engine.wasm', zipped(readFileSync(at('dist/package/engine.wasm'))), engineLimit)];
  const server = await serve({ root: at('dist/site') });
  const browser = await launchChromium();
  try {
    for (const [page, limit] of weighedPages()) {
      const { parts, later, foreign } = await requests(browser, server.url, page);
      const total = parts.reduce((sum, part) => sum + part.size, 0);
      results.push(tell(page, total, limit));
      for (const { name, size } of parts) console.log(`      ${shown(size).padStart(9)}  ${name}`);
      console.log(`      ${shown(later).padStart(9)}  after the first step`);
      results.push(foreign.length === 0);
      for (const url of foreign) console.log(`      asks another site: ${url}`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

/** Pages that hold a lesson or an embedded stepper, relative to the site, with their limits. */
function weighedPages() {
  const pages = filesBelow(['dist/site']).filter((file) => file.endsWith('.html'));
  const holding = (text, limit, isIn = () => true) => {
    const texts = pages.map((file) => [file, readFileSync(at(file), 'utf8')]);
    const found = texts.filter(([, page]) => page.includes(text) && isIn(page)).map(([file]) => file);
    if (found.length === 0) throw new Error(`dist/site holds no page with ${text}.`);
    return found.map((file) => [file.slice('dist/site/'.length).replace(/index\.html$/, ''), limit]);
  };
  const whole = (page) => page.includes('data-whole');
  const steppers = [
    holding('embed-stepper.js', embedLimit, (page) => !whole(page))[0],
    holding('embed-stepper.js', embedLimit, whole)[0],
  ];
  // In a frame a lesson weighs what it weighs alone, and one stepper what another of its kind does: one of each stands for all.
  const isFramed = ([page]) => page.startsWith('embed/');
  const lessons = holding('<attend-lesson', pageLimit);
  const framed = [lessons.find(isFramed), ...steppers];
  return [...lessons.filter((lesson) => !isFramed(lesson)), ...framed];
}

function tell(name, size, limit) {
  const fits = size <= limit;
  console.log(`  ${shown(size).padStart(9)} gzipped of ${limit / kilobyte} KB  ${name}${fits ? '' : '  TOO LARGE'}`);
  return fits;
}

/** Runs in the page before its own scripts: remembers when the first picture stood. */
function watchFirstStep() {
  globalThis.firstStep = new Promise((done) => {
    addEventListener('attend-ready', () => done(performance.now()), { once: true });
  });
}

/** Runs in the page: the addresses it asked for before its first picture stood. */
async function askedBefore(limit) {
  const late = new Promise((done) => setTimeout(done, limit, null));
  const ready = await Promise.race([globalThis.firstStep, late]);
  if (ready === null) return null;
  const early = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < ready);
  return [location.href, ...early.map(({ name }) => name)];
}

/** What the page asks for before its first step, and what it fetches after it. */
async function requests(browser, base, page) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const answers = new Map();
  const foreign = [];
  tab.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  tab.on('response', (response) => answers.set(response.url(), response));
  await tab.addInitScript(watchFirstStep);
  await tab.goto(base + page);
  const early = await tab.evaluate(askedBefore, patience);
  if (!early) throw new Error(`${page}: attend-ready never came`);
  await tab.waitForLoadState('networkidle');
  const parts = [];
  let later = 0;
  for (const [url, response] of answers) {
    if (response.status() !== 200 || !url.startsWith(base)) continue;
    const part = { name: url.slice(base.length) || '/', size: zipped(await response.body()) };
    if (early.includes(url)) parts.push(part);
    else later += part.size;
  }
  await context.close();
  return { parts: parts.sort((a, b) => b.size - a.size), later, foreign };
}
