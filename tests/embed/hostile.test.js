/** Addresses and scenes that mean harm: nothing runs, nothing hangs, and a message says what is wrong. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { serve } from '../../scripts/serve.js';
import { filesBelow } from '../../scripts/stamps.js';

const markup = '"><img src=x onerror=pwned=1><script>pwned=2</script>';
const long = 'x'.repeat(50_000);

/** What is put into every option of the query. */
const values = [markup, 'javascript:pwned=3', '__proto__', 'constructor', long.slice(0, 1500), '%00', '{"a":{"b":1}}'];
const options = ['step', 'theme', 'chrome', 'controls', 'lock', 'lang', 'resize', 'autoplay'];

const base64url = (text) => Buffer.from(text).toString('base64url');
const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

/** A state whose length and sum are right, whatever is in it. */
function state(payload) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(payload)) hash = Math.imul(hash ^ byte, 0x01000193);
  return `v1.${payload.length.toString(36)}.${(hash >>> 0).toString(36)}.${payload}`;
}

const hashes = [
  markup,
  'javascript:pwned=4',
  `v1.${long}`,
  state(base64url(deep)),
  state(base64url('["f",{"__proto__":{"polluted":1}},0,"stage",[],null,null,[]]')),
  state(base64url(`["${markup.replaceAll('"', '\\"')}",{},0,"stage",[],null,null,[]]`)),
  state(base64url('["f",{},1e308,"stage",[["__proto__",[0],1]],null,null,["constructor"]]')),
];

const scene = (change) => ({
  version: 1,
  id: 'x',
  title: 'x',
  tokens: ['a', 'b'],
  model: { kind: 'attention', width: 2, heads: 1 },
  weights: { seed: 1 },
  made_by: 'x',
  ...change,
});

describe('addresses and scenes that mean harm', () => {
  let browser;
  let server;
  let page;
  let errors;

  before(async () => {
    browser = await launchChromium();
    server = await serve({ root: 'dist/site' });
    page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('dialog', (dialog) => errors.push(dialog.message()) && dialog.dismiss());
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  /** The page answers, and nothing ran. */
  async function calm() {
    await page.locator('attend-matrix, attend-notes [role=alert]').first().waitFor();
    const found = await page.evaluate(() => ({
      pwned: globalThis.pwned,
      polluted: {}.polluted,
      images: document.images.length,
    }));
    assert.deepEqual(found, { pwned: undefined, polluted: undefined, images: 0 });
    assert.deepEqual(errors.splice(0), []);
  }

  test('a query: what cannot be used is told and left out', async () => {
    for (const value of values) {
      const query = new URLSearchParams(options.map((name) => [name, value]));
      await page.goto(`${server.url}embed/sentence/?${query}`);
      await calm();
      const told = await page.locator('.embed-problems li').allTextContents();
      // Plain words may be the name of a step; whether there is one, the stepper says.
      const least = /^[\w.-]{1,200}$/.test(value) ? options.length - 1 : options.length;
      assert.equal(told.length, least, `${value.slice(0, 30)}: ${told}`);
      assert.ok(
        told.every((text) => text.length < 500),
        'briefly',
      );
    }
  });

  test('names of other things in the query are left alone', async () => {
    await page.goto(`${server.url}embed/sentence/?utm_source=x&__proto__=1&theme=dark&theme=light`);
    await calm();
    assert.equal(await page.locator('.embed-problems').count(), 0);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  });

  test('a hash: the scene is shown as it is, and a notice says why', async () => {
    for (const [i, hash] of hashes.entries()) {
      await page.goto(`${server.url}embed/sentence/?n=${i}#s=${hash}`);
      await calm();
      const notice = await page.locator('attend-take-away .notice').textContent();
      assert.ok(notice.length > 20 && notice.length < 500, `${hash.slice(0, 40)}: ${notice.slice(0, 200)}`);
    }
  });

  test('a scene: tokens and titles are text, and what is no scene is refused', async () => {
    const scenes = [
      [scene({ tokens: [markup, '<b>b</b>'], title: markup, made_by: markup }), null],
      ['{"__proto__":{"polluted":1}}', /scene|version|key/i],
      [JSON.stringify(scene({})).replace('"id"', '"__proto__":{"polluted":1},"id"'), /__proto__/],
      [`{"version":1,"tokens":${deep}}`, /./],
      [scene({ tokens: Array(100_000).fill('a') }), /./],
    ];
    for (const [content, says] of scenes) {
      const body = typeof content === 'string' ? content : JSON.stringify(content);
      await page.route('**/embed/sentence/scene.json', (route) =>
        route.fulfill({ body, contentType: 'application/json' }),
      );
      await page.goto(`${server.url}embed/sentence/?step=layers.0.attention.scores&scene=${body.length}`);
      await calm();
      const alert = page.locator('attend-notes [role=alert]');
      if (says) assert.match(await alert.textContent(), says);
      else
        assert.ok((await page.locator('attend-matrix th').allTextContents()).some((text) => text.includes('<b>b</b>')));
      await page.unroute('**/embed/sentence/scene.json');
    }
  });

  test('every page of the site forbids what is not its own, and holds no script of its own in it', () => {
    const pages = filesBelow(['dist/site']).filter((file) => file.endsWith('.html') && !file.endsWith('404.html'));
    assert.ok(pages.length > 20);
    for (const file of pages) {
      const html = readFileSync(file, 'utf8');
      const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
      assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$| http)/, file);
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/, file);
      assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>|\son\w+=|javascript:/i, file);
    }
  });
});
