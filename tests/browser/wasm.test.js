/** The cases of tests/wasm in three browser engines: the same bytes give the same numbers and the same refusals. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { root } from '../../scripts/root.js';
import { serve } from '../../scripts/serve.js';
import { cases } from '../wasm/cases.js';
import { launchers } from './browsers.js';

/** The results once all cases have run. */
async function finished(tab) {
  for (;;) {
    const results = await tab.evaluate(() => window.caseResults ?? null);
    if (results) return results;
    await new Promise((done) => setTimeout(done, 200));
  }
}

for (const [name, launch] of Object.entries(launchers)) {
  describe(`engine.wasm in ${name}`, { timeout: 120_000 }, () => {
    test('every case of tests/wasm', async (context) => {
      const browser = await launch();
      if (!browser) return context.skip(`${name} or its driver is not installed`);
      const server = await serve({ root, port: 0 });
      try {
        const tab = await browser.open(`${server.url}tests/wasm/page.html`, { width: 800, height: 600 });
        const results = await finished(tab);
        const failed = results.filter(({ error }) => error !== null);
        assert.deepEqual(failed, []);
        assert.equal(results.length, cases.length);
        await tab.close();
      } finally {
        await browser.close();
        await server.close();
      }
    });
  });
}
