import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { moved } from '../matrix/cell-cursor.js';
import { numbered } from '../matrix/matrix-view.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { tokenName } from '../shared/words.js';
import { say } from './workshop-words.js';

/** Above so many tokens on a side the squares are small and the names are only read out. */
const NAMED = 20;
/** Above so many the squares of a picture are smaller still, so that it is seen whole. */
const SMALL = 34;

/**
 * A mask as a grid of squares: filled where a token may look, hatched where not. Where it may be changed, a square is
 * switched by the mouse (drawing over several) or by Space; arrow keys move.
 *
 * @fires attend-mask-rows - `{ rows }`: a square was switched
 */
export class AttendMaskGrid extends LitElement {
  static override properties = {
    rows: { attribute: false },
    rowNames: { attribute: false },
    colNames: { attribute: false },
    editable: { type: Boolean },
    cursor: { state: true },
    said: { state: true },
  };

  /** One row for each query, 1 where it may look. */
  rows: readonly (readonly number[])[] = [];
  rowNames: readonly string[] = [];
  colNames: readonly string[] = [];
  editable = false;
  /** The names of rows and columns, repeated ones numbered. */
  private names: [string[], string[]] = [[], []];
  private cursor: [number, number] = [0, 0];
  private said = '';
  private refocus = false;
  /** What the pointer draws while it is down. */
  private pen: number | null = null;

  constructor() {
    super();
    keepFocus(this);
  }

  protected override willUpdate(): void {
    this.names = [numbered([...this.rowNames]), numbered([...this.colNames])];
    const last = [this.rows.length - 1, (this.rows[0]?.length ?? 1) - 1] as const;
    this.cursor = [Math.min(this.cursor[0], last[0]), Math.min(this.cursor[1], last[1])];
  }

  protected override updated(_changed: PropertyValues): void {
    if (!this.refocus) return;
    this.refocus = false;
    this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  private cellText(row: number, col: number, allowed = this.rows[row]![col]!): string {
    const [rows, cols] = this.names;
    return say('mask-cell', { row: tokenName(rows[row]!), col: tokenName(cols[col]!), allowed });
  }

  private put([row, col]: [number, number], value: number): void {
    if (this.rows[row]?.[col] === value) return;
    const rows = this.rows.map((cells, t) => cells.map((cell, s) => (t === row && s === col ? value : cell)));
    this.rows = rows;
    this.said = this.cellText(row, col, value);
    tell(this, 'attend-mask-rows', { rows });
  }

  private onKey = (event: KeyboardEvent): void => {
    const at = this.cursor;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      this.put(at, 1 - this.rows[at[0]]![at[1]]!);
      return;
    }
    const to = moved(event, at, this.rows.length, this.rows[0]!.length);
    if (!to) return;
    event.preventDefault();
    this.cursor = to;
    this.refocus = true;
  };

  private placeOf(event: Event): [number, number] | null {
    const cell = (event.target as Element).closest<HTMLElement>('td');
    return cell ? (cell.dataset.at!.split(',').map(Number) as [number, number]) : null;
  }

  private onDown = (event: PointerEvent): void => {
    const at = this.placeOf(event);
    if (!at || event.button !== 0) return;
    this.cursor = at;
    this.pen = 1 - this.rows[at[0]]![at[1]]!;
    this.put(at, this.pen);
    const end = () => {
      this.pen = null;
    };
    window.addEventListener('pointerup', end, { once: true });
    window.addEventListener('pointercancel', end, { once: true });
  };

  private onOver = (event: PointerEvent): void => {
    const at = this.pen === null ? null : this.placeOf(event);
    if (at) this.put(at, this.pen!);
  };

  private body(): TemplateResult[] {
    const { editable, cursor } = this;
    const [names] = this.names;
    return this.rows.map(
      (cells, row) =>
        html`<tr role=${editable ? 'row' : 'presentation'}><th scope="row">${names[row]}</th>${cells.map(
          (allowed, col) => {
            const state = allowed ? 'yes' : 'no';
            if (!editable) return html`<td class=${state}></td>`;
            const here = cursor[0] === row && cursor[1] === col;
            return html`<td class=${state} role="gridcell" data-at=${`${row},${col}`} tabindex=${here ? 0 : -1}
          aria-label=${this.cellText(row, col)}></td>`;
          },
        )}</tr>`,
    );
  }

