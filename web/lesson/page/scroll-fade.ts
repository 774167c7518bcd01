/** Boxes that scroll sideways fade at their right edge while there is more behind it; the sheets of their places say how. */

export const markMore = (box: Element): void => {
  box.toggleAttribute('data-more', box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
};
