/** How cells look. Sizes come from the picture around: --w, --h (a cell), --head (row names), --digits (type size). */
import { css } from 'lit';

export const matrixSheet = css`
  :host {
    display: block;
  }
  .caption {
    /* A long name runs on over the sign beside it rather than moving the matrices apart. */
    width: 0;
    min-width: 100%;
    display: flex;
    align-items: baseline;
    gap: var(--attend-2);
    height: 1.625rem;
    white-space: nowrap;
    font-size: var(--attend-size-s);
    line-height: 1.625rem;
  }
  .title {
    font-weight: 600;
  }
  .title i {
    font-family: var(--attend-serif);
    font-weight: 600;
    font-size: 1.1em;
    line-height: 0;
    padding-left: 0.1em;
  }
  .title sup,
  .title sub {
    font-size: 0.7em;
    line-height: 0;
  }
  .shape {
    font-family: var(--attend-mono);
    font-size: var(--attend-size-xs);
    color: var(--attend-ink-soft);
  }
  table {
    position: relative;
    border-collapse: separate;
    border-spacing: 2px;
    table-layout: fixed;
    width: max-content;
    margin: -2px;
  }
  th {
    font-weight: 400;
    font-size: min(var(--attend-size-xs), var(--digits) + 1px);
    color: var(--attend-ink-soft);
    background: var(--attend-surface);
    padding: 0;
    white-space: nowrap;
  }
  th span {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .upright thead .long {
    writing-mode: vertical-rl;
    transform: rotate(180deg);
    margin: auto;
    padding-top: 2px;
    max-height: var(--header);
  }
  .upright thead th {
    vertical-align: bottom;
  }
  th .shape {
    font-weight: 400;
  }
  thead th {
    height: var(--header);
    position: sticky;
    top: 0;
    z-index: 1;
    width: var(--w);
    max-width: var(--w);
  }
  th[scope='row'],
  thead td {
    position: sticky;
    left: 0;
    z-index: 1;
    width: var(--head);
    min-width: var(--head);
    max-width: var(--head);
    text-align: right;
  }
  th[scope='row'] {
    padding-right: 0.5em;
    /* Covers what scrolls by between the names and the edge. */
    box-shadow: -6px 0 var(--attend-surface);
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
    width: var(--w);
    min-width: var(--w);
    max-width: var(--w);
    height: var(--h);
    padding: 0 0.2em 0 0;
    text-align: right;
    font-family: var(--attend-mono);
    font-variant-numeric: tabular-nums;
    font-size: var(--digits);
    cursor: default;
    border-radius: var(--attend-radius-s);
    box-shadow: inset 0 0 0 1px var(--attend-cell-line);
    scroll-margin: 4rem;
  }
  thead th.start,
  [data-at].start {
    width: calc(var(--w) + 8px);
    max-width: none;
    border-left: 8px solid transparent;
    background-clip: padding-box;
  }
  [data-at].start {
    box-shadow: none;
  }
  [data-at].empty {
    background: repeating-linear-gradient(135deg, var(--attend-hatch) 0 1.5px, transparent 1.5px 6px);
    box-shadow: inset 0 0 0 1px var(--attend-line);
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
  th.sum {
    text-align: right;
  }
  /* A corner is turned where the number differs from the unedited run; a full corner was written by hand. */
  [data-at].changed {
    background-image: linear-gradient(225deg, var(--attend-mark-line) 5px, transparent 5.5px);
  }
  [data-at].written {
    background-image: linear-gradient(225deg, var(--attend-stop) 8px, transparent 8.5px);
  }
  s {
    display: block;
    line-height: 1.15;
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
    --w: 3rem;
    --h: 1.5rem;
    --head: 4rem;
    overflow: auto;
    max-width: 30rem;
    max-height: 20rem;
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
