/** custom-elements.json and docs/embedding.md say the same of the elements. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { at } from '../../scripts/root.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const { schemaVersion, modules } = JSON.parse(readFileSync(at('dist/package/custom-elements.json'), 'utf8'));
const docs = readFileSync(at('docs/embedding.md'), 'utf8');
const declarations = modules.flatMap((module) => module.declarations);
const { CHROME } = await loadTs(at('web/elements/stepper/chrome.ts'));

/** Names in the columns of the documentation's row of an element. */
function documented(tag) {
  const row = docs.split('\n').find((line) => line.startsWith(`| \`${tag}\` |`));
  const columns = row.split('|').slice(2, 5);
  return columns.map((text) => [...text.matchAll(/`([\w-]+)[^`]*`/g)].map(([, name]) => name));
}

test('every element is described', () => {
  assert.equal(schemaVersion, '1.0.0');
  assert.deepEqual(
    declarations.map(({ tagName }) => tagName),
    ['attend-stepper', 'attend-lesson', 'attend-exercise', 'attend-overview', 'attend-training', 'attend-workshop'],
  );
  assert.deepEqual(
    modules.map(({ path, exports }) => [path, ...exports.map(({ declaration }) => declaration.module)]),
    [
      Array(4).fill('attend.js'),
      Array(2).fill('attend-overview.js'),
      Array(2).fill('attend-training.js'),
      Array(2).fill('attend-workshop.js'),
    ],
  );
  for (const { attributes, events, members, description } of declarations) {
    assert.ok(description.length > 40);
    for (const each of [...attributes, ...events]) assert.ok(each.description.length > 3, each.name);
    assert.ok(events.length > 0 && Array.isArray(members));
  }
});

/** What the first column of a table names, for the table with this head. */
function column(head) {
  const [, table = ''] = docs.split(`| ${head} |`);
  const rows = table.split('\n\n')[0].split('\n').slice(2);
  return rows.map((row) => row.match(/^\| `([\w-]+)` \| .{8,}/)?.[1] ?? row);
}

test('every event and every piece has its line', () => {
  const own = declarations.flatMap(({ events }) => events.map(({ name }) => name));
  const inside = ['attend-open'];
  const told = column('event | when | `detail`');
  assert.deepEqual([...told].sort(), [...new Set(own)].filter((name) => !inside.includes(name)).sort());
  assert.deepEqual(column('piece | what it is'), [...CHROME]);
});

test('what the documentation names is there', () => {
  const told = declarations.flatMap(({ events }) => events);
  for (const { tagName, attributes, members } of declarations) {
    const [named, methods, events] = documented(tagName);
    const has = (list, name) => list.some((each) => each.name === name);
    for (const name of named) {
      const passed = tagName === 'attend-exercise' && name === 'theme';
      assert.ok(passed || has(attributes, name), `${tagName}: attribute ${name}`);
    }
    for (const name of methods) assert.ok(has(members, name), `${tagName}: method ${name}`);
    for (const name of events) assert.ok(has(told, name), `${tagName}: event ${name}`);
  }
});
