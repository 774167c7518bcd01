/** The notebook file, driven as anywidget's front end drives it: a model of traits, an element, and what is cleaned up. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { at } from '../../scripts/root.js';

const widget = readFileSync(at('dist/package/anywidget.js'), 'utf8');
const scene = JSON.parse(readFileSync(at('lessons/07-hacker/hacker.json'), 'utf8'));
let browser;
let tab;
const asked = [];

before(async () => {
  browser = await launchChromium();
  tab = await browser.newPage();
  tab.on('request', (request) => asked.push(request.url()));
  await tab.setContent('<!doctype html><title>Notebook</title><div id="out"></div>');
  // As anywidget does: the text becomes a module behind an address of its own.
  await tab.evaluate(async (text) => {
    const { default: made } = await import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
    globalThis.widget = made;
    globalThis.modelOf = (traits) => {
      const calls = new Map();
      return {
        saved: 0,
        calls,
        get: (name) => traits[name],
        set(name, value) {
          traits[name] = value;
        },
        save_changes() {
          this.saved += 1;
        },
        on: (event, call) => calls.set(event, [...(calls.get(event) ?? []), call]),
        off: (event, call) =>
          calls.set(
            event,
            (calls.get(event) ?? []).filter((one) => one !== call),
          ),
        fromPython(name, value) {
          traits[name] = value;
          for (const call of calls.get(`change:${name}`) ?? []) call();
        },
      };
    };
  }, widget);
});

after(() => browser.close());

const shown = () =>
  tab.evaluate(async () => {
    const stepper = document.querySelector('#out attend-stepper');
    await stepper.updateComplete;
    return { path: stepper.session.position.path, edits: stepper.session.edits.length };
  });

test('a scene is drawn at its place; steps and edits reach the model, and come back from it', async () => {
  await tab.evaluate(async (given) => {
    globalThis.model = modelOf({ scene: given, at: 'layers.0.attention.scores' });
    globalThis.clean = await widget.render({ model, el: document.querySelector('#out') });
  }, scene);
  assert.deepEqual(await shown(), { path: 'layers.0.attention.scores', edits: 0 });
  assert.equal(await tab.evaluate(() => model.get('path')), 'layers.0.attention.scores', 'the place is told at once');

  const told = await tab.evaluate(async () => {
    const stepper = document.querySelector('#out attend-stepper');
    stepper.do('step');
    await stepper.updateComplete;
    return { path: model.get('path'), state: model.get('state'), saved: model.saved };
  });
  assert.equal(told.path, 'layers.0.attention.scale');
  assert.match(told.state, /^v1\./);
  assert.ok(told.saved > 0);

  await tab.evaluate((state) => {
    document.querySelector('#out attend-stepper').do('end');
    model.fromPython('state', state);
  }, told.state);
  assert.deepEqual(await shown(), { path: 'layers.0.attention.scale', edits: 0 }, 'a state from Python is taken up');

  await tab.evaluate(() => model.fromPython('at', 'embed'));
  assert.deepEqual(await shown(), { path: 'embed', edits: 0 }, 'another place from Python is gone to');
  assert.equal(await tab.evaluate(() => model.get('path')), 'embed');

  await tab.evaluate(() => model.fromPython('scene', { version: 1 }));
  assert.match(await tab.textContent('#out [role=alert]'), /scene/i, 'what is wrong with a scene is told in its place');
});

test('closing leaves nothing behind, and no file was asked for', async () => {
  const left = await tab.evaluate(() => {
    clean();
    return {
      elements: document.querySelectorAll('#out attend-stepper').length,
      calls: [...model.calls.values()].flat().length,
    };
  });
  assert.deepEqual(left, { elements: 0, calls: 0 });
  assert.deepEqual(
    asked.filter((url) => !/^(data|blob|about):/.test(url)),
    [],
  );
});
