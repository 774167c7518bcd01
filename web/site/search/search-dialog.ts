/** The search over all texts: a dialog, whose texts are loaded when it is first opened. */
import { say } from '../scripts/words.js';
import type { Piece } from './excerpt.js';
import type { Answer, Finder, Found } from './find.js';
import type { Doc } from './text-index.js';

const KINDS: Record<Doc['kind'], string> = {
  lesson: 'search-lesson',
  concept: 'search-concept',
  paper: 'search-paper',
};

export class Search {
  readonly #root: string;
  readonly #dialog = document.createElement('dialog');
  readonly #field = document.createElement('input');
  readonly #told = document.createElement('p');
  readonly #list = document.createElement('ul');
  /** Comes with the texts. */
  #finder: Finder | null = null;

  /** @param root leads from the page to the site's root */
  constructor(root: string) {
    this.#root = root;
    this.#build();
  }

  /** Opens the dialog, and fetches the texts where they are not there yet. */
  async open(): Promise<void> {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#field.focus();
    this.#field.select();
    if (this.#finder) return;
    try {
      const [response, { Finder }] = await Promise.all([fetch(`${this.#root}assets/search.json`), import('./find.js')]);
      if (!response.ok) throw new Error(String(response.status));
      this.#finder = new Finder(await response.json());
      this.#look();
    } catch {
      this.#told.textContent = say('search-problem');
    }
  }

  #build(): void {
    this.#dialog.className = 'search';
    this.#dialog.setAttribute('aria-label', say('search-title'));
    Object.assign(this.#field, { type: 'search', autocomplete: 'off', spellcheck: false });
    this.#field.setAttribute('aria-label', say('search-field'));
    this.#field.placeholder = say('search-hint');
    this.#field.addEventListener('input', () => this.#look());
    this.#told.className = 'search-told';
    this.#told.setAttribute('role', 'status');
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = say('search-close');
    close.addEventListener('click', () => this.#dialog.close());
    const head = document.createElement('div');
    head.className = 'search-head';
    head.append(this.#field, close);
    this.#dialog.append(head, this.#told, this.#list);
    this.#dialog.addEventListener('keydown', (event) => this.#move(event));
    this.#dialog.addEventListener('click', (event) => {
      const target = event.target as Element;
      if (target === this.#dialog || target.closest('a')) this.#dialog.close();
    });
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = `${this.#root}assets/search.css`;
    document.head.append(sheet);
    document.body.append(this.#dialog);
  }

  #look(): void {
    const question = this.#field.value.trim();
    const answer = question === '' ? null : (this.#finder?.find(question) ?? null);
    this.#told.textContent = answer ? told(answer) : '';
    this.#list.replaceChildren(...(answer?.found ?? []).map((one) => this.#item(one)));
  }

  #item({ doc, title, excerpt }: Found): HTMLLIElement {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = this.#root + doc.url;
    link.append(
      line('search-name', title),
      line('search-of', [{ text: doc.of ?? say(KINDS[doc.kind]), hit: false }]),
      line('search-excerpt', excerpt),
    );
    item.append(link);
    return item;
  }

  /** Arrows go through the results, Enter in the field opens the first; Escape closes, whatever is in the field. */
  #move(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#dialog.close();
    }
    const links = [...this.#list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === 'Enter' && document.activeElement === this.#field && links[0]) {
      event.preventDefault();
      links[0].click();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const next = at + (event.key === 'ArrowDown' ? 1 : -1);
    if (next < 0) this.#field.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
  }
}

function told({ count, found, instead }: Answer): string {
  const how = say('search-found', { count, shown: found.length, all: String(count === found.length) });
  return instead.length === 0 ? how : `${how} ${say('search-instead', { words: instead.join(', ') })}`;
}

function line(className: string, pieces: readonly Piece[]): HTMLSpanElement {
  const made = document.createElement('span');
  made.className = className;
  for (const { text, hit } of pieces) {
    const mark = hit ? document.createElement('mark') : document.createTextNode(text);
    if (mark instanceof HTMLElement) mark.textContent = text;
    made.append(mark);
  }
  return made;
}
