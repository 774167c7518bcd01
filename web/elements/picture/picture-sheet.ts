/** How matrices stand to one another. */
import { css } from 'lit';

export const pictureSheet = css`
  :host {
    display: block;
    min-width: 0;
  }
  .scroll {
    overflow: auto;
    padding: 5px;
    margin: -5px;
  }
  :host([held]) {
    display: flex;
    flex-direction: column;
  }
  :host([held]) .scroll {
    flex: 1 1 auto;
    min-height: 0;
    overscroll-behavior: contain;
  }
  @media print {
    :host([held]),
    :host([held]) .scroll {
      display: block;
      overflow: visible;
    }
  }
  .product {
    display: grid;
    width: max-content;
    grid-template-columns: max-content max-content;
    grid-template-areas: 'corner top' 'corner bias' 'left result';
    column-gap: 8px;
    row-gap: 12px;
  }
  .hanging :is(.top, .bias) {
    margin-left: calc(-1 * var(--head) - 2px);
  }
  .wide {
    column-gap: 28px;
    row-gap: 12px;
  }
  .cornered {
    grid-template-columns: minmax(304px, max-content) max-content;
  }
  /* Columns stand exactly above columns: row names hang out to the left. */
  .product > :is(.top, .bias, .result) {
    justify-self: end;
  }
  .corner {
    grid-area: corner;
    /* The sentence takes the room that is there and does not widen the column. */
    width: 0;
    min-width: 100%;
  }
  .hanging .corner {
    padding-right: var(--head);
  }
  .top {
    grid-area: top;
    align-self: end;
  }
  .bias {
    grid-area: bias;
  }
  .left {
    grid-area: left;
    justify-self: end;
  }
  .result {
    grid-area: result;
  }
  .line {
    display: flex;
    align-items: end;
    width: max-content;
  }
  /* Rows that do not belong together begin together. */
  .uneven {
    align-items: start;
  }
  .uneven .sign {
    align-self: start;
    height: auto;
    padding-top: calc(3.25 * var(--attend-rem));
  }
  /* Its name has no sign beside it to run on over. */
  .line > .block:last-child {
    --sign: calc(0.375 * var(--attend-rem));
  }
  .line + .line {
    margin-top: 12px;
  }
  /* The chosen cell and what made it: strips whose numbers meet below one another, and the result whole. */
  .beside {
    display: flex;
    align-items: start;
    gap: 28px;
  }
  .beside > :nth-child(2) {
    flex: 1 1 0;
    min-width: 0;
  }
  .focus:not(.beside) > :nth-child(2) {
    margin-top: 10px;
  }
  .band {
    width: max-content;
  }
  .band + .band {
    margin-top: 8px;
  }
  .strip {
    margin-bottom: 4px;
  }
  .titled .strip {
    display: flex;
    align-items: end;
    --caption-line: max(var(--h), 15px);
    --caption-width: var(--head);
  }
  /* Strips of colours are lower than a line of text. */
  .titled.fine .strip {
    --caption-line: 11px;
    --name: 10px;
    --row-name: 10px;
  }
  .one {
    margin: var(--attend-5) 0 var(--attend-2);
    padding-top: var(--attend-3);
    border-top: 1px solid var(--attend-line);
    font-family: var(--attend-serif);
  }
  .block {
    display: flex;
    flex-direction: column;
    align-items: start;
    gap: var(--attend-2);
  }
  .dense .vector {
    min-width: 64px;
  }
  .next {
    margin-left: var(--attend-4);
  }
  .sign {
    flex: none;
    width: var(--sign);
    /* In the middle of the rows, whatever stands above them. */
    align-self: end;
    height: calc(var(--rows) * (var(--h) + 2px));
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    font-family: var(--attend-serif);
    font-style: italic;
    font-size: var(--attend-size-s);
    line-height: 1.1;
    text-align: center;
    color: var(--attend-ink-soft);
  }
  .sign svg {
    width: 24px;
    fill: none;
    stroke: var(--attend-line-strong);
  }
`;
