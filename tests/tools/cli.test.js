/** The command line of the packed package: a course from nothing, what is told about mistakes, and exit codes. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import { at } from '../../scripts/root.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const scratch = mkdtempSync(join(tmpdir(), 'attend-cli-'));
const command = join(scratch, 'package', 'cli.js');
const scene = join(scratch, 'course', '01-small', 'small.json');

const attend = (...args) => spawnSync(process.execPath, [command, ...args], { cwd: scratch, encoding: 'utf8' });
const fixture = (name) => readFileSync(at('tests', 'lessons', 'fixtures', name), 'utf8');

before(() => {
  // Away from this repository, so that nothing of it can be leant on.
  cpSync(at('dist', 'package'), join(scratch, 'package'), { recursive: true });
  mkdirSync(join(scratch, 'course', '01-small'), { recursive: true });
  writeFileSync(scene, fixture('small.json'));
  writeFileSync(
    join(scratch, 'course', '01-small', 'lesson.md'),
    `---
title: Two words
summary: The smallest attention there is.
minutes: 3
scene: small.json
sources: vaswani2017
---

# How much does “left” look at “right”?

<attend-step id="weights" path="layers.0.attention.softmax" cell="0,0,1">

## Two shares

A <attend-term id="softmax">softmax</attend-term> gives <attend-value path="layers.0.attention.softmax" at="0,0,1"></attend-value>.

</attend-step>
`,
  );
});

after(() => rmSync(scratch, { recursive: true, force: true }));

test('help names every command and its options; an unknown one is refused with them', () => {
  const { status, stdout } = attend('--help');
  assert.equal(status, 0);
  const names = stdout.match(/^ {2}[a-z][a-z-]*(?= )/gm).map((name) => name.trim());
  assert.ok(names.length >= 4, stdout);
  for (const name of names) {
    const told = attend(name, '--help');
    assert.equal(told.status, 0, name);
    assert.match(told.stdout, new RegExp(`^attend ${name}`));
    const wrong = attend(name, '--nonsense');
    assert.equal(wrong.status, 2, name);
    assert.match(wrong.stderr, /nonsense[\s\S]*attend/);
  }
  const unknown = attend('bild');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /no command "bild".*build/);
  assert.equal(attend('--version').stdout.trim(), JSON.parse(readFileSync(at('package.json'))).version);
});

test('build makes a site of a folder with one lesson, with our words and papers', () => {
  const { status, stdout, stderr } = attend('build', 'course', '--out', 'site');
  assert.equal(status, 0, stderr);
  assert.match(stdout, /1 lesson/);
  const page = readFileSync(join(scratch, 'site', 'lessons', 'small', 'index.html'), 'utf8');
  assert.match(page, /<attend-value[^>]*>0\.\d\d</);
  assert.match(page, /glossary\/index\.html#softmax/);
  assert.match(page, /Vaswani/);
  for (const file of ['assets/engine.wasm', 'assets/lesson.js', 'index.html', 'lessons/small/small.json'])
    assert.ok(existsSync(join(scratch, 'site', file)), file);
});

test('what an author wrote is found by the search of the site, asked with other words and a slip', async () => {
  const { Finder } = await loadTs(at('web', 'site', 'search', 'find.ts'));
  const file = JSON.parse(readFileSync(join(scratch, 'site', 'assets', 'search.json'), 'utf8'));
  const [first] = new Finder(file).find('how are sharse given').found;
  assert.equal(first.doc.url, 'lessons/small/index.html#weights');
});

test('a course has the name and the line that it says, and is told what of them is no text', () => {
  cpSync(join(scratch, 'course'), join(scratch, 'named'), { recursive: true });
  mkdirSync(join(scratch, 'named', '_shared'));
  const plan = join(scratch, 'named', '_shared', 'course.json');
  writeFileSync(plan, JSON.stringify({ title: 'Attention <for> linguists', lead: 'Who looks at whom?' }));
  assert.equal(attend('build', 'named', '--out', 'named-site').status, 0);
  const page = readFileSync(join(scratch, 'named-site', 'index.html'), 'utf8');
  assert.match(page, /<title>Attention &lt;for&gt; linguists<\/title>/);
  assert.match(page, /<h1>Attention &lt;for&gt; linguists<\/h1>\n<p class="lead">Who looks at whom\?</);
  assert.match(readFileSync(join(scratch, 'site', 'index.html'), 'utf8'), /<h1>Self-attention, step by step</);
  for (const [text, reason] of [
    ['{"title": ["two"]}', /course\.json:1 "title" is \["two"\]\./],
    ['{"title": "two"', /course\.json:1 It stops being JSON in line 1/],
    ['[]', /course\.json:1 It holds no object/],
  ]) {
    writeFileSync(plan, text);
    const { status, stderr } = attend('build', 'named', '--out', 'named-site');
    assert.equal(status, 1);
    assert.match(stderr, reason);
    assert.match(attend('check', 'named').stdout, reason);
  }
});

test('a new lesson is begun in a folder that was not there, and holds', () => {
  const { status, stdout } = attend('new-lesson', 'begun', 'first-steps');
  assert.equal(status, 0);
  assert.match(stdout, /begun.01-first-steps.lesson\.md/);
  assert.equal(attend('check', 'begun').status, 0);
  const lesson = join(scratch, 'begun', '01-first-steps');
  const { $schema } = JSON.parse(readFileSync(join(lesson, 'open.json'), 'utf8'));
  assert.equal(JSON.parse(readFileSync(join(lesson, $schema), 'utf8')).title, 'Attend scene');
  const again = attend('new-lesson', 'begun', 'first-steps');
  assert.equal(again.status, 2);
  assert.match(again.stderr, /already, in 01-first-steps/);
});

test('build empties only what is a site', () => {
  mkdirSync(join(scratch, 'precious'), { recursive: true });
  writeFileSync(join(scratch, 'precious', 'thesis.txt'), 'years of work');
  const { status, stderr } = attend('build', 'course', '--out', 'precious');
  assert.equal(status, 2);
  assert.match(stderr, /would be deleted/);
  assert.ok(existsSync(join(scratch, 'precious', 'thesis.txt')));
  assert.equal(attend('build', 'course', '--out', 'site').status, 0, 'a site made before may go');
});

test('check says file, line and mend, and ends with 1', () => {
  assert.equal(attend('check', 'course').status, 0);
  const broken = join(scratch, 'broken', '01-small');
  cpSync(join(scratch, 'course', '01-small'), broken, { recursive: true });
  const text = readFileSync(join(broken, 'lesson.md'), 'utf8');
  writeFileSync(join(broken, 'lesson.md'), text.replace('at="0,0,1"></attend-value>', 'at="0,0,9"></attend-value>'));
  const { status, stdout } = attend('check', 'broken');
  assert.equal(status, 1);
  assert.match(stdout, /broken\/01-small\/lesson\.md:15 .*0,0,9/);
  assert.equal(attend('check', 'nowhere').status, 2);
});

test('trace writes everything as JSON, and tensors as CSV and .npy', () => {
  const trace = JSON.parse(attend('trace', scene).stdout);
  assert.equal(trace.format, 'attend-trace');
  const softmax = trace.tensors['layers.0.attention.softmax'];
  const one = attend('trace', scene, '--format', 'csv', '--tensor', 'layers.0.attention.softmax').stdout;
  const cells = one
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split(',').slice(-2).map(Number));
  assert.deepEqual(cells, softmax.data);
  assert.equal(attend('trace', scene, '--format', 'npy', '--out', 'tensors').status, 0);
  const files = readdirSync(join(scratch, 'tensors')).map((name) => name.replace(/\.npy$/, ''));
  assert.deepEqual(files.sort(), Object.keys(trace.tensors).sort());
  assert.equal(readFileSync(join(scratch, 'tensors', 'embed.npy'))[0], 0x93);
  const refused = attend('trace', scene, '--format', 'csv', '--tensor', 'layers.9');
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /no tensor called "layers\.9"/);
  assert.equal(attend('trace', scene, '--format', 'pickle').status, 2);
});

test('a scene by pattern is written out: by the check in words, on the site and by expand in numbers', () => {
  const folder = join(scratch, 'patterns');
  cpSync(join(scratch, 'course'), folder, { recursive: true });
  const small = JSON.parse(readFileSync(scene, 'utf8'));
  const wish = { offset: 1, above: 0.8 };
  const written = {
    ...small,
    weights: { seed: 1, tensors: { 'layers.0.attention.wv': { pattern: 'identity', times: '1/4' } } },
  };
  writeFileSync(join(folder, '01-small', 'base.json'), JSON.stringify(written));
  const given = join(folder, '01-small', 'small.json');
  writeFileSync(given, JSON.stringify({ version: 1, extends: 'base.json', title: 'Extended', wishes: [wish] }));
  const check = attend('check', 'patterns');
  assert.equal(check.status, 0, check.stdout);
  assert.match(check.stdout, /small\.json: layers\.0\.attention\.wv \(2, 2\): identity times 1\/4/);
  assert.match(
    check.stdout,
    /small\.json: holds: layers\.0\.attention, head 1: token t attends to t\+1 with a weight above 0\.8; the lowest is 0\.[89]/,
  );
  assert.equal(attend('build', 'patterns', '--out', 'patterns-site').status, 0);
  const served = JSON.parse(readFileSync(join(scratch, 'patterns-site', 'lessons', 'small', 'small.json'), 'utf8'));
  const expanded = JSON.parse(attend('expand', given).stdout);
  assert.deepEqual(served, expanded);
  assert.equal(served.title, 'Extended');
  assert.deepEqual(served.weights.tensors['layers.0.attention.wv'], [
    [0.25, 0],
    [0, 0.25],
  ]);
  const wq = JSON.parse(attend('trace', given).stdout).tensors['weights.layers.0.attention.wq'].data;
  assert.deepEqual(wq, served.weights.tensors['layers.0.attention.wq'].flat());
  assert.equal(attend('single-file', given, '--out', 'pattern.html').status, 0);
  writeFileSync(given, JSON.stringify({ version: 1, extends: 'gone.json' }));
  const gone = attend('check', 'patterns');
  assert.equal(gone.status, 1);
  assert.match(gone.stdout, /lesson\.md:5 .*extends gone\.json, but there is no such file/);
  assert.match(attend('expand', given).stderr, /no such file beside it/);
});

test('questions are made as the docs say, and what cannot be asked is refused', () => {
  const lines = readFileSync(at('docs', 'questions.md'), 'utf8').match(/^npx attend questions .*/gm);
  assert.ok(lines.length >= 5);
  for (const line of lines) {
    const args = line.replace('lessons/07-hacker', 'course/01-small').split(' ').slice(2);
    const { status, stdout, stderr } = attend(...args);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /: \d+ questions of \d+ kinds\./);
    assert.ok(existsSync(join(scratch, args.at(-1))), line);
  }
  const key = readFileSync(join(scratch, 'key.html'), 'utf8');
  assert.ok(key.includes('left') && key.includes('Multiply column by column'));
  for (const [args, reason] of [
    [['nowhere'], /There is no file or folder nowhere/],
    [['course'], /not the folder of a lesson/],
    [['course/01-small', '--kinds', 'score,scor'], /"scor"\. The kinds are score/],
    [['course/01-small', '--format', 'word'], /one of moodle, qti21/],
    [['course/01-small', '--count', '0'], /whole number from 1/],
  ]) {
    const { status, stderr } = attend('questions', ...args);
    assert.equal(status, 2, args.join());
    assert.match(stderr, reason);
  }
});

