/** JS Input of Open edX: a page that drives the file as its front end does, within one origin and across two. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { singleFileLesson } from '../../web/embed/build/single-file.js';
import { fixtureSite, learner } from './fixture.js';

/** The three functions through the window of the frame; the state is unescaped, as the platform does. */
const sameOrigin = `
  const inside = () => document.querySelector('iframe').contentWindow.AttendJSInput;
  window.getGrade = async () => inside().getGrade();
  window.getState = async () => unescape(inside().getState());
  window.setState = async (text) => void inside().setState(text);`;

/** The same by messages: calls wait until the other side has said that it is there. */
const byChannel = `
  const frame = () => document.querySelector('iframe').contentWindow;
  const waiting = new Map();
  let number = 0;
  let ready;
  const there = new Promise((done) => { ready = done; });
  const send = (content) => frame().postMessage(JSON.stringify(content), '*');
  addEventListener('message', ({ source, data }) => {
    if (source !== frame() || typeof data !== 'string') return;
    const { id, method, params, result, error } = JSON.parse(data);
    if (method === 'JSInput::__ready') {
      if (params === 'ping') send({ method: 'JSInput::__ready', params: 'pong' });
      ready();
    } else if (id !== undefined) waiting.get(id)({ result, error });
  });
  const call = async (method, params) => {
    await there;
    number += 1;
    const answered = new Promise((done) => waiting.set(number, done));
    send({ id: number, method: 'JSInput::' + method, params });
    return answered;
  };
  window.call = call;
  window.getGrade = async () => decodeURI((await call('getGrade', '')).result);
  window.getState = async () => decodeURI((await call('getState', '')).result);
  window.setState = async (text) => void (await call('setState', text));`;

let site;
let browser;
let server;
let stranger;

async function startServer(html) {
  const made = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const pages = {
      '/lesson.html': html,
      '/host': `<!doctype html><html lang="en"><head><title>Problem</title><link rel="icon" href="data:,"></head><body>
<script>${searchParams.get('sop') === 'false' ? byChannel : sameOrigin}</script>
<iframe title="Lesson" width="1200" height="800" src="${searchParams.get('src')}"></iframe></body></html>`,
    };
    const found = pages[pathname];
    response.writeHead(found ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' }).end(found ?? '');
  }).listen(0, '127.0.0.1');
  await once(made, 'listening');
  const url = `http://127.0.0.1:${made.address().port}/`;
  return { url, close: () => new Promise((done) => made.close(done) && made.closeAllConnections()) };
}

before(async () => {
  site = await fixtureSite();
  const html = singleFileLesson({ siteDir: site.siteDir, lesson: 'small', openEdx: true });
  [server, stranger] = [await startServer(html), await startServer(html)];
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await Promise.all([server?.close(), stranger?.close()]);
  site?.remove();
});

const ways = {
  'within one origin': () => `${server.url}host?src=/lesson.html`,
  'across origins, by messages': () => `${server.url}host?sop=false&src=${stranger.url}lesson.html`,
};

for (const [name, address] of Object.entries(ways)) {
  describe(`JS Input ${name}`, () => {
    async function open() {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(address());
      const pupil = learner(page.frameLocator('iframe'));
      await pupil.ready();
      return { page, pupil };
    }

    test('grade and state are texts that come back the same', async () => {
      const { page, pupil } = await open();
      const empty = JSON.parse(await page.evaluate(() => window.getGrade()));
      assert.deepEqual(empty, { version: 1, lesson: 'small', score: 0, progress: 0, complete: false, answers: {} });
      await pupil.choose('sum', 0);
      await pupil.finish();
      const grade = JSON.parse(await page.evaluate(() => window.getGrade()));
      assert.equal(grade.complete, true);
      assert.equal(grade.score, 0.25);
      assert.deepEqual(grade.answers.sum, { kind: 'quiz', right: true, score: 0.5, tries: 2, given: '1' });
      const state = await page.evaluate(() => window.getState());
      assert.match(state, /^[ -~]+$/);
      await page.close();

      const next = await open();
      assert.deepEqual(await next.pupil.marked('sum'), ['', '', ''], 'the browser itself keeps nothing');
      await next.page.evaluate((text) => window.setState(text), state);
      assert.deepEqual(await next.pupil.marked('sum'), ['', 'right', '']);
      assert.deepEqual(JSON.parse(await next.page.evaluate(() => window.getGrade())), grade);
      await next.page.close();
    });

    test('a state that is none leaves the lesson as it is', async () => {
      const { page, pupil } = await open();
      await pupil.choose('sum', 1);
      for (const text of [
        '',
        '{"selected":3}',
        '[1,2]',
        '<img src=x onerror=alert(1)>',
        `[1,1,"a","other",null,"",[],""]`,
      ])
        await page.evaluate((each) => window.setState(each), text);
      assert.deepEqual(await pupil.marked('sum'), ['', 'right', '']);
      assert.equal(JSON.parse(await page.evaluate(() => window.getGrade())).answers.sum.right, true);
      await page.close();
    });
  });
}

test('messages that are no call are not answered, and unknown calls are told so', async () => {
  const page = await browser.newPage();
  await page.goto(ways['across origins, by messages']());
  await learner(page.frameLocator('iframe')).ready();
  const answer = await page.evaluate(() => window.call('constructor', 'x'));
  assert.equal(answer.error, 'no_such_method');
  const answers = await page.evaluate(async () => {
    const heard = [];
    addEventListener('message', ({ data }) => heard.push(data));
    const frame = document.querySelector('iframe').contentWindow;
    for (const nonsense of ['{', 7, null, { method: 'JSInput::getGrade', id: 1 }, '{"method":"getGrade","id":1}', '[]'])
      frame.postMessage(nonsense, '*');
    await window.getGrade();
    // After the listeners that were there before.
    await new Promise(requestAnimationFrame);
    return heard.length;
  });
  assert.equal(answers, 1, 'only the call itself was answered');
  await page.close();
});
