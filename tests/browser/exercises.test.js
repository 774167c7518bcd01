/** Exercises in three browser engines, by mouse and by keyboard: nothing but what a learner can do, answers taken from the engine. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../scripts/serve.js';
import { shared } from '../../web/lesson/compile/load-ts.js';
import { buildSite } from '../../web/site/build.js';
import { at, builtEngine, compileFixture, root } from '../lessons/built.js';
import { launchers } from './browsers.js';

const made = mkdtempSync(join(tmpdir(), 'attend-exercises-'));
let server;
let lab;
let fixture;
let grading;

/** A site with one lesson: the fixture that has every kind of exercise. */
before(async () => {
  const fixtures = at('tests', 'lessons', 'fixtures');
  const folder = join(made, 'lessons', '01-demo');
  mkdirSync(folder, { recursive: true });
  cpSync(at('lessons', '_shared'), join(made, 'lessons', '_shared'), { recursive: true });
  for (const name of readdirSync(fixtures).filter((file) => file.startsWith('exercises')))
    cpSync(join(fixtures, name), join(folder, name === 'exercises.md' ? 'lesson.md' : name));
  const outDir = join(made, 'site');
  await buildSite({ root, packageDir: at('dist', 'package'), outDir, lessonsDir: join(made, 'lessons') });
  server = await serve({ root: outDir, port: 0 });
  const engine = await builtEngine();
  fixture = await compileFixture(engine, 'exercises.md');
  const { Lab, readCalculations, grading: found } = await shared();
  grading = found;
  const json = (name) => JSON.parse(readFileSync(join(fixtures, name), 'utf8'));
  const scenes = new Map([...fixture.scenes].map(([name, file]) => [name, json(file)]));
  lab = new Lab({ engine, scenes, calculations: readCalculations(json('exercises-calculations.json')) });
});

after(async () => {
  lab?.close();
  await server?.close();
  rmSync(made, { recursive: true });
});

const solution = (id) => grading.solution(exercise(id), lab);
const exercise = (id) => fixture.exercises.find((one) => one.id === id);

/** Waits until the exercises are alive, and keeps what they tell. */
async function alive() {
  await customElements.whenDefined('attend-exercise');
  const exercises = [...document.querySelectorAll('attend-exercise')];
  while (exercises.some((one) => !one.lab)) await new Promise(requestAnimationFrame);
  window.answers = [];
  document.addEventListener('attend-answer', ({ detail }) => window.answers.push(detail));
  for (const one of exercises) await one.updateComplete;
  return exercises.length;
}

/** What the exercise says now. */
async function read(id) {
  const host = document.getElementById(id);
  await host.updateComplete;
  const field = host.shadowRoot.querySelector('.field');
  await field.updateComplete;
  const shown = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    const children = node.localName === 'slot' ? node.assignedNodes() : node.childNodes;
    return [...children].map(shown).join('');
  };
  const text = (element) => (element ? shown(element).replace(/\s+/g, ' ').trim() : '');
  const { shadowRoot: page } = host;
  return {
    feedback: text(page.querySelector('.feedback')),
    hints: [...page.querySelectorAll('.hints li')].map(text),
    answer: text(page.querySelector('.answer')),
    refusal: text(field.shadowRoot.querySelector('.refusal')),
    buttons: [...page.querySelectorAll('.buttons button')].map(text),
    fields: [...field.shadowRoot.querySelectorAll('input[type=text]')].map(({ value }) => value),
    items: [...field.shadowRoot.querySelectorAll('.grip .name')].map(text),
    cells: [...field.shadowRoot.querySelectorAll('attend-mask-grid')].map(({ rows }) => rows.flat()),
    left: text(field.shadowRoot.querySelector('.left')),
    field: text(field.shadowRoot.firstElementChild?.parentNode),
    told: window.answers.filter((answer) => answer.id === id),
  };
}

/** Puts the keyboard on the n-th element of this kind in the field (or in the mask's grid), or on a button by its text. */
async function focusOn(id, selector, n) {
  const host = document.getElementById(id);
  await host.updateComplete;
  const field = host.shadowRoot.querySelector('.field').shadowRoot;
  const grid = field.querySelector('attend-mask-grid')?.shadowRoot;
  const found = [...(grid ?? field).querySelectorAll(selector)][n];
  found.focus();
  found.select?.();
}

