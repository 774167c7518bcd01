/** What an author's files may be besides lessons: each is read with care, and what is wrong has its file and its mend. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { checkLessons } from '../../web/lesson/check.js';
import { at, builtEngine } from './built.js';

/** A lesson with this text; its front matter has five keys, so the text begins in line 10. */
const lessonWith = (text, scene = 'small.json') =>
  `---\ntitle: One\nsummary: All of it.\nminutes: 1\nscene: ${scene}\n---\n\n# One\n\n${text}\n`;

describe('the files of a course', () => {
  let engine;
  let folder;

  before(async () => {
    engine = await builtEngine();
  });

  after(() => folder && rmSync(folder, { recursive: true }));

  /** A course of one lesson, and these files over it; what the check finds of it, as text. */
  const found = async (files) => {
    if (folder) rmSync(folder, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'attend-course-'));
    mkdirSync(join(folder, '01-good'));
    cpSync(at('tests/lessons/fixtures/good.md'), join(folder, '01-good/lesson.md'));
    for (const name of ['small.json', 'calculations.json'])
      cpSync(at('tests/lessons/fixtures', name), join(folder, '01-good', name));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const problems = await checkLessons({ root: folder, engine, lessonsDir: folder, sharedDir: at('lessons/_shared') });
    return problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
  };

  for (const [what, files, says] of [
    [
      'a glossary entry without a term',
      { '_shared/glossary/odd.md': '---\nrole: q\n---\nOne paragraph.\n' },
      [/^_shared\/glossary\/odd\.md:1 .*no term/],
    ],
    [
      'a source that is a list',
      { '_shared/bibliography/odd.json': '[1]' },
      [/^_shared\/bibliography\/odd\.json:1 .*no object/],
    ],
    [
      'an unknown key of the course',
      { '_shared/course.json': '{\n "titel": "Mine"\n}' },
      [/^_shared\/course\.json:2 .*"titel".*Did you mean "title"/],
    ],
    [
      'a part without its text',
      { '_shared/course.json': '{"parts": [{"from": 1, "title": "All"}]}' },
      [/^_shared\/course\.json:1 "parts"/],
    ],
    [
      'a part beyond the lessons',
      { '_shared/course.json': '{"parts": [{"from": 9, "title": "All", "about": "Nothing"}]}' },
      [/begins at lesson 9; the last lesson is 1/],
    ],
    [
      'a picture of no lesson',
      { '_shared/course.json': '{"picture": {"lesson": "goood", "path": "embed", "row": [0]}}' },
      [/"goood".*Did you mean "good"/],
    ],
    [
      'course.json that stops being JSON',
      { '_shared/course.json': '{\n "title": "Mine"\n "lead": "…"\n}' },
      [/^_shared\/course\.json:3 It stops being JSON in line 3, at: "lead"/],
    ],
    ['a folder with another name', { 'lesson-two/lesson.md': '' }, [/^lesson-two:1 .*NUMBER-NAME/]],
    ['an empty folder', { '02-empty/notes.txt': '' }, [/^02-empty:1 .*no lesson\.md/]],
    [
      'a lesson in Latin-1',
      { '01-good/lesson.md': Buffer.from(lessonWith('A caf\u00e9 and a na\u00efve reader.'), 'latin1') },
      [/^01-good\/lesson\.md:10 lesson\.md is not written in UTF-8, but probably in Latin-1.*"é" in line 10.*UTF-8/],
    ],
    [
      'a lesson in UTF-16',
      { '01-good/lesson.md': Buffer.from(`\ufeff${lessonWith('Fine.')}`, 'utf16le') },
      [/^01-good\/lesson\.md:1 .*not written in UTF-8, but probably in UTF-16/],
    ],
    [
      'a scene in Latin-1',
      {
        '01-good/lesson.md': lessonWith('Fine.', 'odd.json'),
        '01-good/odd.json': Buffer.from(
          '{"version":1,\n"tokens":["\u00e9t\u00e9"],"model":{"kind":"attention","width":2},"weights":{"seed":1}}',
          'latin1',
        ),
      },
      [/^01-good\/lesson\.md:5 In line 2: odd\.json is not written in UTF-8.*"é"/],
    ],
    [
      'a definition in Latin-1',
      { '_shared/glossary/odd.md': Buffer.from('---\nterm: odd\n---\n\nA caf\u00e9.\n', 'latin1') },
      [/^_shared\/glossary\/odd\.md:5 odd\.md is not written in UTF-8/],
    ],
    [
      'typographic quotation marks in tags',
      {
        '01-good/lesson.md': lessonWith(
          '<attend-step id=\u201cone\u201d path=\u201clayers.0.attention.scores\u201d>\n\n## One\n\nIt is <attend-value path=\u201elayers.0.attention.scores\u201c at=\u201c0,0,0\u201d></attend-value>.\n\n<attend-bars caption=\u201cWeights of the first\u201d series=\u201cweights: layers.0.attention.softmax\u201d at=\u201c0,0\u201d>\n</attend-bars>\n\n</attend-step>',
        ),
      },
      [
        /^01-good\/lesson\.md:10 The tag <attend-step .*typographic quotation marks.*straight ones/,
        /lesson\.md:14 The tag <attend-value /,
        /lesson\.md:16 The tag <attend-bars /,
      ],
    ],
    [
      'a typographic dash around the front matter',
      { '01-good/lesson.md': lessonWith('Fine.').replaceAll('---', '\u2014') },
      [/^01-good\/lesson\.md:1 The front matter begins with a typographic dash.*three hyphens/],
    ],
    [
      'typographic quotation marks in a paper',
      { '_shared/bibliography/odd.json': '{\n"authors": [\u201cA\u201d]}' },
      [/^_shared\/bibliography\/odd\.json:2 .*line 2.*straight quotation marks/],
    ],
    [
      'a number in a caption',
      {
        '01-good/lesson.md': lessonWith(
          '<attend-bars caption="The first gets 0.7 of it" series="weights: layers.0.attention.softmax" at="0,0">\n</attend-bars>',
        ),
      },
      [/^01-good\/lesson\.md:10 The caption of <attend-bars> states the number 0\.7 by hand/],
    ],
    [
      'a share in the caption of an overview',
      { '01-good/lesson.md': lessonWith('<attend-overview caption="97 percent of it">\n</attend-overview>') },
      [/^01-good\/lesson\.md:10 The caption of <attend-overview> states the number 97 percent/],
    ],
    [
      'a number in a definition',
      { '_shared/glossary/odd.md': '---\nterm: odd\n---\n\nWith $x$ it is\nabout 3/4 of all.\n' },
      [/^_shared\/glossary\/odd\.md:6 The entry states the number 3\/4 by hand/],
    ],
    [
      'a number in the formula of a definition',
      { '_shared/glossary/odd.md': '---\nterm: odd\nformula: y = 0.5 x\n---\n\nHalf.\n' },
      [/^_shared\/glossary\/odd\.md:1 The entry states the number 0\.5 by hand/],
    ],
    [
      'weights with a name that no step has',
      {
        '01-good/lesson.md': lessonWith('Fine.', 'odd.json'),
        '01-good/odd.json':
          '{"version":1,"tokens":["a"],"model":{"kind":"attention","width":1,"bias":false},\n"weights":{"tensors":{"embed.table":[[1]],\n"layers.0.attention.Wq":[[1]],"layers.0.attention.wk":[[1]],"layers.0.attention.wv":[[1]],"layers.0.attention.wo":[[1]]}}}',
      },
      [
        /lesson\.md:5 .*see its line 3.*"layers\.0\.attention\.Wq" belong to no step.*Did you mean "layers\.0\.attention\.wq"/,
      ],
    ],
    [
      'a link to no lesson',
      {
        '02-more/lesson.md':
          '---\ntitle: More\nsummary: More of it.\nminutes: 1\nscene: small.json\n---\n\n# More\n\nSee [the good one](../goood/) and [a place in it](../good/#nowhere).\n',
        '02-more/small.json': '',
      },
      [
        /small\.json does not open/,
        /"\.\.\/goood\/" leads to no lesson.*Did you mean "good"/,
        /leads to nothing in that lesson/,
      ],
    ],
  ]) {
    test(`${what} is told with file and mend`, async () => {
      const told = await found(files);
      assert.equal(told.length, says.length, told.join('\n'));
      for (const [i, pattern] of says.entries()) assert.match(told[i], pattern);
    });
  }

  test('a good course has nothing to be told, and a folder without lessons is no success', async () => {
    assert.deepEqual(await found({}), []);
    rmSync(join(folder, '01-good'), { recursive: true });
    const problems = await checkLessons({ root: folder, engine, lessonsDir: folder, sharedDir: at('lessons/_shared') });
    assert.match(problems[0].message, /There is no lesson/);
  });
});
