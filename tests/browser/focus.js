/** Where the keyboard is, and every place it can come to. All run in the page. */

/** The innermost focused element: its tags from the page down, and whether it is seen. `body` where nothing has the focus. */
export function focused() {
  const path = [];
  let at = document.activeElement;
  for (let next = at; next; next = next.shadowRoot?.activeElement) {
    at = next;
    path.push(
      next.localName + (next.id ? `#${next.id}` : next.className ? `.${String(next.className).split(' ')[0]}` : ''),
    );
  }
  if (!at || at === document.body) return { where: 'body', seen: false, over: '' };
  const { left, top, width, height } = at.getBoundingClientRect();
  const topmost = (x, y) => {
    let found = document.elementFromPoint(x, y);
    for (let root = found?.shadowRoot; root; root = found.shadowRoot) {
      const inner = root.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  // Of something large, one place is enough; of a button, near half of it.
  const large = Math.max(width, height) > 200;
  const shares = large ? [0.02, 0.25, 0.5, 0.75, 0.98] : [0.15, 0.5, 0.85];
  const points = shares.flatMap((x) => shares.map((y) => topmost(left + x * width, top + y * height)));
  const inside = (found) => {
    for (let each = found; each; each = each.assignedSlot ?? each.parentNode ?? each.host) if (each === at) return true;
    return found?.contains(at) && found.localName === 'label';
  };
  const seen = points.filter(inside).length >= (large ? 1 : 4);
  const over = points.find((found) => !inside(found));
  return { where: path.join(' '), seen, over: seen ? '' : `${over?.localName}.${over?.className}` };
}

/** Every place that Tab comes to, by what it is: of many alike, as cells and stations, the last. */
export function places(within) {
  const found = new Map();
  const add = (element, above) => {
    const kind =
      element.localName + (element.className ? `.${String(element.className).trim().split(/\s+/).join('.')}` : '');
    const key = `${above} ${kind}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  };
  const walk = (root, above) => {
    for (const element of root.querySelectorAll('*')) {
      const takes = element.matches('a[href], button, input, select, textarea, summary, [tabindex]');
      if (takes && element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true })) add(element, above);
      if (element.shadowRoot && element.localName !== 'iframe')
        walk(element.shadowRoot, `${above} ${element.localName}`);
    }
  };
  const host = document.querySelector(within);
  walk(host, '');
  walk(host.shadowRoot, '');
  return [...found].map(([key, count]) => `${key} ${count - 1}`);
}

/** Gives the keyboard to such a place; false where there is none now. */
export function focusOn(within, place) {
  const parts = place.trim().split(' ');
  const nth = Number(parts.pop());
  const kind = parts.pop();
  const host = document.querySelector(within);
  let roots = [host, host.shadowRoot];
  for (const tag of parts)
    roots = roots.flatMap((root) => [...root.querySelectorAll(tag)].flatMap(({ shadowRoot }) => shadowRoot ?? []));
  const selector = kind.replace(/[^\w.-]/g, (sign) => `\\${sign}`);
  const all = roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const takers = all.filter((each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }));
  const taker = takers[Math.min(nth, takers.length - 1)];
  taker?.focus();
  return taker !== undefined;
}

/** Puts the keyboard on a button of an exercise; false while there is none with these words. */
export function focusButton(id, label) {
  const root = document.getElementById(id).shadowRoot;
  const button = [...root.querySelectorAll('.buttons button')].find((each) => each.textContent.trim() === label);
  button?.focus();
  return button !== undefined;
}

/** What is written on the button for hints, until the last was shown. */
export function hintsOf(id) {
  const count = document.getElementById(id).querySelectorAll('[slot^=hint-]').length;
  return Array.from({ length: count }, (_, shown) => (shown ? `Next hint (${count - shown} left)` : 'Hint'));
}

/** Types a number into an exercise. */
export function typeAnswer(id, text) {
  const input = document
    .getElementById(id)
    .shadowRoot.querySelector('attend-number-field')
    .shadowRoot.querySelector('input');
  input.value = text;
  input.dispatchEvent(new Event('input'));
}

/** The names of the things to order, from the first; null before they are there. */
export function orderOf(id) {
  const root = document.getElementById(id)?.shadowRoot?.querySelector('attend-order-field')?.shadowRoot;
  const names = [...(root?.querySelectorAll('.grip') ?? [])].map((each) => each.textContent.trim());
  return names.length > 0 ? names : null;
}

/** Puts the keyboard on the button that moves the first of them down. */
export function focusDown(id) {
  const root = document.getElementById(id).shadowRoot.querySelector('attend-order-field').shadowRoot;
  root.querySelector('.down').focus();
}
