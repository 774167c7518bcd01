import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { CellRef } from '../../engine/index.js';
import { formatBrief } from '../../engine/writing/format.js';
import type { Cell } from '../matrix/matrix-view.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { cellName, placeOf, say } from '../shared/words.js';
import type { Reading } from '../stepper/step-view.js';

/** Uses shown at once; a weight is used by very many cells. */
const USES = 12;
/** To find every use the engine looks at all cells downstream: only once the reader rests, in milliseconds. */
const REST = 250;

/**
 * The cells that one number goes into.
 *
 * @fires attend-follow - `{ path, index }`: go to this cell
 */
export class AttendUses extends LitElement {
  static override properties = {
    reading: { attribute: false, hasChanged: () => true },
    cell: { attribute: false },
    all: { state: true },
    open: { state: true },
    found: { state: true },
  };

  reading: Reading | null = null;
  cell: Cell | null = null;
  private all = false;
  private open = false;
  /** Null where nobody has looked yet. */
  private found: CellRef[] | null = null;
  private timer = 0;
  private shown = '';

  constructor() {
    super();
    keepFocus(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('reading') && !changed.has('cell')) return;
    const key = this.cell ? `${this.cell.path}[${this.cell.index}]` : '';
    if (key !== this.shown) this.all = this.open = false;
    this.shown = key;
    this.found = null;
    clearTimeout(this.timer);
    if (this.open) this.find();
    else this.timer = window.setTimeout(this.find, REST);
  }

  private readonly find = (): void => {
    const { reading, cell } = this;
    clearTimeout(this.timer);
    if (cell && reading) this.found = reading.session.usedBy(cell.path, cell.index);
  };

  private onToggle = (event: Event): void => {
    this.open = (event.target as HTMLDetailsElement).open;
    if (this.open && !this.found) this.find();
  };

  private use(cell: CellRef): TemplateResult {
    const tensor = this.reading!.tensor(cell.path);
    const label = `${cellName(tensor)}, ${placeOf(tensor, cell.index)}`;
    if (!this.reading!.visible(cell)) return html`<li>${label} <span class="soft">(${say('ask-later')})</span></li>`;
    const follow = () => tell(this, 'attend-follow', cell);
    return html`<li>
      <button class="link" aria-label=${say('ask-use', { label })} @click=${follow}>${label}</button>
      <span class="number">${formatBrief(cell.value)}</span>
    </li>`;
  }

  private more = (): void => {
    this.all = true;
  };

  protected override render(): TemplateResult {
    const uses = this.found ?? [];
    const count = this.found ? say('ask-used-count', { count: uses.length }) : say('ask-used');
    if (this.found && !uses.length) return html`<span class="soft">${count}</span>`;
    const some = this.all ? uses : uses.slice(0, USES);
    const more =
      some.length < uses.length
        ? html`<button class="link" @click=${this.more}>${say('ask-more-uses', { count: uses.length })}</button>`
        : nothing;
    return html`<details .open=${this.open} @toggle=${this.onToggle}>
      <summary>${count}</summary>
      <ul aria-label=${say('ask-used')}>${some.map((use) => this.use(use))}</ul>
      ${more}
    </details>`;
  }

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        font-size: var(--attend-size-s);
      }
      summary {
        cursor: pointer;
        min-height: calc(1.5 * var(--attend-rem));
        width: max-content;
        color: var(--attend-link);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        columns: calc(18 * var(--attend-rem));
        column-gap: var(--attend-5);
      }
      li button {
        text-align: left;
      }
      .number {
        font-family: var(--attend-mono);
      }
      .soft {
        color: var(--attend-ink-soft);
      }
    `,
  ];
}
