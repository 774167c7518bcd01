/** SCORM 1.2 and 2004: lessons in scorm-again, a course system in a real browser that commits over HTTP. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { scormPackage } from '../../web/embed/build/packages.js';
import { fixtureSite, learner } from './fixture.js';
import { given, startLms } from './lms.js';

/** What each version calls the same things. */
const versions = {
  12: {
    version: '1.2',
    location: (cmi) => cmi.core.lesson_location,
    complete: (cmi) => ['completed', 'passed', 'failed'].includes(cmi.core.lesson_status),
    success: (cmi) => ({ passed: 'passed', failed: 'failed' })[cmi.core.lesson_status] ?? 'unknown',
    raw: (cmi) => Number(cmi.core.score.raw),
    seconds: (cmi) => cmi.core.session_time,
    response: (interaction) => interaction.student_response,
    choice: (place) => String(place),
    wrong: 'wrong',
    commit: 'LMSCommit',
    set: 'LMSSetValue',
    end: 'LMSFinish',
    room: 4096,
  },
  2004: {
    version: '2004',
    location: (cmi) => cmi.location,
    complete: (cmi) => cmi.completion_status === 'completed',
    success: (cmi) => cmi.success_status,
    raw: (cmi) => Number(cmi.score.raw),
    seconds: (cmi) => cmi.session_time,
    response: (interaction) => interaction.learner_response,
    choice: (place) => `choice_${place}`,
    wrong: 'incorrect',
    commit: 'Commit',
    set: 'SetValue',
    end: 'Terminate',
    room: 64_000,
  },
};

const lessonAt = '/package/lessons/small/index.html';
let browser;
let site;

before(async () => {
  site = await fixtureSite();
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  site?.remove();
});

