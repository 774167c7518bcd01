/** The cases of tests/wasm in three browser engines: the same bytes give the same numbers and the same refusals. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { root } from '../../scripts/root.js';
import { folderServer } from '../embed/hosts.js';
import { cases } from '../wasm/cases.js';
import { launchers } from './browsers.js';

for (const [name, launch] of Object.entries(launchers)) {
  describe(`engine.wasm in ${name}`, () => {
    test('every case of tests/wasm', async (context) => {
      const browser = await launch();
      if (!browser) return context.skip(`${name} or its driver is not installed`);
      // Its own site has a policy under which the evaluator of these cases could not be made.
      const server = await folderServer({ folders: { '': root } });
      try {
        const tab = await browser.open(`${server.url}tests/wasm/page.html`, { width: 800, height: 600 });
        const results = await tab.until(() => window.caseResults);
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
