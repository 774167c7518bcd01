import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../../../elements/shared/sheets.js';
import type { Given } from '../asked.js';
import { maskOf } from '../kinds/mask.js';
import { say } from '../words.js';
import { Field } from './field.js';

/** A mask to draw, square by square. */
export class AttendMaskField extends Field {
  static override properties = { ...Field.properties, cells: { state: true } };

  private cells: number[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('given')) this.cells = this.given.filter((cell) => cell !== null);
  }

  override take(): Given {
    return this.cells;
  }

  private onRows = (event: Event): void => {
    event.stopPropagation();
    this.cells = (event as CustomEvent<{ rows: number[][] }>).detail.rows.flat();
    this.changed();
  };

  private grid(cells: readonly number[], editable: boolean): TemplateResult {
    const { rows, columns, rowNames, columnNames } = maskOf(this.asked.attributes, this.lab);
    const cut = Array.from({ length: rows }, (_, row) => cells.slice(row * columns, (row + 1) * columns));
    return html`<attend-mask-grid .rows=${cut} .rowNames=${rowNames} .colNames=${columnNames} ?editable=${editable}
      @attend-mask-rows=${this.onRows}></attend-mask-grid>`;
  }

  protected override render(): TemplateResult {
    const { cells, solution, locked } = this;
    const closed = cells.filter((cell) => cell === 0).length;
    const right = solution?.filter((cell) => cell !== null);
    const other = right && right.join() !== cells.join();
    return html`<div class="grids">
        <figure><figcaption>${say('mask-yours')}</figcaption>${this.grid(cells, !locked)}</figure>
        ${other ? html`<figure><figcaption>${say('mask-right')}</figcaption>${this.grid(right, false)}</figure>` : nothing}
      </div>
      <p class="help">${say('mask-count', { closed, all: cells.length })}. ${locked ? nothing : say('mask-help')}</p>`;
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .grids {
        display: flex;
        flex-wrap: wrap;
        gap: var(--attend-4) var(--attend-6);
      }
      figure {
        margin: 0;
        max-width: 100%;
      }
      figcaption {
        font-size: var(--attend-size-s);
        font-weight: 600;
      }
      .help {
        margin: var(--attend-2) 0 0;
        font-size: var(--attend-size-s);
        color: var(--attend-ink-soft);
      }
    `,
  ];
}
