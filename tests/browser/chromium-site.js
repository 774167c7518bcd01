/** The built site in Chromium, for the tests of one `describe`. */
import { after, before } from 'node:test';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';

/**
 * Serves the site and starts the browser before the first test, and ends both after the last; call it in a `describe`.
 * @returns {{ open: (address: string, window: { width: number, height: number, lively?: boolean }) => Promise<import('./browsers.js').Tab> }}
 *   `address` is relative to the site
 */
export function chromiumSite() {
  let server;
  let browser;
  before(async () => {
    server = await serve({ root: 'dist/site', port: 0 });
    browser = await launchers.chromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  return { open: (address, window) => browser.open(`${server.url}${address}`, window) };
}
