/** How cells look. Sizes come from the picture around: --w, --h (a cell), --head (row names), --sum, --digits (type size). */
import { css } from 'lit';

export const matrixSheet = css`
  :host {
    display: block;
    --named: calc(calc(0.375 * var(--attend-rem)) + var(--lines) * calc(1 * var(--attend-rem)));
  }
  /* Rows are boxes of known size rather than rows of a table: a step draws a thousand cells, and a table would measure
     each. Roles say what they are. */
  table {
    display: block;
    position: relative;
    width: var(--row);
  }
  tbody {
    display: block;
  }
  tr {
    display: flex;
    gap: 2px;
    width: var(--row);
    height: var(--h);
    contain: size layout style;
  }
  .later {
    content-visibility: hidden;
  }
  thead {
    display: block;
    margin-bottom: 2px;
  }
  thead tr {
    height: var(--header);
  }
  tr + tr {
    margin-top: 2px;
  }
  /* Old numbers below new ones: every row is as high, so that rows of matrices beside one another line up. */
  .both tbody tr {
    height: calc(var(--digits) * 2.5);
  }
  .both th[scope='row'] {
    line-height: calc(var(--digits) * 2.5);
  }
  thead.hidden {
    margin: 0;
  }
  th {
    flex: none;
    font-weight: 400;
    font-size: var(--label);
    color: var(--attend-ink-soft);
    background: var(--attend-surface);
    padding: 0;
    white-space: nowrap;
  }
  th span {
    display: block;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .upright thead .long {
    writing-mode: vertical-rl;
    transform: rotate(180deg);
    padding-top: 2px;
    max-height: var(--header);
  }
  thead th {
    display: flex;
    align-items: center;
    justify-content: center;
    width: var(--w);
  }
  .upright thead th {
    align-items: end;
  }
  th[scope='row'],
  thead td {
    flex: none;
    width: var(--head);
    text-align: right;
  }
  th[scope='row'] {
    padding-right: 0.5em;
    line-height: var(--h);
  }
  .scroll :is(th[scope='row'], thead td) {
    position: sticky;
    left: 0;
    z-index: 1;
    /* Covers what scrolls by between the names and the edge. */
    box-shadow: -6px 0 var(--attend-surface);
  }
  .scroll thead {
    position: sticky;
    top: -4px;
    z-index: 2;
  }
  thead td {
    background: var(--attend-surface);
    padding: 0;
  }
  th.hidden,
  td.hidden {
    position: absolute;
    width: 1px;
    min-width: 0;
    padding: 0;
  }
  th.lit {
    color: var(--attend-ink);
    font-weight: 700;
  }
  [data-at] {
    display: block;
    flex: none;
    width: var(--w);
    padding: 0 var(--pad) 0 0;
    line-height: var(--h);
    text-align: right;
    font-family: var(--attend-mono);
    font-variant-numeric: tabular-nums;
    font-size: var(--digits);
    letter-spacing: var(--tight);
    cursor: default;
    border-radius: var(--attend-radius-s);
    box-shadow: inset 0 0 0 1px var(--attend-cell-line);
    scroll-margin: calc(4 * var(--attend-rem));
  }
  thead th.start,
  [data-at].start {
    width: calc(var(--w) + 8px);
    border-left: 8px solid transparent;
    background-clip: padding-box;
  }
  [data-at].start {
    box-shadow: none;
  }
  [data-at].empty {
    background: repeating-linear-gradient(135deg, var(--attend-hatch) 0 1.5px, transparent 1.5px 6px);
    box-shadow: inset 0 0 0 1px var(--attend-line-strong);
  }
  [data-at].masked {
    color: var(--attend-ink-soft);
    background: repeating-linear-gradient(45deg, var(--attend-hatch) 0 1.5px, var(--attend-surface) 1.5px 5px);
  }
  [data-at].sum {
    background: none;
    box-shadow: none;
    color: var(--attend-ink-soft);
  }
  .sum[class] {
    justify-content: end;
    width: var(--sum);
  }
  /* What is shown rounded does not add up to it. */
  .about::before {
    content: '≈';
  }
  /* A corner is turned where the number differs from the unedited run; a full corner was written by hand. */
  [data-at].changed {
    background-image: linear-gradient(225deg, var(--attend-mark-line) 5px, transparent 5.5px);
  }
  [data-at].written {
    background-image: linear-gradient(225deg, var(--attend-stop) 8px, transparent 8.5px);
  }
  .both [data-at] {
    display: flex;
    flex-direction: column;
    justify-content: center;
    line-height: 1.1;
  }
  s {
    line-height: 1.1;
    font-size: 0.85em;
    opacity: 0.85;
  }
  [data-at]:hover {
    box-shadow: inset 0 0 0 1px var(--attend-ink-soft);
  }
  [data-at].mark {
    box-shadow: inset 0 0 0 2px var(--attend-mark-line);
  }
  [data-at].on {
    font-weight: 700;
    box-shadow:
      0 0 0 1px var(--attend-surface),
      0 0 0 3px var(--attend-ink);
    position: relative;
    z-index: 2;
    animation: land var(--attend-motion) ease-out;
  }
  [data-at]:focus-visible {
    outline-offset: 3px;
    position: relative;
    z-index: 3;
  }
  @keyframes land {
    from {
      opacity: 0.2;
    }
  }
  .scroll {
    --w: calc(3 * var(--attend-rem));
    --h: calc(1.5 * var(--attend-rem));
    --head: calc(4 * var(--attend-rem));
    --sum: calc(3.5 * var(--attend-rem));
    --pad: 0.2em;
    --tight: 0;
    overflow: auto;
    max-width: calc(30 * var(--attend-rem));
    max-height: calc(20 * var(--attend-rem));
    padding: 4px;
  }
  @media (prefers-reduced-motion: reduce) {
    [data-at] {
      animation: none !important;
    }
  }
  @media (forced-colors: active) {
    [data-at] {
      border: 1px solid CanvasText;
      color: CanvasText;
    }
    /* Corners are painted, and painted backgrounds are taken away here. */
    [data-at].changed {
      border-bottom: 3px double Highlight;
    }
    [data-at].written {
      border-bottom: 3px solid Highlight;
    }
    [data-at].mark {
      border: 2px dashed Highlight;
    }
    [data-at].on {
      border: 3px solid Highlight;
    }
    [data-at].empty {
      border-style: dotted;
    }
  }
`;
