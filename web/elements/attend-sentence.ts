import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Arcs } from './arcs.js';
import type { Sentence } from './narrate.js';
import { base } from './sheets.js';
import { pieces } from './words.js';

/** A sentence is read out once it has stood for so many milliseconds: at once, or while playing when play pauses. */
const CALM = 300;
const PLAYING = 1500;

/** What is happening, in one sentence, and on weights the arcs of the scene's own sentence. New sentences are read out. */
export class AttendSentence extends LitElement {
  static override properties = {
    sentence: { attribute: false },
    arcs: { attribute: false },
    playing: { type: Boolean },
  };

  sentence: Sentence | null = null;
  arcs: Arcs | null = null;
  playing = false;
  private timer = 0;
  private told = '';

  /** How much of what scrolls below it the sentence covers, in pixels. */
  get cover(): number {
    const said = this.renderRoot.querySelector<HTMLElement>('.said');
    return said && getComputedStyle(said).position === 'sticky' ? said.offsetHeight : 0;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('sentence')) this.tell();
  }

  private tell(): void {
    const text = this.renderRoot.querySelector('.said')?.textContent ?? '';
    if (text === this.told) return;
    const first = this.told === '';
    this.told = text;
    clearTimeout(this.timer);
    if (first) return;
    const status = this.renderRoot.querySelector('[role=status]')!;
    this.timer = window.setTimeout(
      () => {
        status.textContent = text;
      },
      this.playing ? PLAYING : CALM,
    );
  }

  protected override render(): TemplateResult {
    const { sentence, arcs } = this;
    const parts = sentence ? pieces(sentence.id, sentence.args) : [];
    return html`<div class="row">
      <p class="said">${parts.map(({ text, given }) => (given ? html`<b>${text}</b>` : text))}</p>
      ${
        arcs
          ? html`<attend-arcs .tokens=${arcs.tokens} .query=${arcs.query} .head=${arcs.head} .from=${arcs.from} .weights=${arcs.weights} .chosen=${arcs.chosen}></attend-arcs>`
          : nothing
      }
      <p class="hidden" role="status"></p>
    </div>`;
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .row {
        position: relative;
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--attend-3) var(--attend-6);
        padding-bottom: var(--attend-3);
      }
      .said {
        flex: 1 1 17rem;
        max-width: 34rem;
        margin: 0;
        font-family: var(--attend-serif);
        font-size: var(--attend-size-l);
        line-height: 1.45;
        text-wrap: pretty;
      }
      attend-arcs {
        flex: 0 1 auto;
        max-width: 100%;
      }
      /* The picture scrolls below the sentence; the arcs scroll with it. */
      :host(.stays),
      :host(.stays) .row {
        display: contents;
      }
      :host(.stays) .said {
        position: sticky;
        top: 0;
        left: 0;
        z-index: 4;
        max-width: none;
        padding-bottom: var(--attend-2);
        background: var(--attend-surface);
      }
      :host(.narrow) .said {
        font-size: var(--attend-size-m);
      }
    `,
  ];
}
