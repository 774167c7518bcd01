/** One small driver for three browser engines: open a page, press keys, point, look. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { firefoxPath, launchChromium, patience, webkitPaths } from '../../scripts/browsers.js';
import { at } from '../../scripts/root.js';
import { pagesOf } from './pages.js';

/**
 * A page in a browser.
 * @typedef {object} Tab
 * @property {(work: Function, ...args: unknown[]) => Promise<any>} evaluate runs a function in the page; arguments and result are JSON
 * @property {(wanted: Function, ...args: unknown[]) => Promise<any>} until looks in the page with a function, again at every
 *   frame, until it gives something true, and gives that
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
  const pages = pagesOf(await browser.newContext());
  const open = async (url, { width, height, lively = false }) => {
    const page = await pages.take(url, { width, height });
    await page.emulateMedia({ reducedMotion: lively ? 'no-preference' : 'reduce' });
    const { errors, asked } = listen(page);
    await page.goto(url);
    const tab = tabOf(page, errors, asked, (w, h) => page.setViewportSize({ width: w, height: h }));
    return { ...tab, close: () => pages.give(page) };
  };
  return { open, close: () => browser.close() };
}

async function firefox() {
  const executablePath = firefoxPath();
  if (!executablePath) return null;
  const { launch } = await import('puppeteer-core');
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
    timeout: patience,
    protocolTimeout: patience,
  });
  const open = async (url, { width, height }) => {
    const page = await browser.newPage();
    page.setDefaultTimeout(patience);
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

/** Looks again and again, at every frame: what is seen changes with frames. Runs in the page. */
async function look(wanted, args) {
  for (;;) {
    const found = await wanted(...args);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

/** The script that calls `look` with this function. */
const looking = (wanted, args) => `(${look})(${wanted}, ${JSON.stringify(args)})`;

/** Gives up on what does not come, and says what that was. */
async function orGiveUp(found, wanted) {
  let timer;
  const over = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`The page never came to this: ${wanted}`)), patience);
  });
  try {
    return await Promise.race([found, over]);
  } finally {
    clearTimeout(timer);
  }
}

function tabOf(page, errors, asked, resize) {
  return {
    errors,
    resize,
    requests: async () => asked,
    evaluate: (work, ...args) => page.evaluate(`(${work})(...${JSON.stringify(args)})`),
    until: (wanted, ...args) => orGiveUp(page.evaluate(looking(wanted, args)), wanted),
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
  // Without a graphics card its compositor draws by Mesa's software, in which it was seen to crash.
  const env = { ...process.env, XDG_CONFIG_HOME: at('tests/browser/webkit'), WEBKIT_DISABLE_COMPOSITING_MODE: '1' };
  const service = spawn(paths.driver, [`--port=${port}`], { stdio: 'ignore', env });
  const { Builder, Key } = await import('selenium-webdriver');
  const capabilities = {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: paths.browser, args: ['--automation'] },
  };
  await listening(port);
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: patience, pageLoad: patience });
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

/** The driver says nothing when it begins to listen: asked until it answers. */
async function listening(port) {
  const answers = () =>
    new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
      socket.on('connect', () => socket.destroy());
    });
  while (!(await answers()));
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
    until: (wanted, ...args) => orGiveUp(driver.executeScript(`return ${looking(wanted, args)}`), wanted),
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

/**
 * By name; each gives a browser, or null where it is not installed. They are asked for reduced motion, Chromium unless a page
 * is opened `lively`: drawing what moves takes two fifths of the time of a step, and a page that scrolls by itself may carry
 * away what the mouse was sent to. Lively is what asks how the page moves.
 */
export const launchers = { chromium, firefox, webkit };
