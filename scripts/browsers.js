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

/**
 * A headless Chromium that keeps its own traffic to itself. Close it when done.
 * @param {string[]} more further switches
 */
export async function launchChromium(more = []) {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('Chromium is not installed; `npm test` installs it on Debian.');
  const { chromium } = await import('playwright-core');
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  const isRoot = process.getuid?.() === 0;
  const off = `--disable-features=${featuresOff.join()}`;
  const args = [...(isRoot ? ['--no-sandbox'] : []), ...quiet, off, ...more];
  const browser = await chromium.launch({ executablePath, args, timeout: patience });
  browser.on('context', (context) => context.setDefaultTimeout(patience));
  return browser;
}
