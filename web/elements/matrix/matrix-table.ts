/**
 * The cells of one matrix as a table. It is built once for a size from a copied skeleton; afterwards only what differs
 * from the picture before is written, because a step may change a thousand cells.
 */
import { addsUp, formatExact, formatNumber } from '../../engine/writing/format.js';
import { afterFrame } from '../shared/after-frame.js';
import { aloud, cellName, matrixTitle, placeOn, readOut, say, tokenName } from '../shared/words.js';
import type { MatrixView } from './matrix-view.js';
import { shadeOf } from './shades.js';

/** What a table shows beside the numbers of its view. */
export interface Look {
  view: MatrixView;
  /** The chosen cell, and the one that the keyboard stands on. */
  on: [number, number] | null;
  cursor: [number, number];
  marks: ReadonlySet<string>;
  written: ReadonlySet<string>;
  both: boolean;
  sums: Float32Array | null;
  names: boolean;
  group: number;
  upright: boolean;
  bare: boolean;
  /** Axes and shape in words; stands in for a column name where there is none. */
  shape: string;
}

const skeletons = new Map<string, HTMLTableElement>();

function made<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, inside: Node[] = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

const cell = (at: string, kind = ''): HTMLElement =>
  made('td', { role: 'gridcell', class: kind, tabindex: '-1', 'data-at': at, 'aria-selected': 'false' }, [
    document.createTextNode(''),
  ]);

const head = (scope: 'row' | 'col', kind = ''): HTMLElement =>
  made('th', { scope, role: scope === 'row' ? 'rowheader' : 'columnheader', class: kind }, [
    made('span', {}, [document.createTextNode('')]),
  ]);

/** An empty table of this size; `sums` adds a column for the margin. */
function skeleton(rows: number, cols: number, sums: boolean): HTMLTableElement {
  const key = `${rows} ${cols} ${sums}`;
  let table = skeletons.get(key);
  if (!table) {
    const columns = Array.from({ length: cols }, () => head('col'));
    const top = made('tr', { role: 'row' }, [made('td', { role: 'gridcell' }), ...columns]);
    if (sums) top.append(head('col', 'sum'));
    const lines = Array.from({ length: rows }, (_, row) => {
      const cells = Array.from({ length: cols }, (_, col) => cell(`${row},${col}`));
      const line = made('tr', { role: 'row' }, [head('row'), ...cells]);
      if (sums) line.append(cell(`${row},${cols}`, 'sum'));
      return line;
    });
    const parts = [made('thead', { role: 'rowgroup' }, [top]), made('tbody', { role: 'rowgroup' }, lines)];
    table = made('table', { role: 'grid', translate: 'no' }, parts);
    skeletons.set(key, table);
  }
  return table.cloneNode(true) as HTMLTableElement;
}

