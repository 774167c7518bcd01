import { css } from 'lit';

export const arithmeticSheet = css`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-2) var(--attend-5);
  }
  section:focus {
    outline-offset: 4px;
  }
  section > div {
    flex: 1 1 calc(13 * var(--attend-rem));
    min-width: 0;
  }
  /* Beside the arithmetic where there is room, so that the dock cuts none of it. */
  attend-ranking {
    flex: 0 1 calc(22 * var(--attend-rem));
  }
  h3 {
    margin: 0 0 var(--attend-1);
    font-size: var(--attend-size-s);
    font-weight: 600;
  }
  h3 span:first-child::first-letter {
    text-transform: uppercase;
  }
  h3 span:first-child {
    display: inline-block;
  }
  .actions {
    display: inline-flex;
    gap: var(--attend-3);
    margin-left: var(--attend-3);
    font-weight: 400;
  }
  .options b {
    font-family: var(--attend-mono);
    font-weight: 400;
  }
  .place,
  .soft {
    color: var(--attend-ink-soft);
    font-weight: 400;
  }
  p {
    margin: 0 0 var(--attend-1);
    font-size: var(--attend-size-s);
  }
  .line {
    font-family: var(--attend-mono);
    font-size: calc(1.0625 * var(--attend-rem));
    line-height: 1.85;
    font-variant-numeric: tabular-nums;
    overflow-wrap: break-word;
  }
  .part {
    white-space: nowrap;
  }
  /* Beside a list the line is short. */
  section > div:not(:last-child) .part {
    white-space: normal;
  }
  .line b {
    font-size: calc(1.125 * var(--attend-rem));
  }
  .line .link,
  .note {
    font-family: var(--attend-sans);
    font-size: var(--attend-size-s);
  }
  .operand {
    font: inherit;
    min-height: 0;
    padding: 0 1px;
    border: 0;
    border-radius: var(--attend-radius-s);
    background: none;
    text-decoration-line: underline;
    text-decoration-thickness: 1px;
    text-decoration-color: color-mix(in srgb, currentcolor 50%, transparent);
    text-underline-offset: 0.28em;
  }
  .operand.ink-q {
    color: var(--attend-q);
  }
  .operand.ink-k {
    color: var(--attend-k);
  }
  .operand.ink-v {
    color: var(--attend-v);
  }
  .operand.ink-weights {
    color: var(--attend-weights);
  }
  .operand:hover {
    background: var(--attend-mark);
  }
  .trail {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--attend-2);
    margin: 0 0 var(--attend-1);
    padding: 0;
    list-style: none;
    font-size: var(--attend-size-s);
  }
  .trail li:not(:last-child)::after {
    content: ' ›';
    color: var(--attend-ink-soft);
  }
  .line .rounded {
    white-space: nowrap;
    font-size: var(--attend-size-xs);
    color: var(--attend-ink-soft);
  }
`;
