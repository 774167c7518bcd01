import { css, html, LitElement, type TemplateResult } from 'lit';
import { base, buttons } from '../shared/sheets.js';
import { BINDINGS, lettersOn, setLetters, signOf } from './keys.js';
import { say } from './keys-words.js';

const INSIDE: [string[], string][] = [
  [['←', '→', '↑', '↓'], 'key-move'],
  [['Home', 'End'], 'key-row'],
  [['PageUp', 'PageDown'], 'key-column'],
  [['Ctrl Home', 'Ctrl End'], 'key-corner'],
  [['Enter', '0 … 9'], 'key-edit'],
  [['Space'], 'key-ask'],
];

/** The help: every key and what it does. */
export class AttendKeys extends LitElement {
  /** Opens the dialog; closing it returns the keyboard to where it was. */
  show(): void {
    this.renderRoot.querySelector('dialog')!.showModal();
  }

  private row(keys: string[], about: string): TemplateResult {
    return html`<tr><td>${keys.map((key) => html`<kbd>${key}</kbd> `)}</td><td>${say(about)}</td></tr>`;
  }

  private close = (): void => {
    this.renderRoot.querySelector('dialog')!.close();
  };

  private onPointer = (event: Event): void => {
    if (event.target === event.currentTarget) this.close();
  };

  protected override render(): TemplateResult {
    const stepping = BINDINGS.map(({ key, letter, action }) =>
      this.row([...(key ? [signOf(key)] : []), letter], `key-${action}`),
    );
    return html`<dialog aria-labelledby="title" @click=${this.onPointer} @keydown=${(event: Event) => event.stopPropagation()}>
      <div>
        <header><h2 id="title">${say('help-title')}</h2><button @click=${this.close}>${say('help-close')}</button></header>
        <p>${say('help-mouse')}</p>
        <p class="letters"><label><input type="checkbox" .checked=${lettersOn()}
          @change=${(event: Event) => setLetters((event.target as HTMLInputElement).checked)} /> ${say('help-letters')}</label></p>
        <h3>${say('help-where')}</h3>
        <table>${stepping}</table>
        <h3>${say('help-edit')}</h3>
        <table>${this.row(['Ctrl Z'], 'key-undo')}${this.row(['Ctrl Shift Z', 'Ctrl Y'], 'key-redo')}</table>
        <h3>${say('help-matrix')}</h3>
        <table>${INSIDE.map(([keys, about]) => this.row(keys, about))}</table>
      </div>
    </dialog>`;
  }

  static override styles = [
    base,
    buttons,
    css`
      dialog {
        max-width: min(calc(34 * var(--attend-rem)), 92vw);
        max-height: 88vh;
        padding: 0;
        border: 1px solid var(--attend-line-strong);
        border-radius: var(--attend-radius);
        color: var(--attend-ink);
        background: var(--attend-surface);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      dialog > div {
        padding: var(--attend-4) var(--attend-5);
      }
      h2 {
        margin: 0 0 var(--attend-2);
        font-size: var(--attend-size-l);
      }
      h3 {
        margin: var(--attend-4) 0 var(--attend-1);
        font-size: var(--attend-size-s);
        color: var(--attend-ink-soft);
      }
      p {
        font-family: var(--attend-serif);
        margin: 0;
      }
      p.letters {
        margin-top: var(--attend-3);
        font-family: var(--attend-sans);
        font-size: var(--attend-size-s);
      }
      table {
        border-collapse: collapse;
        font-size: var(--attend-size-s);
      }
      td {
        padding: 3px var(--attend-3) 3px 0;
        vertical-align: baseline;
      }
      td:first-child {
        min-width: calc(9.5 * var(--attend-rem));
      }
      kbd {
        display: inline-block;
        min-width: 1.6em;
        padding: 0 0.35em;
        text-align: center;
        font-family: var(--attend-mono);
        font-size: var(--attend-size-xs);
        border: 1px solid var(--attend-line-strong);
        border-radius: 4px;
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: center;
      }
    `,
  ];
}