test('compare says that numbers agree, where they part, and which mistake makes them', () => {
  const given = JSON.stringify({ ...JSON.parse(readFileSync(scene, 'utf8')), weights: { seed: 4 } });
  writeFileSync(join(scratch, 'mine.json'), given);
  const { tensors } = JSON.parse(attend('trace', 'mine.json').stdout);
  const rows = (path, change) => {
    const { shape, data } = tensors[path];
    const columns = shape.at(-1);
    const numbers = data.map(change).map((x) => x.toFixed(4));
    const lines = Array.from(
      { length: numbers.length / columns },
      (_, r) => `[${numbers.slice(r * columns, (r + 1) * columns)}]`,
    );
    return `tensor([[${lines.join(',\n')}]])`;
  };
  const at = 'layers.0.attention';
  const printed = (factor) =>
    `scores: ${rows(`${at}.scores`, (x) => x)}\nscaled: ${rows(`${at}.scale`, (x) => x * factor)}\n`;
  writeFileSync(join(scratch, 'right.txt'), printed(1));
  const right = attend('compare', 'mine.json', 'right.txt');
  assert.equal(right.status, 0, right.stdout + right.stderr);
  assert.match(right.stdout, /2 tensors compared/);
  writeFileSync(join(scratch, 'wrong.txt'), printed(Math.SQRT2));
  const wrong = attend('compare', 'mine.json', 'wrong.txt');
  assert.equal(wrong.status, 1);
  assert.match(wrong.stdout, /first tensor that parts is layers\.0\.attention\.scale, of 2 tensors/);
  assert.match(wrong.stdout, /This mistake makes all of your numbers:\n {2}no scaling\. Divide/);
  writeFileSync(join(scratch, 'other.txt'), printed(1.1));
  assert.match(attend('compare', 'mine.json', 'other.txt').stdout, /None of the mistakes in the catalogue/);
  assert.match(attend('compare', 'mine.json', 'gone.txt').stderr, /There is no file gone\.txt/);
  writeFileSync(join(scratch, 'weights.csv'), 'nan,1\n0,1\n');
  const bad = attend('compare', 'mine.json', 'right.txt', '--weights', 'weights.csv');
  assert.equal(bad.status, 1);
  assert.match(bad.stderr, /"weights" holds NaN as number 1/);
});

