/** The glossary and the bibliography: one file an entry, each fault told with its file and mend. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readBibliography, readGlossary } from '../../web/lesson/compile/entries.js';
import { at, read, root } from './built.js';

const scratch = mkdtempSync(join(tmpdir(), 'attend-entries-'));
after(() => rmSync(scratch, { recursive: true }));

/** Reads files of the given texts. */
function reading(read, name, files) {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const problems = [];
  const entries = read(folder, scratch, problems);
  return { entries, told: problems.map(({ file, line, message, mend }) => `${file}:${line} ${message} ${mend}`) };
}

const SOURCE = { authors: ['Aäron van den Oord', 'Ann Other'], year: 2016, title: 'T', venue: 'V', what: 'W' };

test('the entries of this repository hold', () => {
  const problems = [];
  const glossary = readGlossary(at('lessons', '_shared', 'glossary'), root, problems);
  const bibliography = readBibliography(at('lessons', '_shared', 'bibliography'), root, problems);
  assert.deepEqual(problems, []);
  assert.ok(Object.keys(glossary).length >= 60);
  assert.ok(Object.keys(bibliography).length >= 70);
  assert.equal(bibliography.vandenoord2016.short, 'van den Oord et al. 2016');
  assert.equal(bibliography.jain2019.short, 'Jain and Wallace 2019');
  assert.equal(bibliography.elman1990.short, 'Elman 1990');
});

test('every source is cited by a lesson, and every term is used by one or related to one that is', () => {
  const folders = readdirSync(at('lessons')).filter((name) => /^\d/.test(name));
  const lessons = folders.map((name) => read('lessons', name, 'lesson.md'));
  const anywhere = (pattern) => lessons.some((text) => pattern.test(text));
  const bibliography = readBibliography(at('lessons', '_shared', 'bibliography'), root, []);
  const uncited = Object.keys(bibliography).filter((id) => !anywhere(new RegExp(`\\[@${id}\\]`)));
  assert.deepEqual(uncited, []);
  const glossary = readGlossary(at('lessons', '_shared', 'glossary'), root, []);
  const used = (id) => anywhere(new RegExp(`<attend-term id="${id}"|^concepts:.*\\b${id}\\b`, 'm'));
  const stray = Object.entries(glossary).filter(([id, { related }]) => ![id, ...related].some(used));
  assert.deepEqual(
    stray.map(([id]) => id),
    [],
  );
});

test('related terms are related both ways, also where one file alone says so', () => {
  const { entries, told } = reading(readGlossary, 'both-ways', {
    'one.md': '---\nterm: one\nrelated: two\n---\n\nThe first, $x_1$.\n',
    'two.md': '---\nterm: two\nformula: y = 2\n---\n\nThe second.\n',
  });
  assert.deepEqual(told, []);
  assert.deepEqual(entries.one.related, ['two']);
  assert.deepEqual(entries.two.related, ['one']);
  assert.match(entries.one.html, /^The first, <math[\s>]/);
  assert.match(entries.two.formulaHtml, /^<math/);
});

test('a course’s own terms are related to those that were there, and may take their place', () => {
  const base = reading(readGlossary, 'base', {
    'one.md': '---\nterm: one\n---\n\nThe first.\n',
    'two.md': '---\nterm: two\n---\n\nThe second.\n',
  }).entries;
  const readOwn = (folder, root_, problems) => readGlossary(folder, root_, problems, base);
  const { entries, told } = reading(readOwn, 'own', {
    'another.md': '---\nterm: another\nrelated: one\n---\n\nOne more.\n',
    'two.md': '---\nterm: two\n---\n\nThe second, otherwise.\n',
  });
  assert.deepEqual(told, []);
  assert.deepEqual(Object.keys(entries), ['another', 'one', 'two']);
  assert.deepEqual(entries.one.related, ['another']);
  assert.equal(entries.two.text, 'The second, otherwise.');
});

const FAULTY_TERMS = {
  'no front matter': ['Just text.\n', /x\.md:1 .*no front matter/],
  'a line that is no pair': ['---\nterm: x\nnothing\n---\n\nText.\n', /x\.md:3 "nothing" is not of the form/],
  'an unknown key': ['---\nterm: x\nrelatd: x\n---\n\nText.\n', /"relatd".*Did you mean "related"/],
  'no term': ['---\nrole: q\n---\n\nText.\n', /has no term/],
  'two paragraphs': ['---\nterm: x\n---\n\nOne.\n\nTwo.\n', /not one paragraph/],
  'a role that is none': ['---\nterm: x\nrole: z\n---\n\nText.\n', /role is "z"/],
  'a neighbour that is none': ['---\nterm: x\nrelated: y\n---\n\nText.\n', /"y" in related is not an entry/],
  'a formula that does not compile': ['---\nterm: x\nformula: \\frac{\n---\n\nText.\n', /does not compile/],
};

for (const [what, [text, expected]] of Object.entries(FAULTY_TERMS)) {
  test(`a term with ${what} is refused`, () => {
    const { told } = reading(readGlossary, what.replaceAll(' ', '-'), { 'x.md': text });
    assert.equal(told.length, 1, told.join('\n'));
    assert.match(told[0], expected);
  });
}

const FAULTY_SOURCES = {
  'no JSON': ['{', /x1\.json:1 The file is not JSON/],
  'authors in one text': [{ ...SOURCE, authors: 'A, B' }, /not a list of names/],
  'a year in words': [{ ...SOURCE, year: '2016' }, /year is "2016"/],
  'an unknown key': [{ ...SOURCE, jounal: 'X' }, /unknown key "jounal"/],
  'nothing taken from it': [{ ...SOURCE, what: undefined }, /has no what/],
  'an address that is none': [{ ...SOURCE, url: 'javascript:x' }, /url is "javascript:x"/],
};

for (const [what, [source, expected]] of Object.entries(FAULTY_SOURCES)) {
  test(`a source with ${what} is refused`, () => {
    const text = typeof source === 'string' ? source : JSON.stringify(source);
    const { told } = reading(readBibliography, `source-${what.replaceAll(' ', '-')}`, { 'x1.json': text });
    assert.equal(told.length, 1, told.join('\n'));
    assert.match(told[0], expected);
  });
}

test('a file that is no entry is told', () => {
  const { told } = reading(readGlossary, 'stray', { 'notes.txt': 'x' });
  assert.match(told[0], /stray\/notes\.txt:1 .*ID\.md/);
});