for (const [name, standard] of Object.entries(versions)) {
  describe(`SCORM ${standard.version}`, () => {
    let lms;
    let context;
    before(async () => {
      lms = await startLms(scormPackage({ siteDir: site.siteDir, version: standard.version, lessons: ['small'] }));
    });
    after(() => lms.close());
    beforeEach(async () => {
      await context?.close();
      context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      lms.commits.length = 0;
      lms.failing = false;
    });
    after(() => context.close());

    const hostAddress = (options = {}, src = lessonAt) => {
      const query = new URLSearchParams({ version: name, src, given: JSON.stringify(given(name, options)) });
      query.set('interactions', String(Object.keys(options.remembered?.interactions ?? {}).length));
      return `${lms.url}host?${query}`;
    };

    /** Opens the lesson in the course system. */
    async function launch(options, src) {
      const page = await context.newPage();
      await page.goto(hostAddress(options, src));
      const frame = page.frameLocator('iframe');
      const pupil = learner(frame);
      await pupil.ready();
      const close = () => page.evaluate(() => document.querySelector('iframe').remove());
      const watched = () => page.evaluate(() => ({ calls: window.calls, violations: window.violations }));
      return { page, frame, pupil, close, watched };
    }

    /** The newest commit, once it says what is waited for. */
    const committed = (when = () => true) =>
      lms.arrivals.until(() => {
        const cmi = lms.commits.at(-1)?.cmi;
        return cmi && when(cmi) ? cmi : null;
      });

    const failing = async (page, text) => {
      await page.frameLocator('iframe').locator('.saving-note[data-note="waiting"]').waitFor();
      assert.match(await page.frameLocator('iframe').locator('.saving-note p').textContent(), text);
    };

    /** The network came back: the lesson tries again without waiting for its turn. */
    const again = (page) =>
      page
        .frames()
        .at(-1)
        .evaluate(() => dispatchEvent(new Event('online')));

    test('a lesson from its first answer to its end', async () => {
      const { pupil, watched, close } = await launch();
      await pupil.choose('sum', 0);
      const first = await committed((cmi) => Object.keys(cmi.interactions).length === 1);
      assert.equal(standard.complete(first), false, 'one answer does not complete it');
      await pupil.finish();
      const cmi = await committed(standard.complete);
      assert.equal(standard.location(cmi), 'end');
      assert.equal(standard.success(cmi), 'unknown', 'nothing to pass was given');
      // Three choices, the second was right: a half. Two choices, the second was right: nothing. Their mean.
      assert.equal(standard.raw(cmi), 25);
      const told = Object.values(cmi.interactions).map((each) => [each.id, standard.response(each), each.result]);
      assert.deepEqual(told, [
        ['sum', standard.choice(0), standard.wrong],
        ['sum', standard.choice(1), 'correct'],
        ['larger', standard.choice(0), standard.wrong],
        ['larger', standard.choice(1), 'correct'],
      ]);
      assert.equal(cmi.interactions[1].correct_responses[0].pattern, standard.choice(1));
      for (const { type, latency } of Object.values(cmi.interactions)) {
        assert.equal(type, 'choice');
        assert.ok(latency, 'how long it took is known');
      }
      if (name === '2004')
        assert.equal(
          cmi.interactions[0].description,
          'What do the two weights of a row add up to, in % or in “shares”?',
        );
      await close();
      assert.deepEqual((await watched()).violations, []);
    });

    test('session time counts what was spent', async () => {
      const { page, pupil } = await launch();
      await page
        .frames()
        .at(-1)
        .evaluate(() => {
          const { now } = performance;
          performance.now = () => now.call(performance) + 3_723_500;
        });
      await pupil.choose('sum', 1);
      const cmi = await committed((each) => Object.keys(each.interactions).length === 1);
      assert.match(standard.seconds(cmi), name === '12' ? /^0?0?01:02:\d\d/ : /^PT1H2M[\d.]+S$/);
    });

    test('the learner comes back to where it was', async () => {
      const first = await launch();
      await first.pupil.choose('sum', 1);
      await first.pupil.read('weights');
      await first.pupil.step();
      const stood = await first.pupil.machine();
      await first.close();
      const remembered = await committed((cmi) => standard.location(cmi) === 'weights');
      const { pupil, watched, close } = await launch({ remembered });
      assert.deepEqual(await pupil.marked('sum'), ['', 'right', '']);
      assert.equal(await pupil.machine(), stood);
      assert.equal(await pupil.at(), 'weights');
      await pupil.finish();
      const cmi = await committed(standard.complete);
      assert.equal(Object.keys(cmi.interactions).length, 3, 'old answers are not told again');
      assert.equal(standard.raw(cmi), 50);
      await close();
      assert.deepEqual((await watched()).violations, []);
    });

    test('what was done just before the window closes arrives, and the session ends once', async () => {
      const { pupil, close, watched } = await launch();
      await pupil.read('weights');
      await pupil.read('end');
      await close();
      const cmi = await committed((each) => standard.location(each) === 'end');
      assert.match(cmi.suspend_data, /"scores weights end"|"weights end"/);
      const { calls, violations } = await watched();
      assert.equal(calls.at(-1)[0], standard.end);
      assert.equal(calls.filter(([called]) => called === standard.end).length, 1);
      assert.deepEqual(violations, []);
    });

    test('a course system that does not answer is told again, with the newest state', async () => {
      const { page, pupil, watched } = await launch();
      lms.failing = true;
      await pupil.choose('sum', 0);
      await failing(page, /not been saved yet/);
      await pupil.choose('sum', 1);
      await pupil.read('weights');
      assert.deepEqual(
        lms.commits.filter(({ cmi }) => Object.keys(cmi.interactions).length > 0),
        [],
      );
      lms.failing = false;
      await again(page);
      const cmi = await committed((each) => standard.location(each) === 'weights');
      assert.deepEqual(
        Object.values(cmi.interactions).map(({ id, result }) => [id, result]),
        [
          ['sum', standard.wrong],
          ['sum', 'correct'],
        ],
      );
      await page.frameLocator('iframe').locator('.saving-note[data-note="kept"]').waitFor();
      assert.equal(await pupil.note(), 'Your progress is saved.');
      assert.deepEqual((await watched()).violations, []);
    });

    test('what could not be saved before the window closed is saved the next time', async () => {
      const first = await launch();
      const remembered = await committed();
      lms.failing = true;
      await first.pupil.choose('sum', 1);
      await failing(first.page, /not been saved yet/);
      await first.close();
      lms.failing = false;
      lms.commits.length = 0;
      const { pupil } = await launch({ remembered });
      assert.deepEqual(await pupil.marked('sum'), ['', 'right', '']);
      const cmi = await committed((each) => Object.keys(each.interactions).length === 1);
      assert.deepEqual([cmi.interactions[0].id, cmi.interactions[0].result], ['sum', 'correct']);
      assert.equal(standard.raw(cmi), 50);
    });

    test('a new attempt begins with nothing of the one before', async () => {
      const first = await launch();
      await first.pupil.choose('sum', 1);
      await committed((cmi) => Object.keys(cmi.interactions).length === 1);
      lms.failing = true;
      await first.pupil.read('weights');
      await first.close();
      lms.failing = false;
      const { pupil } = await launch();
      assert.deepEqual(await pupil.marked('sum'), ['', '', '']);
    });

    test('functions that refuse or throw do not stop the lesson, and nothing is lost', async () => {
      const { page, pupil, watched } = await launch();
      await committed();
      await page.evaluate(
        ([set]) => {
          window.refusals[set] = 'throw';
        },
        [standard.set],
      );
      await pupil.choose('sum', 1);
      await failing(page, /not been saved yet/);
      await page.evaluate(
        ([set, commit]) => Object.assign(window.refusals, { [set]: 3, [commit]: 2 }),
        [standard.set, standard.commit],
      );
      for (let i = 0; i < 6; i += 1) await again(page);
      const cmi = await committed((each) => Object.keys(each.interactions).length === 1);
      assert.equal(cmi.interactions[0].result, 'correct');
      assert.deepEqual((await watched()).violations, []);
    });

    test('a score to pass makes it passed or failed', async () => {
      const good = await launch({ passing: 0.5 });
      await good.pupil.choose('sum', 1);
      await good.pupil.read('weights');
      await good.pupil.choose('larger', 0);
      if (!(await good.pupil.marked('larger')).includes('right')) await good.pupil.choose('larger', 1);
      await good.pupil.read('end');
      assert.equal(standard.success(await committed(standard.complete)), 'passed');
      lms.commits.length = 0;
      const poor = await launch({ passing: 0.9 });
      await poor.pupil.choose('sum', 0);
      await poor.pupil.finish();
      assert.equal(standard.success(await committed(standard.complete)), 'failed');
    });

    test('reviewing changes nothing, and names what begins anew', async () => {
      const { pupil, close, watched, frame } = await launch({ mode: 'review' });
      await frame.locator('.saving-note[data-note="review"]').waitFor();
      assert.match(await pupil.note(), /finished this lesson.*Start a new attempt/);
      await pupil.choose('sum', 1);
      await close();
      const { calls, violations } = await watched();
      assert.deepEqual(
        calls.filter(([called]) => called === standard.set),
        [],
      );
      assert.deepEqual(violations, []);
    });

    test('a preview is called a preview, and changes nothing', async () => {
      const { pupil, close, watched, frame } = await launch({ mode: 'browse' });
      await frame.locator('.saving-note[data-note="browse"]').waitFor();
      assert.match(await pupil.note(), /preview/);
      assert.doesNotMatch(await pupil.note(), /again|finished/);
      await pupil.choose('sum', 1);
      await close();
      const { calls } = await watched();
      assert.deepEqual(
        calls.filter(([called]) => called === standard.set),
        [],
      );
    });

    test('the API is found eight frames up, and in the window that opened the lesson', async () => {
      const page = await context.newPage();
      await page.goto(hostAddress({}, `/nest?depth=8&src=${encodeURIComponent(lessonAt)}`));
      await committed();
      assert.equal(page.frames().length, 10);
      lms.commits.length = 0;
      await page.goto(`${hostAddress()}&popup`);
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        page.evaluate((address) => void window.open(address), lessonAt),
      ]);
      const pupil = learner(popup);
      await pupil.ready();
      await pupil.choose('sum', 1);
      await committed((cmi) => Object.keys(cmi.interactions).length === 1);
      await popup.close({ runBeforeUnload: true });
    });

    test('without a course system the lesson says so and works', async () => {
      const page = await context.newPage();
      await page.goto(lms.url + lessonAt.slice(1));
      const pupil = learner(page);
      await pupil.ready();
      await page.locator('.saving-note[data-note="none"]').waitFor();
      assert.match(await pupil.note(), /No course system was found/);
      await pupil.choose('sum', 1);
      assert.deepEqual(await pupil.marked('sum'), ['', 'right', '']);
    });
  });
}
