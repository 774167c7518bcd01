/** cmi5: a lesson is launched, and tells a strict record store of another origin what was done. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { cmi5Package } from '../../web/embed/build/packages.js';
import { fixtureSite, learner } from './fixture.js';
import { startLms } from './lms.js';
import { startLrs } from './lrs.js';
import { statementFaults } from './statement-rules.js';

describe('cmi5', () => {
  let site;
  let browser;
  let lms;
  let lrs;
  let context;
  before(async () => {
    site = await fixtureSite();
    browser = await launchChromium();
    lms = await startLms(cmi5Package({ siteDir: site.siteDir, lessons: ['small'] }));
  });
  after(async () => {
    await browser?.close();
    await lms?.close();
    site?.remove();
  });
  beforeEach(async () => {
    lrs = await startLrs();
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  });
  afterEach(async () => {
    await context.close();
    await lrs.close();
    assert.deepEqual(lrs.faults, []);
  });

  async function launch(options, query = lrs.launch(options)) {
    const page = await context.newPage();
    await page.goto(`${lms.url}package/lessons/small/index.html?${query}`);
    const pupil = learner(page);
    await pupil.ready();
    return { page, pupil, query };
  }

  const said = () =>
    lrs.statements.map(({ session, statement }) => `${session.number} ${statement.verb.id.replace(/.*\//, '')}`);

  const arrives = (entry) => lrs.arrivals.until(() => said().includes(entry));
  const again = (page) => page.evaluate(() => dispatchEvent(new Event('online')));

  test('a session from launch to end, in the order the standard asks for', async () => {
    const { page, pupil } = await launch();
    assert.deepEqual(lrs.asked.slice(0, 1), ['POST fetch'.replace(' ', ' /')]);
    assert.ok(lrs.asked.includes('GET activities/state LMS.LaunchData'));
    assert.ok(lrs.asked.includes('GET agents/profile'), 'the preferences of the learner are asked for');
    await pupil.choose('sum', 0);
    await pupil.finish();
    await arrives('0 completed');
    await page.goto('about:blank');
    await arrives('0 terminated');
    const [first, ...others] = said();
    assert.equal(first, '0 initialized');
    assert.equal(others.at(-1), '0 terminated');
    assert.deepEqual(
      others.filter((each) => !each.endsWith('answered')),
      ['0 completed', '0 terminated'],
    );
    const answers = lrs.statements.map(({ statement }) => statement).filter(({ verb }) => verb.id.endsWith('answered'));
    assert.deepEqual(
      answers.map(({ object, result }) => [object.id.replace(/.*\//, ''), result.response, result.success]),
      [
        ['sum', 'choice_0', false],
        ['sum', 'choice_1', true],
        ['larger', 'choice_0', false],
        ['larger', 'choice_1', true],
      ],
    );
    assert.deepEqual(answers[1].object.definition.correctResponsesPattern, ['choice_1']);
    assert.equal(
      answers[0].object.definition.description.en,
      'What do the two weights of a row add up to, in % or in “shares”?',
    );
  });

  test('the next session goes on, and says nothing twice', async () => {
    const first = await launch();
    await first.pupil.finish();
    await arrives('0 completed');
    await first.page.close({ runBeforeUnload: true });
    await arrives('0 terminated');
    const { page, pupil } = await launch();
    assert.deepEqual(await pupil.marked('sum'), ['', 'right', '']);
    assert.equal(await pupil.at(), 'end');
    await page.goto('about:blank');
    await arrives('1 terminated');
    assert.deepEqual(
      said().filter((each) => each.startsWith('1')),
      ['1 initialized', '1 terminated'],
    );
  });

  /** The first session of a registration is done; its page was closed before it heard that the store has its `completed`. */
  async function doneUnheard() {
    const first = await launch();
    await first.pupil.finish();
    await arrives('0 completed');
    await first.page.goto('about:blank');
    await arrives('0 terminated');
    lrs.documents.attend.once.completed.sent = false;
  }

  test('what an earlier session may not have got through is settled at once, and said once', async () => {
    await doneUnheard();
    const told = () => lrs.asked.filter((each) => each.startsWith('POST statements')).length;
    const before = told();
    const { page } = await launch();
    // That it has begun; what is unsure, which the store has in other words; and that once more, alone.
    await lrs.arrivals.until(() => told() === before + 3);
    await page.goto('about:blank');
    await arrives('1 terminated');
    assert.equal(said().filter((each) => each.endsWith('completed')).length, 1);
  });

  test('what an earlier session may not have got through does not keep the next one from ending', async () => {
    await doneUnheard();
    const held = [];
    lrs.meet = async (verbs) => {
      if (!verbs.includes('completed') || verbs.includes('terminated')) return true;
      held.push(arrives('1 terminated'));
      lrs.arrivals.tell();
      await held.at(-1);
      return true;
    };
    const { page } = await launch();
    await lrs.arrivals.until(() => held.length > 0);
    await page.goto('about:blank');
    await arrives('1 terminated');
    assert.equal(said().filter((each) => each.endsWith('completed')).length, 1);
  });

  test('what two sessions have done at the same time is said by one of them', async () => {
    const first = await launch();
    // Its state cannot be written, so what it has to say stays with it.
    await first.page.route('**/xapi/**', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await first.pupil.finish();
    await first.page.locator('.saving-note[data-note="waiting"]').waitFor();
    const second = await launch();
    await second.pupil.finish();
    await arrives('1 completed');
    await second.page.goto('about:blank');
    await arrives('1 terminated');
    await first.page.unroute('**/xapi/**');
    await again(first.page);
    await first.page.locator('.saving-note[data-note="kept"]').waitFor();
    await first.page.goto('about:blank');
    await arrives('0 terminated');
    assert.equal(said().filter((each) => each.endsWith('completed')).length, 1, said().join());
  });

  test('a mastery score makes it passed as soon as it is reached, or failed at the end', async () => {
    const good = await launch({ masteryScore: 0.5 });
    await good.pupil.choose('sum', 1);
    await arrives('0 passed');
    await good.page.close({ runBeforeUnload: true });
    await lrs.close();
    lrs = await startLrs();
    const poor = await launch({ masteryScore: 0.9 });
    await poor.pupil.choose('sum', 0);
    await poor.pupil.finish();
    await arrives('0 failed');
    assert.ok(!said().includes('0 passed'));
  });

  test('a record store that fails is told again, and everything arrives once', async () => {
    const { page, pupil } = await launch();
    lrs.failing = true;
    await pupil.choose('sum', 0);
    await page.locator('.saving-note[data-note="waiting"]').waitFor();
    await pupil.choose('sum', 1);
    lrs.failing = false;
    await again(page);
    await page.locator('.saving-note[data-note="kept"]').waitFor();
    assert.deepEqual(said(), ['0 initialized', '0 answered', '0 answered']);
    assert.match(lrs.documents.attend.suspend, /"sum","quiz",1,0.5,2/);
  });

  test('what could not be sent before the page was closed is sent by the next session', async () => {
    const first = await launch();
    lrs.failing = true;
    await first.pupil.choose('sum', 1);
    await first.page.locator('.saving-note[data-note="waiting"]').waitFor();
    const before = lrs.refused.length;
    await first.page.goto('about:blank');
    // Its state; the answer and that the session is over.
    await lrs.arrivals.until(() => lrs.refused.length === before + 2);
    lrs.failing = false;
    const { pupil } = await launch();
    await arrives('1 answered');
    assert.deepEqual(await pupil.marked('sum'), ['', 'right', '']);
  });

  test('what is on its way when the page is closed does not arrive after its last word', async () => {
    const held = [];
    lrs.meet = async (verbs) => {
      if (!verbs.includes('completed') || verbs.includes('terminated')) return true;
      held.push(arrives('0 terminated'));
      lrs.arrivals.tell();
      await held.at(-1);
      return true;
    };
    const { page, pupil } = await launch();
    await pupil.finish();
    await lrs.arrivals.until(() => held.length > 0);
    await page.goto('about:blank');
    await Promise.all(held);
    assert.ok(said().includes('0 completed'), said().join());
    assert.equal(said().at(-1), '0 terminated');
    assert.deepEqual(lrs.faults, []);
  });

  test('what the record store refuses does not keep a session from ending', async () => {
    const { page, pupil } = await launch();
    lrs.meet = async (verbs) => !verbs.includes('answered');
    await pupil.choose('sum', 0);
    await page.locator('.saving-note[data-note="waiting"]').waitFor();
    await page.goto('about:blank');
    await arrives('0 terminated');
  });

  test('browsing tells only that it began and ended', async () => {
    const { page, pupil } = await launch({ mode: 'Browse' });
    await pupil.finish();
    await page.goto('about:blank');
    await arrives('0 terminated');
    assert.deepEqual(said(), ['0 initialized', '0 terminated']);
    assert.equal(lrs.documents.attend, undefined);
  });

  test('a page that is loaded again says that the session is over, and works', async () => {
    const { page, pupil, query } = await launch();
    await page.goto('about:blank');
    await arrives('0 terminated');
    const second = await launch({}, query);
    assert.match(await second.pupil.note(), /refused this session.*given out already/);
    await second.pupil.choose('sum', 1);
    assert.deepEqual(await second.pupil.marked('sum'), ['', 'right', '']);
    assert.ok(pupil);
  });

  test('the way back to the course ends the session', async () => {
    const { page } = await launch({ returnURL: `${lms.url}nest?depth=1&src=about:blank` });
    await page.locator('.saving-note button').click();
    await page.waitForURL(/nest/);
    await arrives('0 terminated');
  });

  test('an address that would run a script is no way back', async () => {
    const { page } = await launch({ returnURL: 'javascript:alert(1)' });
    assert.equal(await page.locator('.saving-note button').count(), 0);
  });

  test('the record store refuses what the standards do not allow', async () => {
    const { page, pupil } = await launch({ masteryScore: 0.5 });
    await pupil.choose('sum', 1);
    await pupil.finish();
    await arrives('0 passed');
    await page.close();
    const { session } = lrs.statements[0];
    const place = (before) => ({ session, store: lrs, activityId: lrs.statements[0].statement.object.id, before });
    const passed = lrs.statements.find(({ statement }) => statement.verb.id.endsWith('passed')).statement;
    const before = lrs.statements.filter(
      ({ statement }) => statement !== passed && !/passed|terminated/.test(statement.verb.id),
    );
    assert.deepEqual(statementFaults(passed, place(before)), []);
    const broken = [
      [/no UUID/, (s) => ({ ...s, id: '7' })],
      [/no registration/, (s) => ({ ...s, context: { ...s.context, registration: undefined } })],
      [/no duration/, (s) => ({ ...s, result: { ...s.result, duration: undefined } })],
      [/success/, (s) => ({ ...s, result: { ...s.result, success: false } })],
      [/a score of 0.1/, (s) => ({ ...s, result: { ...s.result, score: { ...s.result.score, scaled: 0.1 } } })],
      [
        /moveon/,
        (s) => ({
          ...s,
          context: {
            ...s.context,
            contextActivities: {
              ...s.context.contextActivities,
              category: [{ id: 'https://w3id.org/xapi/cmi5/context/categories/cmi5' }],
            },
          },
        }),
      ],
      [/not UTC/, (s) => ({ ...s, timestamp: '2026-11-20T20:00:00+01:00' })],
      [/another actor/, (s) => ({ ...s, actor: { name: 'x' } })],
    ];
    for (const [what, change] of broken) assert.match(statementFaults(change(passed), place(before)).join(), what);
    assert.match(statementFaults(passed, place([])).join(), /first of its session/);
  });
});
