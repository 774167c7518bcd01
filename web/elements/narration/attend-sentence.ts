import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Arcs } from '../picture/arcs.js';
import { base } from '../shared/sheets.js';
import { pieces } from '../shared/words.js';
import { type Sentence, textOf } from './narrate.js';

/** What is happening, in one sentence, and on weights the arcs of the scene's own sentence. */
export class AttendSentence extends LitElement {
  static override properties = {
    sentence: { attribute: false },
    room: { attribute: false },
    arcs: { attribute: false },
  };

  sentence: Sentence | null = null;
  /** A sentence that has to have room here, whether it is said or not. */
  room: Sentence | null = null;
  arcs: Arcs | null = null;

  private words(sentence: Sentence | null): (TemplateResult | string)[] {
    const parts = sentence ? pieces(sentence.id, sentence.args) : [];
    return parts.map(({ text, given }) => (given ? html`<b translate="no">${text}</b>` : text));
  }

  protected override render(): TemplateResult {
    const { sentence, arcs, room } = this;
    // A page's translator takes the text out of its nodes: another sentence comes in nodes of its own, and is translated anew.
    const said = textOf(sentence);
    return html`<div class="row">
      <div class="saying">
        ${keyed(said, html`<p class="said">${this.words(sentence)}</p>`)}
        ${room && textOf(room) !== said ? html`<p class="room" aria-hidden="true">${this.words(room)}</p>` : nothing}
      </div>
      ${
        arcs
          ? html`<attend-arcs .tokens=${arcs.tokens} .query=${arcs.query} .head=${arcs.head} .from=${arcs.from} .weights=${arcs.weights} .chosen=${arcs.chosen}></attend-arcs>`
          : nothing
      }
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
        gap: 12px 36px;
        padding-bottom: 12px;
      }
      .saying {
        flex: 1 1 calc(17 * var(--attend-rem));
        display: grid;
      }
      .said,
      .room {
        grid-area: 1 / 1;
        margin: 0;
        font-family: var(--attend-serif);
        font-size: var(--attend-size-l);
        line-height: 1.45;
        text-wrap: pretty;
      }
      .room {
        visibility: hidden;
      }
      attend-arcs {
        flex: 0 1 auto;
        max-width: 100%;
      }
      /* The picture needs the room. */
      :host([plain]) attend-arcs {
        display: none;
      }
      :host(.narrow) :is(.said, .room) {
        font-size: var(--attend-size-m);
      }
    `,
  ];
}