/** The middle of the button with this text, brought into view; null where there is none. */
async function middleOf(id, label) {
  const host = document.getElementById(id);
  const { shadowRoot: page } = host;
  const all = [
    ...page.querySelectorAll('button'),
    ...page.querySelector('.field').shadowRoot.querySelectorAll('button'),
  ];
  const found = all.find((button) =>
    (button.getAttribute('aria-label') ?? button.textContent.trim()).startsWith(label),
  );
  if (!found) return null;
  found.scrollIntoView({ block: 'center', behavior: 'instant' });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const box = found.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

class Learner {
  constructor(tab) {
    this.tab = tab;
  }
  see = (id) => this.tab.evaluate(read, id);
  focus = (id, selector, n = 0) => this.tab.evaluate(focusOn, id, selector, n);
  async click(id, label) {
    const middle = await this.tab.evaluate(middleOf, id, label);
    assert.ok(middle, `${id} has a button "${label}"`);
    await this.tab.click(...middle);
  }
  async type(text) {
    for (const key of text) await this.tab.press(key);
  }
  async press(...keys) {
    for (const key of keys) await this.tab.press(key);
  }
}

const short = (value) => value.toFixed(2);

for (const [name, launch] of Object.entries(launchers)) {
  describe(`exercises in ${name}`, () => {
    let browser;
    let tab;
    let learner;

    before(async () => {
      browser = await launch();
      if (!browser) return;
      tab = await browser.open(`${server.url}lessons/demo/`, { width: 1280, height: 900 });
      assert.equal(await tab.evaluate(alive), fixture.exercises.length);
      learner = new Learner(tab);
    });

    after(() => browser?.close());

    const act = (what, work) =>
      test(what, async (context) => {
        if (browser) await work(learner);
        else context.skip(`${name} or its driver is not installed`);
      });

    act('a number: nonsense is refused at the field, a mistake explained, the right one accepted', async (me) => {
      await me.click('weight', 'Check');
      assert.match((await me.see('weight')).feedback, /Type a number first/);
      await me.focus('weight', 'input');
      await me.type('abc');
      await me.press('Enter');
      let seen = await me.see('weight');
      assert.match(seen.refusal, /“abc” is not a number/);
      assert.deepEqual([seen.fields, seen.told], [['abc'], []], 'what was typed stays, and counts for nothing');
      await me.focus('weight', 'input');
      await me.type('1');
      await me.press('Enter');
      seen = await me.see('weight');
      assert.match(seen.feedback, /^Not yet\. A whole row adds up to this\.$/);
      assert.ok(!seen.buttons.includes('Show the answer'), 'the answer is not yet offered');
      await me.click('weight', 'Hint');
      assert.deepEqual((await me.see('weight')).hints, ['Hint 1 Look at the row.']);
      await me.focus('weight', 'input');
      await me.type(short(solution('weight')[0]));
      await me.press('Enter');
      seen = await me.see('weight');
      assert.match(seen.feedback, /Right\./);
      assert.match(seen.answer, /That is how it is computed/);
      assert.deepEqual(
        seen.told.map(({ kind, right, score, tries, given }) => [kind, right, score, tries, given]),
        [
          ['number', false, 0, 1, '1'],
          ['number', true, 1, 2, String(Number(short(solution('weight')[0])))],
        ],
      );
    });

    act('cells: Enter goes from blank to blank, right ones are marked, other numbers can be drawn', async (me) => {
      const [first, second] = solution('row');
      await me.focus('row', 'input');
      await me.type(short(first));
      await me.press('Enter');
      await me.type('1');
      await me.press('Enter');
      let seen = await me.see('row');
      assert.match(seen.feedback, /Not yet\. 1 of 2 right so far\. A whole row adds up to one\./);
      assert.deepEqual(seen.fields, [short(first), '1'], 'nothing typed is lost');
      await me.focus('row', 'input', 1);
      await me.type(short(second));
      await me.press('Enter');
      seen = await me.see('row');
      assert.match(seen.feedback, /Right/);
      await me.click('row', 'New numbers');
      seen = await me.see('row');
      assert.deepEqual(seen.fields, ['', '']);
      const asked = exercise('row');
      const other = lab.withSeed(grading.nextSeed(asked, lab, grading.firstSeed(asked, lab)));
      await me.focus('row', 'input');
      for (const value of grading.solution(asked, other)) {
        await me.type(short(value));
        await me.press('Enter');
      }
      assert.match((await me.see('row')).feedback, /Right/);
    });

    act('rank: arrow keys move a word and keep the keyboard on it', async (me) => {
      const names = ['cats', 'chase', 'small', 'mice'];
      const wanted = solution('order').map((place) => names[place]);
      await me.click('order', 'Check');
      assert.match((await me.see('order')).feedback, /Nothing has been moved/);
      for (const [place, word] of wanted.entries()) {
        let { items } = await me.see('order');
        await me.focus('order', '.grip', items.indexOf(word));
        for (let steps = items.indexOf(word) - place; steps > 0; steps--) {
          await me.press('ArrowUp');
          await me.see('order');
        }
        ({ items } = await me.see('order'));
        assert.equal(items[place], word);
      }
      await me.click('order', 'Check');
      assert.match((await me.see('order')).feedback, /Right/);
    });

    act('choose: a wrong choice is explained, then the right one is pressed', async (me) => {
      await me.click('pick', 'itself');
      assert.match((await me.see('pick')).feedback, /Not yet\. It does not\./);
      await me.click('pick', 'chase');
      const seen = await me.see('pick');
      assert.match(seen.feedback, /Right/);
      assert.match(seen.answer, /It does\./);
      assert.equal(seen.told.at(-1).score, 0.5);
    });

    act('choose several: boxes are ticked with Space', async (me) => {
      for (const place of [0, 2]) {
        await me.focus('several', 'input', place);
        await me.press(' ');
      }
      await me.click('several', 'Check');
      assert.match((await me.see('several')).feedback, /Right/);
    });

    act('sequence: the buttons beside a step move it', async (me) => {
      const wanted = ['take the largest away', 'raise e to it', 'divide by the sum'];
      for (const [place, step] of wanted.entries()) {
        const { items } = await me.see('words');
        for (let steps = items.indexOf(step) - place; steps > 0; steps--) await me.click('words', `Move ${step} up`);
      }
      await me.click('words', 'Check');
      assert.match((await me.see('words')).feedback, /Right/);
    });

    act('mask: drawn with arrow keys and Space; the answer can be shown', async (me) => {
      const right = solution('causal');
      await me.focus('causal', '[tabindex="0"]');
      await me.press('ArrowRight', ' ');
      await me.click('causal', 'Check');
      let seen = await me.see('causal');
      assert.deepEqual([seen.told.at(-1).score, seen.told.at(-1).given], [1 / 6, '1011/1111/1111/1111']);
      await me.focus('causal', '[tabindex="0"]');
      for (let row = 0; row < 4; row++) {
        await me.press('Home');
        for (let column = 0; column < 4; column++) {
          const { cells } = await me.see('causal');
          if (cells[0][row * 4 + column] !== right[row * 4 + column]) await me.press(' ');
          if (column < 3) await me.press('ArrowRight');
        }
        if (row < 3) await me.press('ArrowDown');
      }
      await me.click('causal', 'Check');
      seen = await me.see('causal');
      assert.match(seen.feedback, /Right/);
    });

    act('reach: the goal follows every change, and the changes are counted', async (me) => {
      let seen = await me.see('goal');
      assert.match(seen.left, /2 changes left/);
      await me.focus('goal', 'input', 12);
      await me.type('9');
      await me.press('Enter');
      seen = await me.see('goal');
      assert.match(seen.left, /One change left/);
      await me.click('goal', 'Check');
      assert.match(
        (await me.see('goal')).feedback,
        /^Not yet\. The number that has to reach the goal is now 0\.\d+\. This is the row of mice\./,
      );
      await me.focus('goal', 'input', 12);
      await me.press('Escape');
      assert.match((await me.see('goal')).left, /2 changes left/);
      await me.focus('goal', 'input', 3);
      await me.type('x');
      await me.press('Enter');
      assert.match((await me.see('goal')).refusal, /query cats, key mice: “x” is not a number/);
      await me.focus('goal', 'input', 3);
      await me.type('6');
      await me.press('Enter');
      assert.match((await me.see('goal')).left, /Goal reached/);
      await me.click('goal', 'Check');
      seen = await me.see('goal');
      assert.match(seen.feedback, /Right/);
      assert.equal(seen.told.at(-1).given, 'layers.0.attention.scores 0,0,3 6');
    });

    act('bug: a later step is explained, the first wrong one is the answer', async (me) => {
      await me.focus('pitfall', '.choice', 2);
      await me.press('Enter');
      assert.match((await me.see('pitfall')).feedback, /They only carry on/);
      await me.focus('pitfall', '.choice', 1);
      await me.press('Enter');
      assert.match((await me.see('pitfall')).feedback, /Right/);
    });

    act('worksheet: every blank is judged when it is left', async (me) => {
      await me.focus('sheet', 'input');
      await me.type(short(solution('sheet')[0]));
      await me.press('Enter');
      const seen = await me.see('sheet');
      assert.match(seen.feedback, /1 of 3 right so far/);
      assert.deepEqual(seen.told, [], 'it does not count as a try');
    });

    act('worksheet: after two tries the answer is shown beside what was typed', async (me) => {
      for (const text of ['7', '8']) {
        await me.focus('sheet', 'input');
        await me.type(text);
        await me.click('sheet', 'Check');
        assert.match((await me.see('sheet')).feedback, /Not yet\. 0 of 3 right/);
      }
      await me.click('sheet', 'Show the answer');
      const seen = await me.see('sheet');
      assert.equal(seen.fields[0], '8');
      for (const value of solution('sheet')) assert.ok(seen.field.includes(`right: ${short(value).replace('-', '−')}`));
      assert.deepEqual([seen.told.at(-1).right, seen.told.at(-1).score], [false, 0]);
    });

    act('the record of the lesson holds every answer, and brings the right ones back', async (me) => {
      const record = await tab.evaluate(() => document.querySelector('attend-lesson').record);
      assert.deepEqual(Object.values(record.answers).filter(({ right }) => right).length, 9);
      assert.ok(JSON.stringify(record).length < 2000);
      await tab.evaluate((kept) => {
        const { id } = document.querySelector('#words');
        const host = document.querySelector('#stages');
        const answer = { ...kept.answers[id], id: 'stages', given: '0,1,2,3,4' };
        document
          .querySelector('attend-lesson')
          .restoreRecord({ ...kept, answers: { ...kept.answers, stages: answer } });
        return host.updateComplete.then(() => true);
      }, record);
      const seen = await me.see('stages');
      assert.match(seen.feedback, /Right/);
      assert.deepEqual(seen.told, [], 'nothing is told twice');
      assert.deepEqual(tab.errors, []);
    });
  });
}
