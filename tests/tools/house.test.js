import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { test } from 'node:test';
import { at } from '../../scripts/root.js';
import { filesBelow } from '../../scripts/stamps.js';
import { suites } from '../../scripts/suites.js';
import { circles, importsOf } from './imports.js';

const mostLines = 400;
const codeTypes = new Set(['.cpp', '.hpp', '.h', '.ts', '.js', '.css', '.ftl', '.py']);
const read = (file) => readFileSync(at(file), 'utf8');

const written = filesBelow([
  'engine',
  'web',
  'lessons',
  'tests',
  'scripts',
  'docs',
  '.ci',
  'README.md',
  'CONTRIBUTING.md',
]).filter((file) => !file.startsWith('web/engine/generated/'));
const code = written.filter((file) => codeTypes.has(extname(file)));
const built = filesBelow(['dist/site']);

/** `file:line text` of every line that matches. */
function found(files, pattern) {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((text, row) => (pattern.test(text) ? [`${file}:${row + 1} ${text.trim().slice(0, 120)}`] : [])),
  );
}

test(`no file of code is longer than ${mostLines} lines without a line "Long because ..." in its first comment`, () => {
  const long = code.filter((file) => {
    if (extname(file) === '.ftl') return false;
    const lines = read(file).split('\n');
    return lines.length > mostLines && !lines.slice(0, 15).some((text) => text.includes('Long because'));
  });
  assert.deepEqual(long, []);
});

test('no file imports itself by way of others, not even for a type', () => {
  const scripts = code.filter((file) => /^web\/.*\.[jt]s$/.test(file));
  // A session gives what is saved of it, which is read back into a session.
  const apart = scripts.filter((file) => file !== 'web/engine/editing/state.ts');
  assert.deepEqual(circles(importsOf(apart, read)), []);
});

test('nothing is left for later', () => {
  assert.deepEqual(found(code, new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`)), []);
});

test('nothing in the pages or lessons depends on chance', () => {
  // Ids of what is reported to record stores must be unique in the world; no number on the screen comes from them.
  const pages = code.filter((file) => /^(web|lessons)\//.test(file) && file !== 'web/embed/cmi5/uuid.ts');
  assert.deepEqual(found(pages, /Math\.random|crypto\.getRandomValues|randomUUID/), []);
});

test('stages hold no loop over numbers: those are in kernels', () => {
  const stages = code.filter((file) => /^engine\/stages\/\d.*\.hpp$/.test(file));
  assert.ok(stages.length > 25);
  // Over rows a stage is written in xtensor; and it lists the cells that a cell is made of, or the tensors that it reads.
  const allowed = /for \(Row |for \([^;]*;[^;]*reads\.count;/;
  const loops = stages.flatMap((file) =>
    [...read(file).matchAll(/for \(.*\n?.*/g)]
      .filter(([text]) => !allowed.test(text) && !/\bout\.(term|product)\(/.test(text))
      .map(([text]) => `${file}: ${text.trim()}`),
  );
  assert.deepEqual(loops, []);
});

test('every test belongs to a suite', () => {
  const folders = suites.flatMap(({ files }) => (files ? [`${files}/`] : []));
  const tests = filesBelow(['tests', 'web', 'scripts']).filter((file) => file.endsWith('.test.js'));
  assert.deepEqual(
    tests.filter((file) => !folders.some((folder) => file.startsWith(folder))),
    [],
    'scripts/suites.js names the folders',
  );
});

test('no test sleeps, or fails because time has passed', () => {
  // `patience` is when a test gives up on what will not come.
  const tests = code.filter((file) => file.startsWith('tests/') && !file.startsWith('tests/bench/'));
  const clocks = found(tests, /\b(setTimeout|setInterval|waitForTimeout)\(|timers\/promises|\btimeout: |\bsleep\(/);
  const own = 'tests/tools/house.test.js';
  assert.deepEqual(
    clocks.filter((text) => !/\bpatience\b/.test(text) && !text.startsWith(own)),
    [],
    'CONTRIBUTING.md says how to wait',
  );
});

test('elements say what happened in one way, which is heard through every shadow root', () => {
  const elements = code.filter((file) => file.startsWith('web/elements/') && file !== 'web/elements/shared/tell.ts');
  assert.deepEqual(found(elements, /new CustomEvent/), []);
});

test('no path of somebody’s machine is written down', () => {
  const others = written.filter((file) => file !== 'tests/tools/house.test.js' && extname(file) !== '.png');
  assert.deepEqual(found(others, /(?<![\w.~-])\/(home|Users|root|work|tmp)\/\w/), []);
});

test('built pages fetch nothing from another site', () => {
  assert.ok(built.length > 0, 'dist/site is empty: npm run build');
  const fetching =
    /<(script|img|iframe|source|video|audio|embed|object|use)\b[^>]*\b(src|href|data|srcset)\s*=\s*["']?(https?:)?\/\//i;
  const linked = /<link\b(?![^>]*rel=["']?(canonical|license|author))[^>]*href\s*=\s*["']?(https?:)?\/\//i;
  const pages = built.filter((file) => ['.html', '.svg'].includes(extname(file)));
  assert.deepEqual(found(pages, fetching), []);
  assert.deepEqual(found(pages, linked), []);
  const styles = built.filter((file) => ['.css', '.html', '.js'].includes(extname(file)));
  assert.deepEqual(
    found(styles, /(url\(\s*["']?|@import\s+["']|\bimport\s*\(?\s*["']|\bfetch\(\s*["'`])(https?:)?\/\//),
    [],
  );
});
