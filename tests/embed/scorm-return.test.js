/** Coming back to a SCORM lesson, coming late to a course system, and being there twice: in a browser, with scorm-again. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { scormPackage } from '../../web/embed/build/packages.js';
import { fixtureSite, learner } from './fixture.js';
import { given, startLms } from './lms.js';

const lessonAt = '/package/lessons/twice/index.html';
const versions = {
  12: {
    version: '1.2',
    set: 'LMSSetValue',
    end: 'LMSFinish',
    own: ['cmi.core.exit', 'cmi.core.session_time'],
    location: (cmi) => cmi.core.lesson_location,
    score: (cmi) => cmi.core.score.raw,
    time: (cmi) => cmi.core.session_time,
  },
  2004: {
    version: '2004',
    set: 'SetValue',
    end: 'Terminate',
    own: ['cmi.exit', 'cmi.session_time'],
    location: (cmi) => cmi.location,
    score: (cmi) => cmi.score.raw,
    time: (cmi) => cmi.session_time,
  },
};

/** Where the page stands, once it has been still for some frames. Runs in the page. */
async function atRest() {
  let still = 0;
  for (let last = -1; still < 10; last = scrollY) {
    await new Promise(requestAnimationFrame);
    still = scrollY === last ? still + 1 : 0;
  }
  const { record } = document.querySelector('attend-lesson');
  const active = document.querySelector('attend-step[active]');
  const { top = -1, right = 0 } = active?.getBoundingClientRect() ?? {};
  const machine = document.querySelector('.machine').getBoundingClientRect();
  // On a narrow page the machine covers the top of the window.
  const covered = machine.left < right ? machine.bottom : machine.top;
  return { ...record, at: active?.id, below: Math.round(top - covered) };
}

/** Something above the section that is read grows, as pictures do that are loaded late. Runs in the page. */
function growAbove() {
  const tall = document.createElement('div');
  tall.style.height = '900px';
  document.querySelector('attend-step').prepend(tall);
}

let browser;
let site;
before(async () => {
  site = await fixtureSite('returning');
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  site?.remove();
});

