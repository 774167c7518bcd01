/** The search, asked as learners ask: in their words, with their slips. And a course of one's own, and the dialog's keys. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { loadTs } from '../../web/lesson/compile/load-ts.js';
import { chromiumSite } from '../browser/chromium-site.js';
import { at, read } from './built.js';

/** What is asked, and where the first thing found leads: a lesson, a section of one, a concept or a paper. */
const QUESTIONS = [
  ['QKV', 'lessons/query-key-value/'],
  ['sqrt', 'lessons/scaling/'],
  ['multihead', 'lessons/heads/'],
  ['temprature', 'lessons/scaling/index.html#knob'],
  ['why divide by sqrt', 'lessons/scaling/'],
  ['how does softmax work', 'lessons/softmax/'],
  ['d_k', 'lessons/scaling/'],
  ['query key value', 'lessons/query-key-value/'],
  ['mutlihead', 'lessons/heads/'],
  ['what are heads?', 'lessons/heads/'],
  ['embeding', 'lessons/tokens/'],
  ['What is a token', 'lessons/tokens/'],
  ['positional encoding', 'lessons/tokens/'],
  ['look-ahead mask', 'lessons/masking/'],
  ['layernorm', 'lessons/residual-and-norm/'],
  ['normalization', 'lessons/residual-and-norm/'],
  ['MLP', 'lessons/layer/'],
  ['dropuot', 'lessons/layer/index.html#dropout'],
  ['qeury', 'lessons/query-key-value/'],
  ['vanishing gradients', 'glossary/index.html#vanishing-gradient'],
  ['skip connections', 'glossary/index.html#residual-connection'],
  ['LSTM', 'glossary/index.html#recurrent-network'],
  ['KV cache', 'glossary/index.html#kv-cache'],
  ['vaswani 2017', 'papers/index.html#vaswani2017'],
  ['attention is all you need', 'papers/index.html#vaswani2017'],
];

describe('the search', () => {
  let Finder;
  let searchFile;
  let finder;

  before(async () => {
    ({ Finder } = await loadTs(at('web', 'site', 'search', 'find.ts')));
    ({ searchFile } = await loadTs(at('web', 'site', 'search', 'text-index.ts')));
    finder = new Finder(JSON.parse(read('dist', 'site', 'assets', 'search.json')));
  });

  for (const [question, place] of QUESTIONS) {
    test(`“${question}” leads to ${place}`, () => {
      const urls = finder.find(question).found.map(({ doc }) => doc.url);
      assert.ok(urls[0]?.startsWith(place), urls.slice(0, 5).join('\n'));
    });
  }

  test('a slip is mended and said, and what was meant is marked', () => {
    const { instead, found } = finder.find('temprature');
    assert.deepEqual(instead, ['temperature']);
    assert.deepEqual(
      found[0].title.filter(({ hit }) => hit).map(({ text }) => text),
      ['Temperature'],
    );
    assert.deepEqual(finder.find('temperature').instead, []);
  });

  test('any word is enough, and who has more of them comes first', () => {
    const doc = (title, text) => ({ kind: 'lesson', title, url: title, text });
    const small = new Finder(
      searchFile([doc('One', 'red apples'), doc('Two', 'green apples are divided'), doc('Three', 'pears')]),
    );
    const found = (question) => small.find(question).found.map(({ doc: { title } }) => title);
    assert.deepEqual(found('dividing an apple'), ['Two', 'One']);
    assert.deepEqual(found('who divides?'), ['Two']);
    assert.deepEqual(found('who is it'), []);
    assert.deepEqual(found('plums'), []);
    assert.deepEqual(small.find('').found, []);
  });

  test('case and accents do not matter, beginnings of words are enough, odd letters do no harm', () => {
    const small = new Finder(
      searchFile([
        { kind: 'lesson', title: 'Mądry', url: 'a', text: 'Aäron Ré' },
        { kind: 'lesson', title: 'One', url: 'b', text: 'a (b) [c] ß 😀 softmax' },
      ]),
    );
    const found = (question) => small.find(question).found.map(({ doc: { url } }) => url);
    assert.deepEqual(found('madry AARON re'), ['a']);
    assert.deepEqual(found('softm'), ['b']);
    assert.deepEqual(found('ß'), ['b']);
    for (const question of ['  ', '()', '$^', '😀']) assert.deepEqual(found(question), [], question);
  });

  test('the excerpt stands around what was found, cut between words; more than are shown are counted', () => {
    const long = `${'before '.repeat(40)}the needle lies here ${'after '.repeat(60)}`;
    const docs = Array.from({ length: 30 }, (_, i) => ({ kind: 'lesson', title: 'Needles', url: `${i}`, text: long }));
    const { count, found } = new Finder(searchFile(docs)).find('needle');
    const marked = (pieces) => pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');
    assert.match(marked(found[0].excerpt), /^… (before )+the \[needle\] lies here (after )+after …$/);
    assert.equal(marked(found[0].title), '[Needles]');
    assert.ok(marked(found[0].excerpt).length < 200);
    assert.deepEqual([count, found.length], [30, 12]);
  });

  test('text without spaces is found by its words', () => {
    const doc = { kind: 'lesson', title: '注意力机制', url: 'a', text: '我们计算注意力权重。' };
    assert.equal(new Finder(searchFile([doc])).find('权重').count, 1);
  });
});

describe('the dialog of the search', () => {
  const site = chromiumSite();

  test('one Escape closes it, with words in its field, and the focus goes back', async () => {
    const tab = await site.open('glossary/index.html', { width: 1280, height: 720 });
    await tab.evaluate(() => document.querySelector('.search-open').focus());
    await tab.press('Enter');
    await tab.until(() => document.activeElement.matches('dialog.search[open] input'));
    for (const letter of 'sofmtax') await tab.press(letter);
    await tab.until(() => document.querySelector('.search li mark')?.textContent.toLowerCase() === 'softmax');
    assert.match(
      await tab.evaluate(() => document.querySelector('.search-told').textContent),
      /Searched for “softmax”\.$/,
    );
    await tab.press('Escape');
    assert.equal(await tab.evaluate(() => document.querySelector('dialog.search').open), false);
    assert.equal(await tab.evaluate(() => document.activeElement.matches('.search-open')), true);
    await tab.close();
  });
});
