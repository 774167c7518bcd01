import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { numbered } from '../../../elements/matrix/matrix-view.js';
import { base, buttons } from '../../../elements/shared/sheets.js';
import type { Given } from '../asked.js';
import { namesOf } from '../kinds/rank.js';
import { stageTitles } from '../kinds/sequence.js';
import { say } from '../words.js';
import { Field } from './field.js';

/** Things to bring into an order: by dragging, with the arrows beside them, or with the arrow keys. For `rank` and `sequence`. */
export class AttendOrderField extends Field {
  static override properties = {
    ...Field.properties,
    order: { state: true },
    said: { state: true },
    held: { state: true },
  };

  private order: number[] = [];
  private said = '';
  /** The place that is being dragged, -1 for none. */
  private held = -1;
  /** What gets the keyboard after a move, and in which place: what was moved with goes along with what was moved. */
  private next: { kind: string; place: number } | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('given')) this.order = this.given.filter((item) => item !== null);
  }

  protected override updated(): void {
    super.updated();
    if (!this.next) return;
    const { kind, place } = this.next;
    this.renderRoot.querySelectorAll<HTMLElement>(`.${kind}`)[place]?.focus();
    this.next = null;
  }

  override take(): Given {
    return this.order;
  }

  /** What the things are called, as text and as HTML. */
  private get names(): { text: string; html: string }[] {
    const plain =
      this.asked.kind === 'rank'
        ? numbered(namesOf(this.asked.attributes, this.lab))
        : stageTitles(this.asked, this.lab);
    return (plain ?? this.labels).map((label) => {
      const probe = document.createElement('span');
      if (plain) probe.textContent = label;
      else probe.innerHTML = label;
      return { text: probe.textContent ?? '', html: probe.innerHTML };
    });
  }

  private move(from: number, to: number, kind = ''): void {
    const { order } = this;
    if (this.locked || to < 0 || to >= order.length || from === to) return;
    const next = [...order];
    const [item] = next.splice(from, 1);
    next.splice(to, 0, item as number);
    this.order = next;
    if (kind) this.next = { kind, place: to };
    const name = this.names[item as number]?.text ?? '';
    this.said = say('order-moved', { name, place: to + 1, count: next.length });
    this.changed();
  }

  private onKey(event: KeyboardEvent, place: number): void {
    const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: this.order.length - 1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.move(place, to, 'grip');
  }

  private onDown(event: PointerEvent, place: number): void {
    if (event.button !== 0 || this.locked) return;
    this.held = place;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  }

  private onMove = (event: PointerEvent): void => {
    if (this.held < 0) return;
    const items = [...this.renderRoot.querySelectorAll('li')];
    const over = items.findIndex((item) => {
      const { top, bottom } = item.getBoundingClientRect();
      return event.clientY >= top && event.clientY < bottom;
    });
    if (over < 0 || over === this.held) return;
    this.move(this.held, over);
    this.held = over;
  };

  private onUp = (): void => {
    this.held = -1;
  };

  private item(at: number, place: number): TemplateResult {
    const { order, marks, locked } = this;
    const { text: name, html: label } = this.names[at] ?? { text: '', html: '' };
    const count = order.length;
    const mark = marks?.[place] ?? '';
    return html`<li class="${mark} ${this.held === place ? 'held' : ''}">
      <span class="place" aria-hidden="true">${place + 1}</span>
      <button type="button" class="grip" aria-label=${say('order-place', { name, place: place + 1, count })}
        @keydown=${(event: KeyboardEvent) => this.onKey(event, place)} @pointerdown=${(event: PointerEvent) => this.onDown(event, place)}
        @pointermove=${this.onMove} @pointerup=${this.onUp} @pointercancel=${this.onUp}
      ><span class="name">${unsafeHTML(label)}</span></button>
      <button type="button" class="by up" aria-label=${say('order-up', { name })} aria-disabled=${place === 0 || locked}
        @click=${() => this.move(place, place - 1, 'up')}>↑</button>
      <button type="button" class="by down" aria-label=${say('order-down', { name })} aria-disabled=${place === count - 1 || locked}
        @click=${() => this.move(place, place + 1, 'down')}>↓</button>
    </li>`;
  }

  protected override render(): TemplateResult {
    const { kind } = this.asked;
    return html`<p class="end">${say(`order-first-${kind}`)}</p>
      <ol aria-label=${say('order-list')}>${this.order.map((at, place) => this.item(at, place))}</ol>
      <p class="end">${say(`order-last-${kind}`)}</p>
      <p class="help">${say('order-help')}</p>
      <p class="hidden" role="status">${this.said}</p>`;
  }

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        max-width: 26rem;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 2px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--attend-1);
      }
      .place {
        flex: none;
        width: 1.5rem;
        font-family: var(--attend-mono);
        font-size: var(--attend-size-xs);
        color: var(--attend-ink-soft);
      }
      .grip {
        flex: 1;
        display: flex;
        align-items: baseline;
        min-height: 2.5rem;
        padding: var(--attend-2) var(--attend-3);
        line-height: 1.35;
        text-align: left;
        font-size: var(--attend-size-m);
        background: var(--attend-cell);
        border-color: var(--attend-cell-line);
        cursor: grab;
        touch-action: none;
      }
      .grip::before {
        content: "⠿";
        margin-right: var(--attend-2);
        color: var(--attend-ink-soft);
      }
      .held .grip {
        cursor: grabbing;
        background: var(--attend-mark);
        border-color: var(--attend-mark-line);
      }
      .right .grip {
        border: 2px solid var(--attend-v);
      }
      .right .grip::before {
        content: "✓";
        color: var(--attend-v);
      }
      .wrong .grip::before {
        content: "✗";
        color: var(--attend-stop);
      }
      .by {
        flex: none;
        width: 2.5rem;
        min-height: 2.5rem;
        padding: 0;
      }
      .end {
        margin: var(--attend-1) 0 var(--attend-1) 1.75rem;
        font-size: var(--attend-size-xs);
        color: var(--attend-ink-soft);
      }
      .help {
        margin: var(--attend-2) 0 0;
        font-size: var(--attend-size-s);
        color: var(--attend-ink-soft);
      }
    `,
  ];
}
