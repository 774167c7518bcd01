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
    scroll-snap-type: x proximity;
    scroll-padding-left: calc(var(--head) + 7px);
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
    /* Room for scrolling to come to rest where a column begins. */
    padding-right: var(--spare);
    grid-template-columns: max-content max-content;
    grid-template-areas: 'corner top' 'corner bias' 'left result';
    column-gap: var(--attend-2);
    row-gap: var(--attend-2);
  }
  .hanging :is(.top, .bias) {
    margin-left: calc(-1 * var(--head) - 2px);
  }
  .wide {
    grid-template-columns: minmax(19rem, max-content) max-content;
    column-gap: var(--attend-5);
    row-gap: var(--attend-3);
  }
  /* Columns stand exactly above columns: row names hang out to the left. */
  .top,
  .bias,
  .result {
    justify-self: end;
  }
  .corner {
    grid-area: corner;
    /* The sentence takes the room that is there and does not widen the column. */
    width: 0;
    min-width: 100%;
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
    padding-right: var(--spare);
  }
  /* Rows that do not belong together begin together. */
  .uneven {
    align-items: start;
  }
  .uneven .sign {
    align-self: start;
    height: auto;
    padding-top: 3.25rem;
  }
  .line + .line {
    margin-top: var(--attend-3);
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
