import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Change, Edit } from '../../engine/index.js';
import { formatBrief } from '../../engine/writing/format.js';
import type { Cell } from '../matrix/matrix-view.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { cellName, numberText, placeOf, say, titleOf } from '../shared/words.js';
import type { Reading } from '../stepper/step-view.js';
import type { Compare } from './edits.js';

const COMPARE: Compare[] = ['now', 'both', 'before', 'difference'];

/**
 * What was written by hand and what it changed: the way back, which of the two runs the matrices show, and lists to go through.
 *
 * @fires attend-compare - `{ compare }`
 * @fires attend-do - `{ action }`: undo, redo, or take all edits back
 * @fires attend-unwrite - `{ number }`: take this one edit away
 * @fires attend-follow - `{ path, index }`: go to this cell
 */
export class AttendChangeList extends LitElement {
  static override properties = {
    reading: { attribute: false, hasChanged: () => true },
    refusalFor: { attribute: false },
    undone: { type: Number },
    undoable: { type: Boolean },
    told: { type: String },
  };

  reading: Reading | null = null;
  /** Why the numbers of a tensor, or an option, cannot be changed here; empty where they can. */
  refusalFor: (path: string) => string = () => '';
  /** How many changes were taken back and can be made again; whether there is one to take back. */
  undone = 0;
  undoable = false;
  /** What the last edit did. */
  told = '';

  constructor() {
    super();
    keepFocus(this);
  }

  private link(cell: Cell, label: string): TemplateResult {
    return html`<button class="link" @click=${() => tell(this, 'attend-follow', cell)}>${label}</button>`;
  }

  /** `step, raw score, query the₂, key firewall`; of an option: `Scale, temperature`. */
  private nameOf({ path, index }: Cell): string {
    const reading = this.reading!;
    if (!index.length) {
      const [step, option] = [path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1)];
      return `${reading.leaves.find((leaf) => leaf.path === step)?.title ?? step}, ${option}`;
    }
    const tensor = reading.tensor(path);
    return `${cellName(tensor)}, ${placeOf(tensor, index)}`;
  }

  private text({ path, index }: Cell): (value: number) => string {
    return index.length ? numberText(this.reading!.tensor(path)) : formatBrief;
  }

  private edit(edit: Edit, number: number): TemplateResult {
    const name = this.nameOf(edit);
    const more = edit.values.length > 1 ? say('changes-more', { count: edit.values.length - 1 }) : '';
    return html`<li>
      ${edit.index.length ? this.link(edit, name) : html`<span>${name}</span>`}
      <span class="number">${this.text(edit)(edit.value)}</span> ${more}
      ${
        this.refusalFor(edit.path)
          ? nothing
          : html`<button class="take" aria-label=${say('changes-take', { name })} title=${say('changes-take', { name })}
              @click=${() => tell(this, 'attend-unwrite', { number })}>✕</button>`
      }
    </li>`;
  }

  private change({ path, largest }: Change): TemplateResult {
    const tensor = this.reading!.tensor(path);
    const { index, before, after } = largest;
    const number = numberText(tensor);
    const step = this.reading!.writerOf(path)?.title;
    return html`<li>
      ${this.link({ path, index }, step ? `${step}: ${titleOf(tensor)}` : titleOf(tensor))}
      <span class="soft">${placeOf(tensor, index)}</span>
      <span class="number">${number(before)} → ${number(after)}</span>
    </li>`;
  }

  private compare(): TemplateResult {
    return html`<fieldset>
      <legend class="hidden">${say('compare')}</legend>
      ${COMPARE.map(
        (compare) => html`<label>
          <input type="radio" name="compare" .checked=${this.reading!.edits.compare === compare}
            @change=${() => tell(this, 'attend-compare', { compare })} />
          <span>${say(`compare-${compare}`)}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.reading) return nothing;
    const { edits, changes } = this.reading.edits;
    const button = (action: string, off: boolean) => html`<button aria-disabled=${off}
      @click=${() => off || tell(this, 'attend-do', { action })}>${say(`do-${action}`)}</button>`;
    const some = edits.length > 0;
    const held = (taken: Edit[]) => taken.some(({ path }) => this.refusalFor(path));
    return html`<div class="bar">
        <span class="buttons">${button('undo', !this.undoable)} ${button('redo', !this.undone)} ${button('clear', !some || held(edits))}</span>
        ${some ? this.compare() : nothing}
      </div>
      <p class="count" title=${say('changes-about')}>${say('changes-count', { edits: edits.length, tensors: changes.length })}
        <span class="soft">${this.told}</span></p>
      ${
        some
          ? html`<h4>${say('changes-edits')}</h4><ol>${edits.map((edit, i) => this.edit(edit, i))}</ol>
            <h4>${say('changes-tensors')}</h4><ol>${changes.map((change) => this.change(change))}</ol>`
          : nothing
      }`;
  }

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        font-size: var(--attend-size-s);
      }
      .bar,
      .buttons {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--attend-2);
      }
      p {
        margin: var(--attend-2) 0 0;
      }
      fieldset {
        display: flex;
        margin: 0;
        padding: 0;
        border: 1px solid var(--attend-line-strong);
        border-radius: var(--attend-radius);
        overflow: hidden;
      }
      input {
        position: absolute;
        opacity: 0;
      }
      fieldset label span {
        display: block;
        padding: calc(0.2 * var(--attend-rem)) var(--attend-2);
        cursor: pointer;
      }
      input:checked + span {
        color: var(--attend-on-accent);
        background: var(--attend-accent);
      }
      input:focus-visible + span {
        outline: 2px solid var(--attend-focus);
        outline-offset: -3px;
      }
      h4 {
        margin: var(--attend-3) 0 var(--attend-1);
        font-size: var(--attend-size-s);
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .link {
        text-align: left;
      }
      .number {
        font-family: var(--attend-mono);
        white-space: nowrap;
      }
      .soft {
        color: var(--attend-ink-soft);
      }
      .take {
        min-height: calc(1.5 * var(--attend-rem));
        min-width: calc(1.5 * var(--attend-rem));
        padding: 0;
        border: 0;
      }
      @media (forced-colors: active) {
        input:checked + span {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];
}
