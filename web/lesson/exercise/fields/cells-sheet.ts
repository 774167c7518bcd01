/** How tables with fields in them look: fill in, and change to reach a goal. */
import { css } from 'lit';

/** What fades at its right edge goes on there. */
export const moreSheet = css`
  .scroll[data-more] {
    mask-image: linear-gradient(to left, rgb(0 0 0 / 15%), #000 1.75rem);
  }
  @media print {
    .scroll[data-more] {
      mask-image: none;
    }
  }
`;

export const cellsSheet = css`
  :host {
    display: block;
  }
  .scroll {
    overflow-x: auto;
    /* A cell that takes the focus comes out from under the names. */
    scroll-padding-inline-start: 7rem;
    padding: 3px;
    margin: -3px;
  }
  table {
    border-collapse: separate;
    border-spacing: 2px;
    font-family: var(--attend-mono);
    font-size: var(--attend-size-s);
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: left;
    padding: 0 0 var(--attend-1);
    font-family: var(--attend-sans);
    font-size: var(--attend-size-s);
    font-weight: 600;
    white-space: nowrap;
  }
  caption .shape {
    font-family: var(--attend-mono);
    font-size: var(--attend-size-xs);
    font-weight: 400;
    color: var(--attend-ink-soft);
  }
  th {
    font-family: var(--attend-sans);
    font-size: var(--attend-size-xs);
    font-weight: 400;
    color: var(--attend-ink-soft);
    padding: 0 var(--attend-1);
    text-align: right;
    white-space: nowrap;
  }
  thead th {
    text-align: center;
  }
  td {
    position: relative;
    min-width: 3rem;
    height: 2.25rem;
    padding: 0;
    text-align: center;
    border-radius: var(--attend-radius-s);
  }
  tbody td {
    background: var(--attend-cell);
    border: 1px solid var(--attend-cell-line);
  }
  td:has(input) {
    background: none;
    border: 0;
  }
  input[type='text'] {
    display: block;
    width: 3.25rem;
    height: 2.25rem;
    min-height: 0;
    padding: 0 var(--attend-1);
    font: inherit;
    text-align: center;
    color: var(--attend-ink);
    background: var(--attend-surface);
    border: 1px solid var(--attend-line-strong);
    border-radius: var(--attend-radius-s);
  }
  input[aria-invalid='true'] {
    border-color: var(--attend-stop);
    box-shadow: inset 0 0 0 1px var(--attend-stop);
  }
  input.right {
    border-color: var(--attend-v);
    box-shadow: inset 0 0 0 1px var(--attend-v);
  }
  .sign {
    position: absolute;
    top: -1px;
    right: 3px;
    font-size: 0.7rem;
    line-height: 1.2;
    pointer-events: none;
  }
  .sign.right {
    color: var(--attend-v);
  }
  .sign.wrong {
    color: var(--attend-stop);
  }
  .below {
    display: block;
    font-size: var(--attend-size-xs);
    line-height: 1.3;
    color: var(--attend-v);
    white-space: nowrap;
  }
  /* Many columns: as narrow as their numbers allow, before anything has to scroll. */
  .wide {
    border-spacing: 1px 2px;
    font-size: var(--attend-size-xs);
  }
  .wide td {
    min-width: 2.25rem;
  }
  .wide input[type='text'] {
    width: 100%;
    min-width: 2.5rem;
    padding: 0;
  }
  /* Names of rows stay in sight while their numbers scroll. */
  tbody th {
    position: sticky;
    left: 0;
    z-index: 1;
    background: var(--attend-surface);
  }
  .sheets {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: var(--attend-4) var(--attend-5);
  }
  .sheets .scroll {
    min-width: 0;
    max-width: 100%;
  }
  .help {
    margin: var(--attend-2) 0 0;
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
  }
  @media print {
    .help {
      display: none;
    }
  }
`;
