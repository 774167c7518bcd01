/** A frame on another site in which the browser refuses all storage: nothing is kept there, and everything works. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { folderServer, helpful, openFramed } from './hosts.js';

let browser;
let attend;

before(async () => {
  browser = await launchChromium();
  attend = await folderServer({ folders: { '': 'dist/site' }, headers: helpful });
});

after(async () => {
  await browser.close();
  await attend.close();
});

/** As browsers do where third parties may keep nothing. Runs in every frame before its own scripts. */
function refuseStorage() {
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
    Object.defineProperty(globalThis, name, {
      get() {
        throw new DOMException(`${name} is not allowed here`, 'SecurityError');
      },
    });
  }
}

for (const embed of ['embed/hacker/', 'embed/sentence/']) {
  test(`${embed} steps, and tells the page around`, async () => {
    const prepare = (page) => page.addInitScript(refuseStorage);
    const { frame, errors, close } = await openFramed(browser, attend.url + embed, { prepare });
    await frame.waitForFunction(() => document.querySelector('attend-stepper')?.session);
    const path = await frame.evaluate(async () => {
      const stepper = document.querySelector('attend-stepper');
      stepper.goto('embed');
      await stepper.updateComplete;
      return stepper.session.position.path;
    });
    assert.equal(path, 'embed');
    assert.deepEqual(errors, []);
    await close();
  });
}