test('scorm packs the course, or says what it cannot', () => {
  for (const [standard, manifest] of [
    ['1.2', 'imsmanifest.xml'],
    ['2004', 'imsmanifest.xml'],
    ['cmi5', 'cmi5.xml'],
  ]) {
    const file = join(scratch, `${standard}.zip`);
    const { status, stderr } = attend('scorm', 'course', '--standard', standard, '--out', file);
    assert.equal(status, 0, stderr);
    const files = Object.keys(unzipSync(readFileSync(file)));
    assert.ok(files.includes(manifest) && files.includes('lessons/small/index.html'), files.join());
  }
  const each = attend('scorm', 'course', '--each', '--out', 'zips');
  assert.equal(each.status, 0, each.stderr);
  const own = Object.keys(unzipSync(readFileSync(join(scratch, 'zips', 'small.zip'))));
  assert.ok(own.includes('lessons/small/index.html'), own.join());
  assert.equal(attend('scorm', 'course', '--standard', '3').status, 2);
  const unknown = attend('scorm', 'course', '--lesson', 'nothing');
  assert.equal(unknown.status, 1);
  assert.match(unknown.stderr, /nothing/);
});

test('single-file makes one page of a lesson, and one of a scene', () => {
  assert.equal(attend('single-file', 'course', '--lesson', 'small').status, 0);
  assert.equal(attend('single-file', scene, '--at', 'layers.0.attention.softmax', '--out', 'scene.html').status, 0);
  for (const name of ['small.html', 'scene.html']) {
    const html = readFileSync(join(scratch, name), 'utf8');
    const markup = html.replaceAll(/<script[^>]*>[\s\S]*?<\/script>/g, (script) =>
      script.slice(0, script.indexOf('>') + 1),
    );
    const asked = markup.match(/<(script|link)[^>]+(src|href)="(?!data:)[^"]*/)?.[0];
    assert.equal(asked, undefined, `${name} asks for another file`);
    assert.match(html, /Content-Security-Policy/);
  }
  const which = attend('single-file', 'course');
  assert.equal(which.status, 2);
  assert.match(which.stderr, /Which lesson/);
});

test('serve answers, and shows a change of a lesson', async () => {
  const folder = join(scratch, 'served');
  cpSync(join(scratch, 'course'), folder, { recursive: true });
  const child = spawn(process.execPath, [command, 'serve', 'served', '--port', '0'], { cwd: scratch });
  try {
    let told = '';
    const url = await new Promise((done, fail) => {
      child.stdout.setEncoding('utf8').on('data', (text) => {
        told += text;
        const found = told.match(/http:\S+/);
        if (found) done(found[0]);
      });
      child.on('exit', () => fail(new Error(told)));
    });
    const title = async () => (await (await fetch(`${url}lessons/small/`)).text()).match(/<title>([^<]*)/)[1];
    assert.match(await title(), /Two words/);
    const file = join(folder, '01-small', 'lesson.md');
    const { body } = await fetch(`${url}attend-live`);
    const live = body.pipeThrough(new TextDecoderStream()).getReader();
    writeFileSync(file, readFileSync(file, 'utf8').replace('title: Two words', 'title: Other words'));
    while (!/^event: changed/m.test((await live.read()).value));
    await live.cancel();
    assert.match(await title(), /Other words/);
  } finally {
    child.kill('SIGTERM');
  }
});
