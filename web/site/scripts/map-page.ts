/** The script of the concept map: the neighbours of the word that is pointed at stand out. */
import './site-page.js';

const map = document.querySelector<SVGElement>('.map');
const words = [...document.querySelectorAll<SVGAElement>('.map a')];
const lines = [...document.querySelectorAll<SVGPathElement>('.map-lines path')];

function point(id: string | undefined): void {
  const near = new Set([id]);
  for (const line of lines) {
    const { from, to } = line.dataset;
    const on = id !== undefined && (from === id || to === id);
    line.classList.toggle('near', on);
    if (on) near.add(from).add(to);
  }
  for (const word of words) word.classList.toggle('near', id !== undefined && near.has(word.dataset.id));
  map?.classList.toggle('pointing', id !== undefined);
}

const focused = () => document.activeElement?.closest<SVGAElement>('.map a')?.dataset.id;

for (const word of words) {
  word.addEventListener('pointerenter', () => point(word.dataset.id));
  word.addEventListener('pointerleave', () => point(focused()));
  word.addEventListener('focus', () => point(word.dataset.id));
  word.addEventListener('blur', () => point(undefined));
}
