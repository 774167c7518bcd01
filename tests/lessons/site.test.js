/** The built site: its numbers are the engine's, its markup is clean, and building it again gives the same bytes. */
import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, test } from 'node:test';
import { shared } from '../../web/lesson/compile/load-ts.js';
import { buildSite } from '../../web/site/build.js';
import { at, builtEngine, read, root } from './built.js';

const engine = await builtEngine();
const site = at('dist', 'site');
const scratch = mkdtempSync(join(tmpdir(), 'attend-site-'));
after(() => rmSync(scratch, { recursive: true }));

const filesBelow = (folder) =>
  readdirSync(folder)
    .flatMap((name) =>
      statSync(join(folder, name)).isDirectory() ? filesBelow(join(folder, name)) : [join(folder, name)],
    )
    .sort();
const pages = filesBelow(site).filter((file) => file.endsWith('.html'));
const attributesOf = (tag) =>
  Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
const plain = (text) =>
  text.replace(/&(amp|lt|gt|quot);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name]);

test('every number in the text of a page is the engine’s', async () => {
  const { NumberBook, numbersText, parseIndex } = await shared();
  let count = 0;
  for (const slug of readdirSync(join(site, 'lessons'))) {
    const folder = join(site, 'lessons', slug);
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    const lesson = attributesOf(html.match(/<attend-lesson[^>]*>/)[0]);
    const scenes = [
      ['main', lesson.scene],
      ...(lesson.scenes ?? '')
        .split(', ')
        .filter(Boolean)
        .map((part) => part.split(': ')),
    ];
    const sessions = new Map(
      scenes.map(([name, file]) => [name, engine.open(readFileSync(join(folder, file), 'utf8'))]),
    );
    const calculations = lesson.calculations
      ? JSON.parse(readFileSync(join(folder, lesson.calculations), 'utf8'))
      : null;
    const book = new NumberBook(engine, sessions, calculations);
    for (const [, tag, text] of html.matchAll(/<attend-value([^>]*)>([^<]*)<\/attend-value>/g)) {
      const { path, at: place, digits = '2', scene = 'main' } = attributesOf(tag);
      // Of a reader's answer the text tells the one that is explained there; the check has computed it.
      if (/\sanswer\b/.test(tag)) continue;
      assert.equal(
        plain(text),
        numbersText(book.at(path, parseIndex(place), scene), Number(digits)),
        `${path} ${place}`,
      );
      count += 1;
    }
    for (const session of sessions.values()) session.close();
  }
  assert.ok(count > 30, `only ${count} numbers were found`);
});

test('the static tables hold the tensors of their sections', async () => {
  const { formatNumber } = await shared();
  const html = read('dist', 'site', 'lessons', 'hacker', 'index.html');
  const session = engine.open(read('lessons', '07-hacker', 'hacker.json'));
  const section = html.split('<attend-step id="scaling"')[1].split('</attend-step>')[0];
  const table = section.split('class="fallback"')[1].split('</table>')[0];
  const cells = [...table.matchAll(/<td>([^<]+)<\/td>/g)].map(([, text]) => text);
  const { data } = session.tensor('layers.0.attention.scale', { ahead: true });
  assert.deepEqual(
    cells,
    [...data].map((x) => formatNumber(x, 2)),
  );
  session.close();
});

test('no page runs inline script, uses inline style, or asks anyone else', () => {
  assert.ok(pages.length >= 4);
  for (const file of pages) {
    const html = readFileSync(file, 'utf8');
    const name = relative(site, file);
    for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi)) {
      assert.doesNotMatch(tag, /\s(on\w+|style)\s*=/i, `${name}: ${tag}`);
      assert.doesNotMatch(tag, /javascript:/i, `${name}: ${tag}`);
      const { src } = attributesOf(tag);
      if (tag.startsWith('<script')) assert.ok(src, `${name}: ${tag}`);
      if (src) assert.doesNotMatch(src, /^(\w+:)?\/\//, `${name}: ${tag}`);
      if (tag.startsWith('<link')) assert.doesNotMatch(attributesOf(tag).href, /^(\w+:)?\//, `${name}: ${tag}`);
    }
    assert.doesNotMatch(html, /<script[^>]*>[^<]/, name);
  }
});

