/**
 * Measures what a visitor downloads, gzipped: engine.wasm, and each lesson page with all it asks for before its first
 * step, as Chromium really asks for it. Fails above the limits, and on any request to another site.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { launchChromium } from './browsers.js';
import { at } from './root.js';
import { serve } from './serve.js';
import { filesBelow } from './stamps.js';

const kilobyte = 1024;
const engineLimit = 40 * kilobyte;
const pageLimit = 150 * kilobyte;
const readyMilliseconds = 20_000;

const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
const shown = (bytes) => `${(bytes / kilobyte).toFixed(1)} KB`;

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function sizes() {
  const results = [tell('engine.wasm', zipped(readFileSync(at('dist/package/engine.wasm'))), engineLimit)];
  const server = await serve({ root: at('dist/site') });
  const browser = await launchChromium();
  try {
    for (const page of lessonPages()) {
      const { parts, foreign } = await requests(browser, server.url, page);
      const total = parts.reduce((sum, part) => sum + part.size, 0);
      results.push(tell(page, total, pageLimit));
      for (const { name, size } of parts) console.log(`      ${shown(size).padStart(9)}  ${name}`);
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

/** Pages that hold a lesson, relative to the site. */
function lessonPages() {
  const pages = filesBelow(['dist/site']).filter((file) => file.endsWith('.html'));
  const lessons = pages.filter((file) => readFileSync(at(file), 'utf8').includes('<attend-lesson'));
  if (lessons.length === 0) throw new Error('dist/site holds no page with <attend-lesson>.');
  return lessons.map((file) => file.slice('dist/site/'.length).replace(/index\.html$/, ''));
}

function tell(name, size, limit) {
  const fits = size <= limit;
  console.log(`  ${shown(size).padStart(9)} gzipped of ${limit / kilobyte} KB  ${name}${fits ? '' : '  TOO LARGE'}`);
  return fits;
}

/** Everything the page asks for until its stepper is ready and nothing more is under way. */
async function requests(browser, base, page) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const answers = [];
  const foreign = [];
  tab.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  tab.on('response', (response) => answers.push(response));
  await tab.addInitScript(() => {
    globalThis.attendReady = new Promise((done) => addEventListener('attend-ready', done, { once: true }));
  });
  await tab.goto(base + page, { waitUntil: 'networkidle' });
  await Promise.race([
    tab.evaluate(() => globalThis.attendReady.then(() => true)),
    new Promise((_, fail) => {
      setTimeout(
        () => fail(new Error(`${page}: no attend-ready within ${readyMilliseconds / 1000} s`)),
        readyMilliseconds,
      ).unref();
    }),
  ]);
  await tab.waitForLoadState('networkidle');
  const parts = [];
  for (const response of answers.filter((answer) => answer.status() === 200)) {
    parts.push({ name: response.url().slice(base.length) || '/', size: zipped(await response.body()) });
  }
  await context.close();
  return { parts: parts.sort((a, b) => b.size - a.size), foreign };
}
