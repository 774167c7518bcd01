/** Where the browsers for tests are on this machine, and how Chromium is started. Paths are null where one is missing. */
import { existsSync } from 'node:fs';
import { isExecutable, which } from './run.js';

/**
 * No test waits for time to pass; this is only when one gives up on what will not come any more. Nothing that comes at all
 * takes a fraction of it, also on a busy machine.
 */
export const patience = 4 * 60 * 1000;

const miniBrowsers = [
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/webkit2gtk-4.1/MiniBrowser',
  '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
];

const firstOf = (...candidates) => candidates.find((path) => path && isExecutable(path)) ?? null;

export function chromiumPath() {
  return firstOf(
    process.env.CHROMIUM,
    which('chromium-headless-shell'),
    which('chromium'),
    which('chromium-browser'),
    which('google-chrome'),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  );
}

export function firefoxPath() {
  return firstOf(
    process.env.FIREFOX,
    which('firefox-esr'),
    which('firefox'),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  );
}

/** WebKitGTK's driver and browser; null unless both are there. */
export function webkitPaths() {
  const driver = which('WebKitWebDriver');
  const browser = miniBrowsers.find((path) => existsSync(path));
  return driver && browser ? { driver, browser } : null;
}

/**
 * Features of Chromium that are off: Chromium hears only the last such switch, so those that playwright turns off for the
 * sake of pages and of quiet come again here. The popups of the address bar, which nobody opens, are pages of the browser
 * that every window loads: more work than a page of ours.
 */
const featuresOff = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect'],
  ...['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
];

/** Where the Chromium of a whole test run listens, for those it starts. */
const SHARED = 'ATTEND_CHROMIUM';

function chromiumOptions(more = []) {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('Chromium is not installed; `npm test` installs it on Debian.');
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  const isRoot = process.getuid?.() === 0;
  const off = `--disable-features=${featuresOff.join()}`;
  return { executablePath, args: [...(isRoot ? ['--no-sandbox'] : []), ...quiet, off, ...more], timeout: patience };
}

/**
 * Starts a Chromium that every test file started from here on opens its windows in: starting one costs more than most files do
 * in it. Each file has contexts of its own, which end with it.
 * @returns {Promise<() => Promise<void>>} ends it
 */
export async function shareChromium() {
  const { chromium } = await import('playwright-core');
  const server = await chromium.launchServer(chromiumOptions());
  process.env[SHARED] = server.wsEndpoint();
  return () => server.close();
}

/**
 * A headless Chromium that keeps its own traffic to itself: the shared one, where there is one. Close it when done.
 * @param {string[]} more further switches; with any it is one of its own
 */
export async function launchChromium(more = []) {
  const { chromium } = await import('playwright-core');
  const shared = more.length === 0 && process.env[SHARED];
  const browser = shared
    ? await chromium.connect(shared, { timeout: patience })
    : await chromium.launch(chromiumOptions(more));
  browser.on('context', (context) => context.setDefaultTimeout(patience));
  return browser;
}
