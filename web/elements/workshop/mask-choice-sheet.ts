import { css } from 'lit';

export const maskChoiceSheet = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--attend-3);
  }
  .kinds {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, calc(4.75 * var(--attend-rem))), 1fr));
    gap: var(--attend-2);
  }
  .kind {
    position: relative;
    display: grid !important;
    justify-items: center;
    align-content: start;
    gap: var(--attend-1) !important;
    padding: var(--attend-2) 2px var(--attend-1);
    font-size: var(--attend-size-xs);
    line-height: 1.25;
    text-align: center;
    border: 1px solid var(--attend-line);
    border-radius: var(--attend-radius);
    cursor: pointer;
  }
  .kind:hover {
    border-color: var(--attend-ink);
  }
  .kind:has(:checked) {
    border-color: var(--attend-ink);
    box-shadow: inset 0 0 0 1px var(--attend-ink);
    font-weight: 600;
  }
  .kind:has(:focus-visible) {
    outline: var(--attend-outline) solid var(--attend-focus);
    outline-offset: 2px;
  }
  svg {
    width: calc(2.25 * var(--attend-rem));
    height: calc(2.25 * var(--attend-rem));
    fill: var(--attend-heat-weights);
    stroke: none;
  }
  path {
    stroke: var(--attend-hatch-deep);
    stroke-width: 0.8;
  }
  .about,
  .note {
    margin: 0;
    font-family: var(--attend-serif);
    font-size: calc(1.0625 * var(--attend-rem));
    line-height: 1.4;
    text-wrap: pretty;
  }
  .note {
    padding: var(--attend-1) var(--attend-2);
    background: var(--attend-mark);
    border-radius: var(--attend-radius-s);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--attend-1) var(--attend-2);
    margin: calc(-1 * var(--attend-2)) 0 0;
    font-size: var(--attend-size-xs);
    color: var(--attend-ink-soft);
  }
  .legend span {
    width: calc(0.875 * var(--attend-rem));
    height: calc(0.875 * var(--attend-rem));
    border: 1px solid var(--attend-cell-line);
    border-radius: var(--attend-radius-s);
  }
  .legend .yes {
    background: var(--attend-heat-weights);
  }
  .legend .no {
    margin-left: var(--attend-2);
    background: repeating-linear-gradient(135deg, var(--attend-hatch-deep) 0 1px, transparent 1px 4px);
  }
  .tokens,
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-2);
  }
  .tokens {
    gap: var(--attend-1);
    margin-top: var(--attend-1);
  }
  .tokens button {
    padding: 0 var(--attend-2);
  }
  [aria-pressed='true'] {
    color: var(--attend-on-accent);
    background: var(--attend-accent);
  }
  .row + .hint {
    margin-top: calc(-1 * var(--attend-1));
  }
  .sums {
    border-collapse: collapse;
    font-size: var(--attend-size-s);
  }
  .sums caption {
    padding-bottom: var(--attend-1);
    text-align: left;
    color: var(--attend-ink-soft);
  }
  .sums th,
  .sums td {
    padding: 2px var(--attend-3) 2px 0;
    font-weight: 400;
    text-align: left;
    border-top: 1px solid var(--attend-line);
  }
  .sums td {
    font-family: var(--attend-mono);
    font-variant-numeric: tabular-nums;
  }
  .sums .off {
    font-weight: 700;
    text-decoration-line: underline;
    text-decoration-style: wavy;
    text-decoration-color: var(--attend-stop);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.25em;
  }
`;
