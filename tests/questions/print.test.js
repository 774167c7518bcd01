/** The sheet in a browser: it prints to PDF, fits the paper, and asks nobody for anything. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { costOf, loadEngine } from '../../dist/package/index.js';
import { launchChromium } from '../../scripts/browsers.js';
import { at } from '../../scripts/root.js';
import { FORMATS } from '../../web/questions/formats/index.js';
import { subjectOf } from '../../web/questions/subject.js';
import { variants } from '../../web/questions/variants.js';

const engine = await loadEngine();
const subject = subjectOf(engine, costOf, readFileSync(at('lessons/07-hacker/hacker.json'), 'utf8'));
const browser = await launchChromium();
after(() => browser.close());

test('sheet and key print to PDF, and no table is wider than the page', async () => {
  const questions = variants(subject, { count: 1, seed: 'print' });
  for (const name of ['sheet', 'key']) {
    const page = await browser.newPage({ viewport: { width: 660, height: 900 } });
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.setContent(FORMATS[name].write(questions, { title: subject.title }));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} is ${wide} pixels too wide`);
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
    assert.ok(pages >= 2 && pages <= questions.length, `${pages} pages`);
    assert.deepEqual(asked, []);
    await page.close();
  }
});
