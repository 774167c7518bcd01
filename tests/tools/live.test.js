/** Live reload: pages get a script and hear of changes and problems; without it nothing of this is there. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { liveReload } from '../../scripts/live.js';
import { serve } from '../../scripts/serve.js';

const folder = mkdtempSync(join(tmpdir(), 'attend-live-'));
writeFileSync(join(folder, 'index.html'), '<!doctype html><head><title>home</title></head>');
after(() => rmSync(folder, { recursive: true }));

test('a page hears that the site was made anew, and what was wrong with it', async () => {
  const live = liveReload();
  const { url, close } = await serve({ root: folder, live });
  try {
    const page = await fetch(url);
    const src = (await page.text()).match(/<script type="module" src="([^"]+)"><\/script>\s*<\/head>/)?.[1];
    assert.ok(src, 'the page has the script');
    assert.match(await (await fetch(new URL(src, url))).text(), /EventSource/);
    const { body, headers } = await fetch(`${url}attend-live`);
    assert.equal(headers.get('content-type'), 'text/event-stream');
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    await reader.read();
    live.changed();
    assert.match((await reader.read()).value, /^event: changed\n/);
    live.problem('lesson.md:3\nMend: this');
    assert.equal((await reader.read()).value, 'event: problem\ndata: "lesson.md:3\\nMend: this"\n\n');
  } finally {
    await close();
  }
});

test('a page that is loaded later hears what is still wrong, until it is mended', async () => {
  const live = liveReload();
  const { url, close } = await serve({ root: folder, live });
  const first = async () => {
    const { body } = await fetch(`${url}attend-live`);
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    return (await reader.read()).value;
  };
  try {
    assert.equal(await first(), '\n');
    live.changed('lesson.md:3 is wrong');
    assert.equal(await first(), 'event: problem\ndata: "lesson.md:3 is wrong"\n\n');
    live.problem('nothing could be made');
    assert.equal(await first(), 'event: problem\ndata: "nothing could be made"\n\n');
    live.changed();
    assert.equal(await first(), '\n');
  } finally {
    await close();
  }
});

test('a site that is only served has no script and no such address', async () => {
  const { url, close } = await serve({ root: folder });
  try {
    assert.doesNotMatch(await (await fetch(url)).text(), /script/);
    assert.equal((await fetch(`${url}attend-live`)).status, 404);
  } finally {
    await close();
  }
});
