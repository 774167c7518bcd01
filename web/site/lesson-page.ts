/** The script of a lesson page: the elements, and the progress in the header. */
import '../elements/index.js';
import '../lesson/index.js';

document.addEventListener('attend-section', (event) => {
  const { number, total, id } = (event as CustomEvent<{ number: number; total: number; id: string }>).detail;
  const bar = document.querySelector<HTMLProgressElement>('.lesson-progress progress');
  const text = document.querySelector('.lesson-at');
  if (bar) bar.value = number;
  if (text) {
    const word = document.createElement('span');
    word.className = 'word';
    word.textContent = 'Section ';
    text.replaceChildren(word, `${number} of ${total}`);
  }
  for (const link of document.querySelectorAll('.contents a')) {
    if (link.getAttribute('href') === `#${id}`) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
});

const contents = document.querySelector<HTMLDetailsElement>('.contents');
const close = () => contents?.removeAttribute('open');
contents?.addEventListener('click', (event) => (event.target as Element).closest('a') && close());
contents?.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !contents.open) return;
  close();
  contents.querySelector('summary')?.focus();
});
document.addEventListener('click', (event) => {
  if (contents?.open && !contents.contains(event.target as Node)) close();
});
