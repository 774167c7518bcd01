/** The search over all texts: a dialog, whose texts are loaded when it is first opened. */
import type { Doc, find as Find, Found, Piece } from './find.js';
import { say } from './words.js';

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
  #docs: Doc[] = [];
  /** Comes with the texts. */
  #find: typeof Find | null = null;

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
    if (this.#docs.length > 0) return;
    try {
      const [response, { find }] = await Promise.all([fetch(`${this.#root}assets/search.json`), import('./find.js')]);
      this.#find = find;
      if (!response.ok) throw new Error(String(response.status));
      this.#docs = (await response.json()) as Doc[];
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
    const { count, found } = this.#find?.(this.#docs, question) ?? { count: 0, found: [] };
    this.#told.textContent =
      question === '' || this.#docs.length === 0
        ? ''
        : say('search-found', { count, shown: found.length, all: String(count === found.length) });
    this.#list.replaceChildren(...found.map((one) => this.#item(one)));
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

  /** Arrows go through the results, Enter in the field opens the first. */
  #move(event: KeyboardEvent): void {
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
