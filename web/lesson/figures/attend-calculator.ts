/**
 * Counts parameters and multiply-adds of a model from its sizes; the engine counts them, see calculator.ts. The build
 * writes the table of published models; here sizes can be changed.
 */

import { say } from '../page/words.js';
import {
  byteText,
  type Count,
  countModel,
  countText,
  exactText,
  lettersOf,
  type PublishedModel,
  readModels,
  type Sizes,
} from './calculator.js';
import type { Laboratory } from './experiment.js';
import type { NumberBook } from './numbers.js';

export class AttendCalculator extends HTMLElement {
  #models: PublishedModel[] = [];
  #book: NumberBook | null = null;
  #select = document.createElement('select');
  #fields = new Map<string, HTMLInputElement>();
  #output = document.createElement('div');
  #built = false;

  /** Where the counting is done; null while there is no engine. */
  get book(): NumberBook | null {
    return this.#book;
  }
  set book(book: NumberBook | null) {
    this.#book = book;
    if (!book || this.#built) return;
    this.#built = true;
    this.#models = readModels(JSON.parse(this.dataset.models ?? '{}'));
    this.#build();
    this.#fill();
  }

  #build(): void {
    const form = document.createElement('form');
    form.className = 'calculator-form';
    form.addEventListener('submit', (event) => event.preventDefault());
    this.#select.append(...this.#models.map(({ name }, i) => new Option(name, String(i))));
    this.#select.addEventListener('change', () => this.#fill());
    form.append(labelled(say('calculator-model'), this.#select));
    for (const letter of this.#letters) {
      const field = document.createElement('input');
      field.inputMode = 'numeric';
      field.autocomplete = 'off';
      field.addEventListener('input', () => this.#count());
      this.#fields.set(letter, field);
      form.append(labelled(say(`calculator-${letter}`), field, letter));
    }
    this.#output.className = 'calculator-count';
    this.#output.setAttribute('role', 'status');
    this.append(form, this.#output);
  }

  /** The same for all models of a file. */
  get #letters(): (keyof Sizes)[] {
    return lettersOf(this.#models[0]!.letters);
  }

  get #model(): PublishedModel {
    return this.#models[Number(this.#select.value)] ?? (this.#models[0] as PublishedModel);
  }

  #fill(): void {
    for (const [letter, field] of this.#fields) field.value = exactText(this.#model.letters[letter as keyof Sizes]!);
    this.#count();
  }

  /** Spaces and commas between the digits are how people write large numbers. */
  #count(): void {
    const typed = [...this.#fields].map(([letter, field]) => [
      letter,
      Number(field.value.replace(/[\s,]/g, '') || 'x'),
    ]);
    const sizes = Object.fromEntries(typed) as Sizes;
    try {
      const count = countModel(this.#book?.engine as Laboratory, this.#model, sizes);
      for (const field of this.#fields.values()) field.removeAttribute('aria-invalid');
      this.#output.replaceChildren(...told(count));
    } catch (error) {
      const message = (error as Error).message;
      const wrong = this.#letters.find((letter) => message.startsWith(`${letter} `)) ?? 'C';
      for (const [letter, field] of this.#fields) field.toggleAttribute('aria-invalid', letter === wrong);
      this.#fields.get(wrong)?.setAttribute('aria-invalid', 'true');
      this.#output.replaceChildren(paragraph(message, 'problem'));
    }
  }
}

/** A table of the parts, and the sums below. */
function told(count: Count): HTMLElement[] {
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const id of ['part', 'parameters', 'multiply-adds']) head.append(cell('th', say(`calculator-${id}`), 'col'));
  const body = table.createTBody();
  for (const part of [...count.parts, { id: 'total', ...count }]) {
    const row = body.insertRow();
    row.append(
      cell('th', say(`calculator-part-${part.id}`), 'row'),
      numberCell(part.parameters),
      numberCell(part.multiplyAdds),
    );
  }
  return count.cache === undefined
    ? [table]
    : [table, paragraph(say('calculator-cache', { bytes: byteText(count.cache) }), 'cache')];
}

function numberCell(value: number): HTMLElement {
  const made = cell('td', countText(value));
  made.title = exactText(value);
  return made;
}

function cell(tag: 'td' | 'th', text: string, scope = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (scope) made.setAttribute('scope', scope);
  return made;
}

function labelled(text: string, field: HTMLElement, letter = ''): HTMLLabelElement {
  const label = document.createElement('label');
  const name = document.createElement('span');
  name.textContent = text;
  if (letter) {
    const sign = document.createElement('i');
    sign.textContent = ` ${letter}`;
    name.append(sign);
  }
  label.append(name, field);
  return label;
}

function paragraph(text: string, className: string): HTMLElement {
  const made = document.createElement('p');
  made.className = className;
  made.textContent = text;
  return made;
}
