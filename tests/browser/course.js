/** What the tests of the whole site share: its pages, one browser, and a watch on what each page asks for and says. */
import { existsSync, readdirSync } from 'node:fs';
import { launchChromium } from '../../scripts/browsers.js';
import { serve } from '../../scripts/serve.js';
import { at } from '../lessons/built.js';

const folders = (place) =>
  readdirSync(at('dist', 'site', place), { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** Addresses of the lessons, relative to the site. */
export const lessonPages = folders('lessons').map(({ name }) => `lessons/${name}/index.html`);

/** Addresses of the pages that are no lessons. */
export const otherPages = [
  'index.html',
  ...['glossary', 'map', 'papers', 'play'].map((name) => `${name}/index.html`),
].filter((page) => existsSync(at('dist', 'site', page)));

/** How many pages are open at once. */
const TOGETHER = 3;

/** Opens the site and a browser; `visit` gives a page and closes it after use. */
export async function openCourse() {
  const site = await serve({ root: at('dist', 'site'), port: 0 });
  const browser = await launchChromium();
  const visit = async (address, options, use) => {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const told = [];
    page.on('console', (message) => message.type() === 'error' && told.push(message.text()));
    page.on('pageerror', (error) => told.push(error.message));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(site.url) && !/^(data|blob):/.test(url)) told.push(`asks another site: ${url}`);
    });
    try {
      await page.goto(site.url + address);
      const found = await use(page);
      return [...found, ...told].map((what) => `${address}: ${what}`);
    } finally {
      await context.close();
    }
  };
  /** Visits all, a few at once; gives everything that was found. */
  const visitAll = async (addresses, options, use) => {
    const left = [...addresses];
    const found = [];
    const work = async () => {
      for (let address = left.shift(); address; address = left.shift())
        found.push(...(await visit(address, options, use)));
    };
    await Promise.all(Array.from({ length: TOGETHER }, work));
    return found.sort();
  };
  const close = async () => {
    await browser.close();
    await site.close();
  };
  return { visitAll, close };
}

/** Every row of every matrix is drawn and labelled: what is out of sight, and what is only read out, follows its frame. */
export async function drawn(page) {
  await page.locator('tr.later').first().waitFor({ state: 'detached' });
  const rest = () => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done)));
  for (let turn = 0; turn < 4; turn += 1) await page.evaluate(rest);
}

/** The machine stands, and the exercises, which come after it, too. */
export async function running(page) {
  await page.waitForSelector('attend-lesson[running]', { state: 'attached' });
  await page.waitForFunction(() => document.querySelector('attend-exercise:not(:defined)') === null);
}
