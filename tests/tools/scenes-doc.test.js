/** docs/scenes.md: its tables are those of the engine now, and every example in it opens. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { at } from '../../scripts/root.js';
import { SCENES_DOC, withSceneTables } from '../../scripts/scenes-doc.js';

const text = readFileSync(at(SCENES_DOC), 'utf8');
const examples = [...text.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, json]) => JSON.parse(json));

test('the tables are made from the engine as it is', async () => {
  assert.equal(await withSceneTables(text), text, 'npm run build makes them anew');
  assert.equal(await withSceneTables(text.replaceAll(/^\|.*\n/gm, '')), text);
});

test('every example opens: scenes, masks, patterns', async () => {
  const engine = await loadEngine();
  const small = { version: 1, tokens: ['a', 'b', 'c', 'd', 'e'], weights: { seed: 1 } };
  const model = { kind: 'attention', width: 4, bias: false };
  const opened = { scene: 0, mask: 0, pattern: 0 };
  for (const example of examples) {
    const kind = 'version' in example ? 'scene' : 'pattern' in example ? 'pattern' : 'mask';
    const tensors = { 'layers.0.attention.wq': example };
    const scene = {
      scene: () => example,
      mask: () => ({ ...small, model: { ...model, mask: example } }),
      pattern: () => ({ ...small, tokens: ['a', 'b'], model, weights: { seed: 1, tensors } }),
    }[kind]();
    assert.doesNotThrow(() => engine.open(scene).close(), JSON.stringify(example));
    opened[kind] += 1;
  }
  assert.ok(opened.scene >= 9 && opened.mask >= 10 && opened.pattern >= 11, JSON.stringify(opened));
});

test('it is in the package', () => {
  assert.equal(readFileSync(at('dist/package/scenes.md'), 'utf8'), text);
});
