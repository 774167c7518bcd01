/** What every page does: the search, and menus that close again. */
import { lettersOn } from '../../elements/stepper/keys.js';
import { Search } from '../search/search-dialog.js';

let search: Search | null = null;

/** Nothing is waited for before the field has the focus: what is typed at once must not be lost. */
function openSearch(root: string): void {
  search ??= new Search(root);
  void search.open();
}

const opener = document.querySelector<HTMLButtonElement>('.search-open');
const root = opener?.dataset.root ?? '';
opener?.addEventListener('click', () => openSearch(root));

/** Whether a key press is meant for something that is written in. */
const isWriting = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || !lettersOn() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!opener || event.defaultPrevented || isWriting(event.composedPath()[0])) return;
  event.preventDefault();
  openSearch(root);
});

/** Where letters are large the header wraps; what stays below it has to know how high it is. */
const header = document.querySelector<HTMLElement>('.site-header');
if (header)
  new ResizeObserver(() => {
    const { style } = document.documentElement;
    const least = Number.parseFloat(getComputedStyle(header).minHeight);
    if (header.offsetHeight > least + 1) style.setProperty('--header', `${header.offsetHeight}px`);
    else style.removeProperty('--header');
  }).observe(header);

for (const menu of document.querySelectorAll<HTMLDetailsElement>('.contents')) {
  const close = () => menu.removeAttribute('open');
  menu.addEventListener('click', (event) => (event.target as Element).closest('a') && close());
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    close();
    menu.querySelector('summary')?.focus();
  });
  document.addEventListener('click', (event) => {
    if (menu.open && !menu.contains(event.target as Node)) close();
  });
}
