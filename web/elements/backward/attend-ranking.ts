import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Session } from '../../engine/index.js';
import { formatBrief } from '../../engine/writing/format.js';
import { base } from '../shared/sheets.js';
import { say } from '../shared/words.js';
import type { Reading } from '../stepper/step-view.js';

/** So many words are shown, which fit below the picture of a low screen; the picked one always is. */
const SHOWN = 6;

/** A word where it stands in the order of a pick. */
interface Ranked {
  place: number;
  word: string;
  /** What the model gave it, what it was drawn by, and whether it is kept. */
  probability: number;
  share: number;
  stays: boolean;
  picked: boolean;
}

/** The words of a pick from the most likely on: what the model gave each, what is cut, and what is left to draw from. */
export class AttendRanking extends LitElement {
  static override properties = {
    reading: { attribute: false, hasChanged: () => true },
    step: {},
  };

  reading: Reading | null = null;
  /** The path of a step that picks. */
  step = '';

  private ranked(session: Session): Ranked[] {
    const read = (path: string) => session.tensor(path, { ahead: true }).data;
    const [order, shares, stays] = ['order', 'shares', 'stays'].map((name) => read(`${this.step}.${name}`));
    const [place = 0] = read(`${this.step}.place`);
    const { vocabulary = [] } = session.scene;
    const probabilities = read(this.step.replace(/pick$/, 'probabilities')).slice(-vocabulary.length);
    return Array.from(order!, (word, at) => ({
      place: at,
      word: vocabulary[word] ?? '',
      probability: probabilities[word]!,
      share: shares![at]!,
      stays: stays![at] === 1,
      picked: at === place,
    }));
  }

  private row({ place, word, probability, share, stays, picked }: Ranked): TemplateResult {
    return html`<tr class="${stays ? '' : 'cut'} ${picked ? 'picked' : ''}">
      <td>${place + 1}</td><th scope="row">${word}${picked ? html` <span class="mark">${say('ranking-picked')}</span>` : nothing}</th>
      <td>${formatBrief(probability)}</td><td>${stays ? formatBrief(share) : say('ranking-cut')}</td>
    </tr>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this.reading ?? {};
    if (!session) return nothing;
    const ranked = this.ranked(session);
    const seen = ranked.filter(({ place, picked }) => place < SHOWN || picked);
    const [drawn = 0] = session.tensor(this.step.replace(/pick$/, 'uniform'), { ahead: true }).data;
    const kind = session.scene.generate?.pick.kind ?? 'greedy';
    return html`<table>
        <caption>${say(`ranking-${kind}`, { drawn: formatBrief(drawn) })}</caption>
        <thead><tr><td></td><th scope="col">${say('ranking-word')}</th><th scope="col">${say('ranking-probability')}</th><th scope="col">${say('ranking-share')}</th></tr></thead>
        <tbody>${seen.map((one) => this.row(one))}</tbody>
      </table>
      ${seen.length < ranked.length ? html`<p>${say('ranking-more', { count: ranked.length - seen.length })}</p>` : nothing}`;
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        overflow-x: auto;
        font-size: var(--attend-size-s);
        line-height: 1.4;
      }
      table {
        border-collapse: collapse;
      }
      caption {
        padding-bottom: var(--attend-1);
        text-align: start;
      }
      td,
      th {
        padding: 1px var(--attend-3) 1px 0;
        font-variant-numeric: tabular-nums;
        font-weight: normal;
        text-align: start;
        white-space: nowrap;
      }
      thead th {
        color: var(--attend-ink-soft);
      }
      .cut {
        color: var(--attend-ink-soft);
      }
      .cut th {
        text-decoration: line-through;
      }
      .picked th,
      .picked td {
        font-weight: bold;
      }
      .mark {
        font-weight: normal;
      }
      p {
        margin: var(--attend-1) 0 0;
      }
    `,
  ];
}