for (const [name, standard] of Object.entries(versions)) {
  describe(`SCORM ${standard.version}: coming back`, () => {
    let lms;
    let context;
    before(async () => {
      lms = await startLms(scormPackage({ siteDir: site.siteDir, version: standard.version, lessons: ['twice'] }));
    });
    after(() => lms.close());
    beforeEach(async () => {
      await context?.close();
      context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      lms.commits.length = 0;
    });
    after(() => context.close());

    /** Opens the lesson in a frame of the size that Moodle gives it beside its course structure. */
    async function launch(options = {}, more = {}) {
      const page = await context.newPage();
      const query = new URLSearchParams({ version: name, src: lessonAt, given: JSON.stringify(given(name, options)) });
      query.set('interactions', String(Object.keys(options.remembered?.interactions ?? {}).length));
      for (const [key, value] of Object.entries({ width: 714, height: 666, ...more })) query.set(key, value);
      await page.goto(`${lms.url}host?${query}`);
      const frame = page.frameLocator('iframe');
      const pupil = learner(frame);
      await pupil.ready();
      const stands = () => frame.locator('html').evaluate(atRest);
      const close = () => page.evaluate(() => document.querySelector('iframe').remove());
      const told = () =>
        page.evaluate((set) => window.calls.filter(([called]) => called === set).map((call) => call[1]), standard.set);
      return { page, frame, pupil, stands, close, told };
    }

    const committed = (when = () => true) =>
      lms.arrivals.until(() => {
        const cmi = lms.commits.at(-1)?.cmi;
        return cmi && when(cmi) ? cmi : null;
      });

    /** Leaves in the third section, with one answer given. */
    async function left() {
      const { pupil, close } = await launch();
      await pupil.read('first');
      await pupil.choose('sum', 1);
      await pupil.read('third');
      await close();
      return committed((cmi) => standard.location(cmi) === 'third');
    }

    test('one lands where one left, and nothing is counted or told until the reader moves', async () => {
      const remembered = await left();
      lms.commits.length = 0;
      const { page, frame, pupil, stands, close, told } = await launch({ remembered });
      await frame.locator('attend-step#third[active]').waitFor();
      const landed = await stands();
      assert.equal(landed.at, 'third');
      assert.deepEqual(landed.seen, ['first', 'third']);
      assert.ok(landed.below >= 0 && landed.below < 100, `it begins at the top of what is in sight: ${landed.below}`);
      await frame.locator('html').evaluate(growAbove);
      await page.evaluate(() => Object.assign(document.querySelector('iframe'), { width: 900, height: 500 }));
      const grown = await stands();
      assert.deepEqual([grown.at, grown.seen], ['third', ['first', 'third']]);
      assert.ok(grown.below >= 0 && grown.below < 100, `and stays there: ${grown.below}`);
      assert.deepEqual(await told(), []);
      await pupil.read('fourth');
      const moved = await committed((cmi) => standard.location(cmi) === 'fourth');
      assert.match(moved.suspend_data, /"first third fourth"/);
      await close();
    });

    test('a visit without a move tells its time and nothing else', async () => {
      const remembered = await left();
      const { page, frame, close, told } = await launch({ remembered });
      await frame.locator('attend-step#third[active]').waitFor();
      await close();
      await page.waitForFunction((end) => window.calls.at(-1)[0] === end, standard.end);
      assert.deepEqual((await told()).sort(), standard.own);
    });

    test('a course system that comes late gets what was done before', async () => {
      const { page, pupil, frame } = await launch({}, { late: '' });
      await pupil.choose('sum', 1);
      await frame.locator('.saving-note[data-note="none"]').waitFor();
      await page.evaluate(() => window.offerApi());
      const cmi = await committed((each) => Object.keys(each.interactions).length === 1);
      assert.deepEqual([cmi.interactions[0].id, cmi.interactions[0].result], ['sum', 'correct']);
      await frame.locator('.saving-note[data-note="kept"]').waitFor();
    });

    test('a course system that comes late brings back what it remembers', async () => {
      const remembered = await left();
      const untouched = await launch({ remembered }, { late: '' });
      await untouched.page.evaluate(() => window.offerApi());
      await untouched.frame.locator('attend-step#third[active]').waitFor();
      await untouched.page.close();
      const { page, pupil, frame, stands } = await launch({ remembered }, { late: '' });
      await pupil.choose('whole', 1);
      await page.evaluate(() => window.offerApi());
      await frame.locator('#sum [data-verdict="right"]').waitFor();
      const cmi = await committed((each) => Object.keys(each.interactions).length === 2);
      assert.equal(Number(standard.score(cmi)), 100);
      assert.deepEqual((await stands()).seen.toSorted(), ['first', 'third']);
    });

    test('no score is told before the first answer', async () => {
      const { told, pupil } = await launch();
      assert.ok(!standard.score(await committed()), 'none at the start');
      await pupil.read('second');
      assert.ok(!(await told()).some((element) => element.includes('score')));
      await pupil.choose('sum', 0);
      const cmi = await committed((each) => Object.keys(each.interactions).length === 1);
      assert.equal(Number(standard.score(cmi)), 0);
    });

    test('two windows of one lesson lose no answer of each other', async () => {
      const remembered = await left();
      const [one, two] = [await launch({ remembered }), await launch({ remembered })];
      await two.frame.locator('attend-step#third[active]').waitFor();
      await one.pupil.choose('whole', 0);
      await two.frame.locator('#whole [data-verdict="wrong"]').waitFor();
      assert.equal((await two.stands()).at, 'third', 'the reader of the other window is not moved');
      await two.pupil.choose('whole', 1);
      await one.frame.locator('#whole [data-verdict="right"]').waitFor();
      await one.close();
      await two.close();
      const { suspend_data: text, interactions } = await committed((cmi) => Object.keys(cmi.interactions).length === 3);
      assert.match(text, /"sum".*"whole"/);
      assert.deepEqual(
        Object.values(interactions).map(({ id, result }) => [id, result === 'correct']),
        [
          ['sum', true],
          ['whole', false],
          ['whole', true],
        ],
      );
    });

    test('time is told as it passes, without anything being done', async () => {
      await context.clock.install();
      const { pupil } = await launch();
      await committed();
      const before = lms.commits.length;
      await context.clock.runFor(61_000);
      const cmi = await lms.arrivals.until(() => lms.commits[before]?.cmi);
      assert.match(standard.time(cmi), name === '12' ? /^0+:01:0/ : /^PT1M/);
      assert.equal(await pupil.note(), '');
    });
  });
}