function put(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

export class MatrixTable {
  readonly element: HTMLTableElement;
  readonly #rows: number;
  readonly #cols: number;
  /** Cells row by row, the margin not among them, and what stands in each. */
  readonly #cells: HTMLElement[];
  readonly #margin: HTMLElement[];
  readonly #texts: string[];
  readonly #kinds: string[];
  readonly #old: (string | null)[];
  /** Rows that are not drawn yet. */
  readonly #later = new Set<HTMLTableRowElement>();
  #focusable: HTMLElement | null = null;
  #chosen: HTMLElement | null = null;
  #look!: Look;

  constructor(rows: number, cols: number, sums: boolean) {
    this.#rows = rows;
    this.#cols = cols;
    this.element = skeleton(rows, cols, sums);
    const lines = [...this.element.tBodies[0]!.rows].map((line) => [...line.cells].slice(1));
    this.#cells = lines.flatMap((line) => line.slice(0, cols));
    this.#margin = sums ? lines.map((line) => line[cols]!) : [];
    this.#texts = Array(rows * cols).fill('');
    this.#kinds = Array(rows * cols).fill('');
    this.#old = Array(rows * cols).fill(null);
  }

  fits({ view, sums }: Look): boolean {
    return (
      view.rows.length === this.#rows && view.cols.length === this.#cols && (sums !== null) === this.#margin.length > 0
    );
  }

  /**
   * Writes what differs from what stands there. What is only read out, and not yet, follows after the next frame; where
   * `staged`, so do the rows that `rowsBetween` does not name before: all numbers stand, but most are out of sight.
   */
  show(look: Look, staged = false): void {
    this.#look = look;
    if (staged && !look.both) for (const row of this.element.tBodies[0]!.rows) this.#later.add(row);
    for (const row of this.#later) row.className = 'later';
    const { view, upright, on } = look;
    put(this.element, 'class', `heat-${view.role}${upright ? ' upright' : ''}${look.both ? ' both' : ''}`);
    this.element.style.setProperty('--row', this.#width());
    this.element.dataset.path = view.tensor.path;
    const about = { title: matrixTitle(view), rows: this.#rows, cols: this.#cols };
    put(this.element, 'aria-label', say('matrix-about', about));
    this.#heads();
    for (let row = 0, at = 0; row < this.#rows; row += 1)
      for (let col = 0; col < this.#cols; col += 1, at += 1) this.#cell(row, col, at);
    for (const [row, cell] of this.#margin.entries()) this.#sum(cell, row);
    // A row that is not drawn cannot take the focus.
    this.element.tBodies[0]!.rows[look.cursor[0]]!.className = '';
    this.#moveTo(on);
    afterFrame(this, () => {
      this.#draw(this.#later);
      this.#labels();
    });
  }

  #draw(rows: Iterable<HTMLTableRowElement>): void {
    for (const row of rows) {
      row.className = '';
      this.#later.delete(row);
    }
  }

  /** Finds the rows between two heights of the window; what is returned lets them be drawn. */
  rowsBetween(top: number, bottom: number): () => void {
    if (!this.#later.size) return () => {};
    const box = this.element.tBodies[0]!.getBoundingClientRect();
    const each = box.height / this.#rows;
    const seen = [...this.#later].filter((_, row) => {
      const edge = box.top + row * each;
      return edge + each > top && edge < bottom;
    });
    return () => this.#draw(seen);
  }

  /** The width of a row in the lengths of the picture around. */
  #width(): string {
    const { names, group, sums } = this.#look;
    const starts = group ? Math.ceil(this.#cols / group) - 1 : 0;
    const cells = `${this.#cols} * (var(--w) + 2px) - 2px + ${8 * starts}px`;
    return `calc(${cells}${names ? ' + var(--head) + 2px' : ''}${sums ? ' + var(--sum) + 2px' : ''})`;
  }

  #heads(): void {
    const { view, names, bare, group, on, sums, shape } = this.#look;
    const top = this.element.tHead!;
    put(top, 'class', bare ? 'hidden' : '');
    const [corner, ...columns] = top.rows[0]!.cells;
    put(corner!, 'class', names ? '' : 'hidden');
    view.cols.forEach((label, col) => {
      const kind = [on?.[1] === col ? 'lit' : '', group && col && col % group === 0 ? 'start' : ''].join(' ').trim();
      this.#head(columns[col]!, view.axes[1] ? label : shape, kind, label);
      put(columns[col]!.firstElementChild!, 'class', view.axes[1] ? (label.length > 3 ? 'long' : '') : 'shape');
    });
    if (sums) this.#head(columns[this.#cols]!, say('row-sums'), 'sum', '');
    view.rows.forEach((label, row) => {
      const kind = [on?.[0] === row ? 'lit' : '', names ? '' : 'hidden'].join(' ').trim();
      this.#head(this.element.tBodies[0]!.rows[row]!.cells[0]!, label, kind, label);
    });
  }

  #head(element: HTMLElement, text: string, kind: string, title: string): void {
    const node = element.firstElementChild!.firstChild as Text;
    if (node.data !== text) node.data = text;
    if (element.className !== kind) element.className = kind;
    if (element.title !== title) element.title = title;
    const name = aloud(tokenName(text));
    if (name !== text) put(element, 'aria-label', name);
    else if (element.hasAttribute('aria-label')) element.removeAttribute('aria-label');
  }

  #cell(row: number, col: number, at: number): void {
    const { view, both } = this.#look;
    const cell = this.#cells[at]!;
    const filled = view.filled(row, col);
    const value = view.value(row, col);
    const was = filled ? view.was(row, col) : null;
    const text = filled ? formatNumber(value, view.digits) : '';
    if (text !== this.#texts[at]) {
      (cell.firstChild as Text).data = text;
      this.#texts[at] = text;
    }
    const kind = this.#kind(row, col, value, filled, was !== null);
    if (kind !== this.#kinds[at]) {
      cell.className = kind;
      this.#kinds[at] = kind;
    }
    const old = both && was !== null ? formatNumber(was, view.digits) : null;
    if (old === this.#old[at]) return;
    this.#old[at] = old;
    cell.replaceChildren(cell.firstChild!, ...(old === null ? [] : [made('s', { 'aria-hidden': 'true' })]));
    if (old !== null) cell.lastElementChild!.textContent = old;
  }

  #kind(row: number, col: number, value: number, filled: boolean, changed: boolean): string {
    const { view, on, marks, written, group } = this.#look;
    let kind = shadeOf(view, value, filled);
    if (!filled) kind += ' empty';
    else if (value === -Infinity || (value === 0 && view.role === 'mask')) kind += ' masked';
    if (group && col && col % group === 0) kind += ' start';
    if (filled && view.parts && !addsUp(view.parts.of(row), view.parts.digits, value, view.digits)) kind += ' about';
    if (changed) kind += ' changed';
    if (marks.size && marks.has(`${row},${col}`)) kind += ' mark';
    if (written.size && written.has(`${row},${col}`)) kind += ' written';
    if (on?.[0] === row && on[1] === col) kind += ' on';
    return kind;
  }

  #sum(cell: HTMLElement, row: number): void {
    const { view, sums } = this.#look;
    const value = sums![row]!;
    const filled = view.filled(row, this.#cols - 1);
    const text = filled ? formatNumber(value, 2) : '';
    const parts = view.cols.map((_, col) => view.value(row, col));
    const about = filled && !addsUp(parts, view.digits, value, 2);
    put(cell, 'class', about ? 'sum about' : 'sum');
    const node = cell.firstChild as Text;
    if (node.data !== text) node.data = text;
    put(cell, 'aria-label', `${say('row-sums')} ${about ? '≈ ' : ''}${formatNumber(value, 2)}`);
    put(cell, 'title', formatExact(value));
  }

  at([row, col]: readonly [number, number]): HTMLElement {
    return col === this.#cols ? this.#margin[row]! : this.#cells[row * this.#cols + col]!;
  }

  /** Where the keyboard comes in, and which cell is chosen. */
  #moveTo(on: [number, number] | null): void {
    const { cursor } = this.#look;
    const [focusable, chosen] = [this.at(cursor), on ? this.at(on) : null];
    if (focusable !== this.#focusable) {
      this.#focusable?.setAttribute('tabindex', '-1');
      focusable.setAttribute('tabindex', '0');
      this.#focusable = focusable;
    }
    if (chosen !== this.#chosen) {
      this.#chosen?.setAttribute('aria-selected', 'false');
      chosen?.setAttribute('aria-selected', 'true');
      this.#chosen = chosen;
    }
    const label = this.#labeller();
    for (const at of [cursor, on]) if (at && at[1] < this.#cols) label(at[0], at[1]);
  }

  #labels(): void {
    const label = this.#labeller();
    for (let row = 0; row < this.#rows; row += 1) for (let col = 0; col < this.#cols; col += 1) label(row, col);
  }

  /** Writes what is read out of a cell: its row and column, what it is, its number, and the one before an edit. */
  #labeller(): (row: number, col: number) => void {
    const { view } = this.#look;
    const { tensor, places } = view;
    const on = (axis: number, labels: string[]) =>
      labels.map((_, at) => (axis < 0 ? '' : aloud(placeOn(tensor, axis, at))));
    const [rows, cols] = [on(places[0], view.rows), on(places[1], view.cols)];
    const name = cellName(tensor);
    const text = (value: number) => formatNumber(value, view.digits);
    return (row, col) => {
      const filled = view.filled(row, col);
      const parts = view.transposed ? [cols[col], rows[row]] : [rows[row], cols[col]];
      const was = filled ? view.was(row, col) : null;
      const label = readOut(parts.filter(Boolean).join(', '), name, view.value(row, col), filled, was, text);
      put(this.#cells[row * this.#cols + col]!, 'aria-label', label);
    };
  }
}