  protected override render(): TemplateResult {
    const { editable, rows } = this;
    const all = rows.reduce((sum, row) => sum + row.length, 0);
    const allowed = rows.reduce((sum, row) => sum + row.reduce((part, cell) => part + cell, 0), 0);
    const side = Math.max(rows.length, rows[0]?.length ?? 0);
    const small = side > NAMED;
    const size = small ? `small ${side > SMALL ? 'tiny' : ''}` : '';
    const label = editable ? say('mask-grid') : say('mask-picture', { allowed, all });
    return html`<div class="scroll" tabindex=${small && !editable ? 0 : nothing}>
        <table class="${size} ${editable ? 'editable' : ''}" role=${editable ? 'grid' : 'img'} aria-label=${label}
          @keydown=${editable ? this.onKey : null} @pointerdown=${editable ? this.onDown : null}
          @pointerover=${editable ? this.onOver : null}>
          <thead><tr role="presentation"><td></td>${this.names[1].map(
            (name) => html`<th scope="col"><span>${name}</span></th>`,
          )}</tr></thead>
          <tbody role="presentation">${this.body()}</tbody>
        </table>
      </div>
      ${editable && small ? html`<p class="here" aria-hidden="true">${this.cellText(...this.cursor)}</p>` : nothing}
      ${editable ? html`<p class="hidden" role="status">${this.said}</p>` : nothing}`;
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .scroll {
        overflow: auto;
        max-height: calc(26 * var(--attend-rem));
        padding: 2px;
      }
      table {
        border-spacing: 2px;
        border-collapse: separate;
        font-size: var(--attend-size-xs);
        color: var(--attend-ink-soft);
        --side: calc(1.5 * var(--attend-rem));
      }
      .small {
        --side: calc(0.625 * var(--attend-rem));
        border-spacing: 1px;
      }
      .tiny {
        --side: calc(0.3125 * var(--attend-rem));
      }
      .small.editable {
        --side: calc(1.125 * var(--attend-rem));
      }
      th {
        padding: 0 var(--attend-1) 0 0;
        font-weight: 400;
        text-align: right;
        white-space: nowrap;
        max-width: calc(7 * var(--attend-rem));
        overflow: hidden;
        text-overflow: ellipsis;
      }
      thead th {
        height: calc(4.25 * var(--attend-rem));
        padding: 0;
        vertical-align: bottom;
      }
      thead span {
        display: block;
        width: var(--side);
        max-height: calc(4.25 * var(--attend-rem));
        line-height: var(--side);
        overflow: hidden;
        text-overflow: ellipsis;
        writing-mode: vertical-rl;
        transform: rotate(180deg);
        text-align: left;
      }
      .small th {
        font-size: 0;
        padding: 0;
        height: 0;
      }
      td[class] {
        width: var(--side);
        min-width: var(--side);
        height: var(--side);
        border: 1px solid var(--attend-cell-line);
        border-radius: var(--attend-radius-s);
        forced-color-adjust: none;
      }
      .yes {
        background: var(--attend-heat-weights);
        border-color: var(--attend-heat-weights);
      }
      .no {
        background: repeating-linear-gradient(135deg, var(--attend-hatch-deep) 0 1px, transparent 1px 4px);
      }
      /* Painted backgrounds are taken away here. */
      @media (forced-colors: active) {
        .yes {
          background: CanvasText;
          border-color: CanvasText;
          forced-color-adjust: none;
        }
        .no {
          border: 1px dotted CanvasText;
        }
      }
      .small td[class] {
        border-radius: 0;
      }
      .editable td[class] {
        cursor: pointer;
        touch-action: none;
      }
      .editable td[class]:hover {
        border-color: var(--attend-ink);
      }
      .here {
        margin: var(--attend-1) 0 0;
        font-size: var(--attend-size-s);
      }
      td:focus-visible {
        outline: 3px solid var(--attend-focus);
        outline-offset: 1px;
      }
    `,
  ];
}
