/** One small driver for three browser engines: open a page, press keys, point, look. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { firefoxPath, launchChromium, webkitPaths } from '../../scripts/browsers.js';

/**
 * A page in a browser.
 * @typedef {object} Tab
 * @property {(work: Function, ...args: unknown[]) => Promise<any>} evaluate runs a function in the page; arguments and result are JSON
 * @property {(source: string) => Promise<void>} inject runs a script in the page
 * @property {(key: string) => Promise<void>} press a real key by its name: `ArrowRight`, `Tab`, `n`
 * @property {(x: number, y: number) => Promise<void>} click a real mouse click
 * @property {(width: number, height: number) => Promise<void>} resize the inside of the window
 * @property {() => Promise<Uint8Array>} picture what is seen, as PNG
 * @property {string[]} errors what the page reported as errors
 * @property {() => Promise<string[]>} requests every address asked for
 * @property {() => Promise<void>} close
 */

async function chromium() {
  const browser = await launchChromium();
  const open = async (url, { width, height }) => {
    const page = await browser.newPage({ viewport: { width, height } });
    const { errors, asked } = listen(page);
    await page.goto(url);
    return tabOf(page, errors, asked, (w, h) => page.setViewportSize({ width: w, height: h }));
  };
  return { open, close: () => browser.close() };
}

async function firefox() {
  const executablePath = firefoxPath();
  if (!executablePath) return null;
  const { launch } = await import('puppeteer-core');
  const browser = await launch({ browser: 'firefox', executablePath, headless: true });
  const open = async (url, { width, height }) => {
    const page = await browser.newPage();
    await page.setViewport({ width, height });
    const { errors, asked } = listen(page);
    await page.goto(url);
    return tabOf(page, errors, asked, (w, h) => page.setViewport({ width: w, height: h }));
  };
  return { open, close: () => browser.close() };
}

/** Playwright and Puppeteer tell the same story. */
function listen(page) {
  const errors = [];
  const asked = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  return { errors, asked };
}

function tabOf(page, errors, asked, resize) {
  return {
    errors,
    resize,
    requests: async () => asked,
    evaluate: (work, ...args) => page.evaluate(`(${work})(...${JSON.stringify(args)})`),
    inject: (source) => page.evaluate(`(() => { ${source}\n})()`),
    press: (key) => page.keyboard.press(key),
    click: (x, y) => page.mouse.click(x, y),
    picture: () => page.screenshot(),
    close: () => page.close(),
  };
}

async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function webkit() {
  const paths = webkitPaths();
  if (!paths || !process.env.DISPLAY) return null;
  const port = await freePort();
  const service = spawn(paths.driver, [`--port=${port}`], { stdio: 'ignore' });
  const { Builder, Key } = await import('selenium-webdriver');
  const capabilities = {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: paths.browser, args: ['--automation'] },
  };
  const driver = await retried(() =>
    new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build(),
  );
  const close = async () => {
    await driver.quit().catch(() => {});
    service.kill();
  };
  const open = async (url, { width, height }) => {
    await driver.get(url);
    await driver.executeScript(watchErrors);
    const resize = (w, h) => resizeWindow(driver, w, h);
    await resize(width, height);
    return seleniumTab(driver, Key, resize);
  };
  return { open, close };
}

/** The driver takes a moment to listen. */
async function retried(work, tries = 40) {
  for (let left = tries; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((done) => setTimeout(done, 250));
    }
  }
}

/** WebKit's driver does not tell about the console; what happens after loading is kept in the page. */
const watchErrors = `
  window.seenErrors = [];
  addEventListener('error', (event) => seenErrors.push(String(event.message)));
  addEventListener('unhandledrejection', (event) => seenErrors.push(String(event.reason)));
  const { error } = console;
  console.error = (...parts) => { seenErrors.push(parts.join(' ')); error(...parts); };`;

/** A window has edges and bars: asked for again with what was missing. */
async function resizeWindow(driver, width, height) {
  const inside = () => driver.executeScript('return [innerWidth, innerHeight]');
  await driver.manage().window().setRect({ x: 0, y: 0, width, height });
  const [w, h] = await inside();
  if (w === width && h === height) return;
  await driver
    .manage()
    .window()
    .setRect({ x: 0, y: 0, width: width + (width - w), height: height + (height - h) });
}

function seleniumTab(driver, Key, resize) {
  const keyOf = (key) => Key[key.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()] ?? key;
  const errors = [];
  return {
    errors,
    resize,
    requests: () =>
      driver.executeScript(
        'return performance.getEntries().map(({ name }) => name).filter((name) => /^\\w+:/.test(name))',
      ),
    evaluate: async (work, ...args) => {
      const result = await driver.executeScript(`return (${work})(...arguments)`, ...args);
      const seen = await driver.executeScript('return seenErrors.splice(0)');
      errors.push(...seen);
      return result;
    },
    inject: (source) => driver.executeScript(source),
    press: (key) => driver.actions().sendKeys(keyOf(key)).perform(),
    click: (x, y) =>
      driver
        .actions()
        .move({ x: Math.round(x), y: Math.round(y) })
        .click()
        .perform(),
    picture: async () => Buffer.from(await driver.takeScreenshot(), 'base64'),
    close: async () => {},
  };
}

/** By name; each gives a browser, or null where it is not installed. */
export const launchers = { chromium, firefox, webkit };
