import { css, html, LitElement, type TemplateResult } from 'lit';
import { isHeadAxis } from '../../engine/head-axis.js';
import { labelsOf } from '../matrix/matrix-view.js';
import { base } from '../shared/sheets.js';
import { say, sliceOf, titleOf, tokenName } from '../shared/words.js';
import { callStack } from '../stepper/call-stack.js';
import type { Reading } from '../stepper/step-view.js';

/** Where the reading stands in the call tree: Layer 1 › Self-attention › Softmax › Head 2 › Exponentials › row › cell. */
export class AttendCrumbs extends LitElement {
  static override properties = { reading: { attribute: false, hasChanged: () => true } };

  reading: Reading | null = null;

  private parts(): string[] {
    const { reading } = this;
    const step = reading?.step;
    if (!reading || !step || (!reading.here && !reading.away)) return [say('crumb-start')];
    const parts = callStack(reading.session.program, step.path).map((node) => node.title);
    const tensor = reading.tensor(step.outputs[reading.result]!);
    if (reading.heads > 1) parts.push(sliceOf(reading.headAxis, '-short', { head: reading.head + 1 }));
    if (Object.keys(step.outputs).length > 1) parts.push(titleOf(tensor));
    const { cell } = reading;
    if (cell?.path !== tensor.path) return parts;
    const labels = labelsOf(tensor);
    const [down = '', across] = cell.index
      .map((at, i) => tokenName(labels[i]![at]!))
      .slice(tensor.axes.length > 1 && isHeadAxis(tensor.axes[0]) ? 1 : 0);
    parts.push(say('crumb-row', { label: down }));
    if (across !== undefined) parts.push(say('crumb-cell', { label: across }));
    return parts;
  }

  protected override render(): TemplateResult {
    return html`<nav aria-label=${say('where')}>
      <ol>${this.parts().map((part) => html`<li>${part}</li>`)}</ol>
    </nav>`;
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        flex: 1 1 calc(12 * var(--attend-rem));
        min-width: 0;
        container-type: inline-size;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: var(--attend-size-s);
        color: var(--attend-ink-soft);
      }
      li + li::before {
        content: '›';
        margin: 0 0.45em;
      }
      /* Where there is little room, the end of the way is what counts. */
      @container (max-width: 24rem) {
        li:nth-last-child(n + 5) {
          display: none;
        }
        li:nth-last-child(4):not(:first-child)::before {
          content: '… ›';
          margin-left: 0;
        }
      }
      li:last-child {
        color: var(--attend-ink);
        font-weight: 600;
      }
    `,
  ];
}