test('every address on a page is relative and leads to something', () => {
  for (const file of pages) {
    const html = readFileSync(file, 'utf8');
    for (const [, address] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      if (/^https:\/\//.test(address)) continue;
      assert.doesNotMatch(address, /^\/|^\w+:/, `${relative(site, file)}: ${address}`);
      const [path, hash] = address.replace(/\?[^#]*/, '').split('#');
      const target = path ? join(dirname(file), path) : file;
      const page = target.endsWith('/') ? join(target, 'index.html') : target;
      assert.ok(existsSync(page), `${relative(site, file)}: ${address}`);
      if (hash)
        assert.match(readFileSync(page, 'utf8'), new RegExp(`id="${hash}"`), `${relative(site, file)}: ${address}`);
    }
  }
});

test('ids are unique on every page, and every lesson has its card', () => {
  for (const file of pages) {
    const ids = [...readFileSync(file, 'utf8').matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    assert.deepEqual(ids, [...new Set(ids)], relative(site, file));
  }
  const index = read('dist', 'site', 'index.html');
  for (const slug of readdirSync(join(site, 'lessons')))
    assert.match(index, new RegExp(`href="lessons/${slug}/index.html"`));
});

test('the code panel has formulas and C++ of every stage, and of gradients', () => {
  const texts = JSON.parse(read('dist', 'site', 'assets', 'stage-texts.json'));
  assert.deepEqual(Object.keys(texts), [...engine.stages.map(({ id }) => id), 'gradient']);
  for (const stage of engine.stages) {
    const text = texts[stage.id];
    assert.equal(text.cpp, read(stage.file));
    for (const mathml of Object.values(text.maths)) {
      assert.match(mathml, /^<math[\s>]/);
      assert.doesNotMatch(mathml, /\sstyle=|temml-error/);
    }
  }
});

test('building twice gives the same bytes', async () => {
  const outs = ['one', 'two'].map((name) => join(scratch, name));
  for (const outDir of outs) await buildSite({ root, packageDir: at('dist', 'package'), outDir });
  const names = outs.map((out) => filesBelow(out).map((file) => relative(out, file)));
  assert.deepEqual(names[0], names[1]);
  for (const name of names[0]) {
    assert.ok(readFileSync(join(outs[0], name)).equals(readFileSync(join(outs[1], name))), name);
  }
});

test('a lesson with a fault stops the build and says where', async () => {
  const lessonsDir = join(scratch, 'lessons');
  mkdirSync(join(lessonsDir, '01-bad'), { recursive: true });
  writeFileSync(join(lessonsDir, '01-bad', 'lesson.md'), '---\ntitle: Bad\n---\n\n# Bad\n');
  const build = buildSite({ root, packageDir: at('dist', 'package'), outDir: join(scratch, 'three'), lessonsDir });
  await assert.rejects(build, /01-bad\/lesson\.md:1 The front matter has no summary\. Mend: add a line/);
  assert.ok(!existsSync(join(scratch, 'three')));
});

test('a preview is made of what can be shown, and says what is wrong', async () => {
  const lessonsDir = join(scratch, 'drafts');
  const lesson = (folder, text) => {
    mkdirSync(join(lessonsDir, folder), { recursive: true });
    cpSync(join(root, 'tests/lessons/fixtures/small.json'), join(lessonsDir, folder, 'small.json'));
    writeFileSync(join(lessonsDir, folder, 'lesson.md'), text);
  };
  const front = (scene) => `---\ntitle: Draft\nsummary: A draft.\nminutes: 1\nscene: ${scene}\n---\n\n# Draft\n\n`;
  const value = '<attend-value path="weights.embed.table" at="1,0"></attend-value>';
  const exercise =
    '<attend-exercise id="odd" kind="number" path="weights.embed.table" at="9,9">\n\nHow much?\n\n</attend-exercise>';
  lesson('01-whole', `${front('small.json')}It is ${value}.\n`);
  lesson('02-odd', `${front('small.json')}It is ${value} now.\n\n${exercise}\n`);
  lesson('03-torn', '---\ntitle: Torn\n');
  lesson('04-away', `${front('away.json')}Nothing.\n`);
  const outDir = join(scratch, 'preview');
  const options = { root, packageDir: at('dist', 'package'), outDir, lessonsDir, sharedDir: at('lessons', '_shared') };
  await assert.rejects(buildSite(options), /02-odd/);
  const wrong = await buildSite({ ...options, preview: true });
  assert.match(wrong, /02-odd\/lesson\.md:12 /);
  assert.match(wrong, /03-torn\/lesson\.md:1 /);
  const page = (slug) => readFileSync(join(outDir, 'lessons', slug, 'index.html'), 'utf8');
  assert.match(page('whole'), />0\.50<\/attend-value>/);
  assert.match(page('odd'), />0\.50<\/attend-value> now/, 'a faulty exercise keeps nothing else from being shown');
  assert.match(page('torn'), /cannot be shown yet[\s\S]*front matter does not end/);
  assert.match(page('away'), /cannot be shown yet[\s\S]*no file away\.json/);
  lesson('02-odd', `${front('small.json')}It is ${value} at last.\n`);
  for (const folder of ['03-torn', '04-away']) rmSync(join(lessonsDir, folder), { recursive: true });
  assert.equal(await buildSite({ ...options, preview: true }), '');
  assert.match(page('odd'), /at last/);
  assert.ok(!existsSync(join(outDir, 'lessons', 'torn')), 'what is gone is gone');
});
