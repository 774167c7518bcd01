/** What can only be read by scrolling sideways within it can be reached with the keyboard, and only that; it shows that it goes on. */
import { markMore } from '../lesson/goes-on.js';

const BOXES = '.prose :is(math[display="block"], .table, .fallback, .chart, .exercise-figure, .plot details)';

/** @param root where formulas, tables and charts stand; looked at again whenever their room changes */
export function makeSidewaysReachable(root: ParentNode): void {
  const look = (box: Element): void => {
    if (box.scrollWidth > box.clientWidth + 1) box.setAttribute('tabindex', '0');
    else box.removeAttribute('tabindex');
    markMore(box);
  };
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) look(target);
  });
  for (const box of root.querySelectorAll(BOXES)) {
    watch.observe(box);
    box.addEventListener('scroll', () => markMore(box), { passive: true });
  }
}
