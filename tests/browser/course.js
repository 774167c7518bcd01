/** What the tests of the whole site share: its pages, one window that goes from one to the next, and a watch on what each says. */
import { existsSync, readdirSync } from 'node:fs';
import { launchChromium } from '../../scripts/browsers.js';
import { serve } from '../../scripts/serve.js';
import { at } from '../lessons/built.js';
import { pagesOf } from './pages.js';

const folders = (place) =>
  readdirSync(at('dist', 'site', place), { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** Addresses of the lessons, relative to the site. */
export const lessonPages = folders('lessons').map(({ name }) => `lessons/${name}/index.html`);

/** Addresses of the pages that are no lessons. */
export const otherPages = [
  'index.html',
  ...['glossary', 'map', 'papers', 'play'].map((name) => `${name}/index.html`),
].filter((page) => existsSync(at('dist', 'site', page)));

/**
 * Opens the site and a browser.
 * @returns {Promise<{ window: (options: object) => Promise<(address: string, use: Function) => Promise<string[]>>, close: () => Promise<void> }>}
 *   `window` opens a window of a context with these options. What it gives goes to an address as a reader who comes for the
 *   first time, and lets `use(page)` find faults; it gives those, what the page reported as errors, and what it asked of
 *   other sites.
 */
export async function openCourse() {
  const site = await serve({ root: at('dist', 'site'), port: 0 });
  const browser = await launchChromium();
  const window = async (options) => {
    const pages = pagesOf(await browser.newContext({ reducedMotion: 'reduce', ...options }));
    return async (address, use) => {
      const page = await pages.take(site.url, options.viewport);
      const told = [];
      page.on('console', (message) => message.type() === 'error' && told.push(message.text()));
      page.on('pageerror', (error) => told.push(error.message));
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(site.url) && !/^(data|blob):/.test(url)) told.push(`asks another site: ${url}`);
      });
      await page.goto(site.url + address);
      const found = await use(page);
      await pages.give(page);
      return [...found, ...told];
    };
  };
  const close = async () => {
    await browser.close();
    await site.close();
  };
  return { window, close };
}

/** Every row of every matrix is drawn and labelled, and the overview, which comes when it is in sight, is there. */
export async function drawn(page) {
  await page.evaluate(() => document.querySelector('.whole-picture')?.scrollIntoView());
  await page.waitForFunction(() => document.querySelector('.whole-picture:not(:has(attend-overview))') === null);
  await page.waitForFunction(() => [...document.querySelectorAll('attend-overview')].every(({ model }) => model));
  await page.evaluate(() => document.querySelector('attend-overview')?.drawn);
  await page.evaluate(() => document.querySelector('attend-stepper')?.presented);
  if (await page.locator('.whole-picture').count()) await page.evaluate(() => scrollTo(0, 0));
}

/** The machine stands, and the exercises, which come after it, too. */
export async function running(page) {
  await page.waitForSelector('attend-lesson[running]', { state: 'attached' });
  await page.waitForFunction(() => document.querySelector('attend-exercise:not(:defined)') === null);
}
