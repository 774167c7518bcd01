import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { hasResultTabs } from '../picture/figure.js';
import type { Reading } from '../stepper/step-view.js';
import { keepFocus } from './keep-focus.js';
import { base } from './sheets.js';
import { tell } from './tell.js';
import { say, sliceOf, titleOf } from './words.js';

/**
 * Which result of the step is shown, and which head.
 *
 * @fires attend-result - `{ name }`
 * @fires attend-head - `{ head }`, null for all
 */
export class AttendChoices extends LitElement {
  static override properties = { reading: { attribute: false, hasChanged: () => true } };

  reading: Reading | null = null;

  constructor() {
    super();
    keepFocus(this);
  }

  private results({ info, step, result, tensor }: Reading): TemplateResult | typeof nothing {
    if (!info || !step || !hasResultTabs(info)) return nothing;
    const names = info.writes.map(({ name }) => name);
    return html`<attend-tabs .label=${say('results')} .at=${names.indexOf(result)}
      .items=${names.map((name) => titleOf(tensor(step.outputs[name]!)))}
      @attend-choose=${(event: CustomEvent<{ at: number }>) => tell(this, 'attend-result', { name: names[event.detail.at] })}
    ></attend-tabs>`;
  }

  private heads({ heads, head: at, headAxis: axis, allHeads }: Reading): TemplateResult | typeof nothing {
    if (heads < 2) return nothing;
    const items = Array.from({ length: heads }, (_, head) => sliceOf(axis, '', { head: head + 1, heads }));
    return html`<attend-tabs .label=${sliceOf(axis, 's')} .at=${allHeads ? heads : at} .items=${[...items, sliceOf(axis, '-all')]}
      @attend-choose=${(event: CustomEvent<{ at: number }>) =>
        tell(this, 'attend-head', { head: event.detail.at < heads ? event.detail.at : null })}
    ></attend-tabs>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { reading } = this;
    return reading ? html`${this.results(reading)}${this.heads(reading)}` : nothing;
  }

  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--attend-1) var(--attend-5);
      }
    `,
  ];
}
