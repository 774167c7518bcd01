/** What can only be read by scrolling sideways within it can be reached with the keyboard, and only that; it shows that it goes on. */
import { atFrame } from '../../elements/shared/after-frame.js';
import { markMore } from '../../lesson/page/scroll-fade.js';

const BOXES = '.prose :is(math[display="block"], .table, .fallback, .chart, .exercise-figure, .plot details)';

/** @param root where formulas, tables and charts stand; looked at again whenever their room changes */
export function makeSidewaysReachable(root: ParentNode): void {
  const reach = (boxes: Map<Element, boolean>): void => {
    for (const [box, scrolls] of boxes) {
      if (scrolls) box.setAttribute('tabindex', '0');
      else box.removeAttribute('tabindex');
      markMore(box);
    }
  };
  // A frame later: written while it is observed, WebKit lays out once more and tells of a loop.
  const watch = new ResizeObserver((entries) => {
    const look = () => new Map(entries.map(({ target: box }) => [box, box.scrollWidth > box.clientWidth + 1]));
    atFrame(look, reach);
  });
  for (const box of root.querySelectorAll(BOXES)) {
    watch.observe(box);
    box.addEventListener('scroll', () => markMore(box), { passive: true });
  }
}
