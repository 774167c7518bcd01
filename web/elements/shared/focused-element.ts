/** What has the focus, and whether it is seen. */

/** The element that has the focus, also deep inside shadow roots; null where none has. */
export function focusedElement(): HTMLElement | null {
  let at: Element | null = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement && at !== document.body ? at : null;
}

/** Whether the middle of an element is in the window, and nothing lies over it. */
export function isSeen(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  let at = document.elementFromPoint(x, y);
  for (let root = at?.shadowRoot; root; root = at?.shadowRoot) {
    const inner = root.elementFromPoint(x, y);
    if (!inner || inner === at) break;
    at = inner;
  }
  return at !== null && (element.contains(at) || at.contains(element));
}
