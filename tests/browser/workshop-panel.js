/** The workshop's panel, as a reader meets it. Functions here run in the page, but `walkTo`. */
import assert from 'node:assert/strict';

/** The element the keyboard is at, inside all shadow roots: its tag, and what tells it apart. */
export function focused() {
  let at = document.activeElement;
  const hosts = [];
  while (at?.shadowRoot?.activeElement) {
    hosts.push(`${at.localName}.${at.className}`);
    at = at.shadowRoot.activeElement;
  }
  if (!at) return '';
  const section = at.closest('details')?.className ?? '';
  return [...hosts, `${at.localName}.${at.className}.${at.value ?? ''}.${section}`].join(' ');
}

/** What the workshop says: status, refusals, tokens; and the model that runs. */
export function readWorkshop() {
  const inside = (root, found = []) => {
    for (const element of root.querySelectorAll('*')) {
      found.push(element);
      if (element.shadowRoot) inside(element.shadowRoot, found);
    }
    return found;
  };
  const all = inside(document.querySelector('attend-workshop').shadowRoot);
  const text = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  const { tokens, memory, model } = document.querySelector('attend-stepper').session.scene;
  return {
    sections: all.filter((each) => each.matches('h3')).map(text),
    fold: all.filter((each) => each.matches('.fold')).map(text),
    told: all.filter((each) => each.matches('.told p')).map(text),
    refusals: all
      .filter((each) => each.matches('.refusal'))
      .map(text)
      .filter(Boolean),
    sums: all.filter((each) => each.matches('.sums tbody tr')).map((row) => [...row.children].map(text)),
    grid: all.filter((each) => each.matches('td[role=gridcell]')).map((each) => each.getAttribute('aria-label')),
    scene: { tokens, memory, model },
  };
}

/** Whether the step at which the machine is lies within the line of steps. */
export function stationInSight() {
  const { shadowRoot } = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-timeline');
  const here = shadowRoot.querySelector('[aria-current]').getBoundingClientRect();
  const line = shadowRoot.querySelector('.scroll').getBoundingClientRect();
  return here.left >= line.left && here.right <= line.right;
}

/** What the choice of a published model says of the one that is chosen. */
export function readNamed() {
  const panel = document.querySelector('attend-workshop').shadowRoot.querySelector('attend-workshop-panel');
  const choice = panel.shadowRoot.querySelector('attend-model-choice').shadowRoot.querySelector('attend-named-model');
  return choice.shadowRoot.querySelector('.about').textContent.replace(/\s+/g, ' ');
}

/** Presses a key until the keyboard is at what matches. */
export async function walkTo(tab, pattern, key = 'Tab', most = 60) {
  const seen = [];
  for (let presses = 0; presses < most; presses += 1) {
    seen.push(await tab.evaluate(focused));
    if (pattern.test(seen.at(-1))) return;
    await tab.press(key);
  }
  assert.fail(`the keyboard never came to ${pattern}: ${seen.join(' | ')}`);
}
