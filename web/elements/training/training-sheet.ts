import { css } from 'lit';

/** Panel above the stepper; where there is room, beside it. */
export const trainingSheet = css`
  :host {
    display: block;
    min-width: 0;
    background: var(--attend-surface);
  }
  .panel {
    min-width: 0;
    padding: var(--attend-4);
  }
  :host([roomy]) {
    display: grid;
    grid-template-columns: minmax(calc(24 * var(--attend-rem)), 2fr) 3fr;
    height: 100%;
  }
  :host([roomy]) .panel {
    overflow: hidden auto;
    border-right: 1px solid var(--attend-line);
  }
  attend-stepper {
    height: calc(44 * var(--attend-rem));
    border-top: 1px solid var(--attend-line);
  }
  :host([roomy]) attend-stepper {
    height: 100%;
    min-height: 0;
    border-top: 0;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--attend-2);
  }
  .controls button {
    min-height: calc(2.25 * var(--attend-rem));
    font-weight: 600;
    white-space: nowrap;
  }
  .start {
    min-width: calc(7 * var(--attend-rem));
  }
  .count {
    margin-left: auto;
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
    font-variant-numeric: tabular-nums;
  }
  .stopped {
    margin: var(--attend-3) 0 0;
    padding: var(--attend-2) var(--attend-3);
    border-left: 3px solid var(--attend-stop);
    background: var(--attend-sunken);
    font-size: var(--attend-size-s);
  }
  .stopped p {
    margin: 0;
  }
  .stopped p + p {
    margin-top: var(--attend-1);
    color: var(--attend-ink-soft);
  }
  .chart {
    margin-top: var(--attend-3);
    cursor: crosshair;
  }
  .curve {
    display: block;
    width: 100%;
    overflow: visible;
  }
  .curve text {
    font-size: 11px;
    fill: var(--attend-ink-soft);
    font-variant-numeric: tabular-nums;
  }
  .grid {
    stroke: var(--attend-line);
  }
  .guess {
    stroke: var(--attend-line-strong);
    stroke-dasharray: 2 3;
  }
  path {
    fill: none;
    stroke-linejoin: round;
  }
  path.batch {
    stroke: var(--attend-line-strong);
    stroke-width: 1;
  }
  path.before {
    stroke: var(--attend-k);
    stroke-width: 1.5;
    stroke-dasharray: 2 3;
  }
  path.held-out {
    stroke: var(--attend-weights);
    stroke-width: 2;
  }
  circle.held-out {
    fill: var(--attend-weights);
  }
  line.shown {
    stroke: var(--attend-mark-line);
    stroke-width: 1.5;
  }
  circle.shown {
    fill: var(--attend-mark);
    stroke: var(--attend-mark-line);
    stroke-width: 2;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--attend-4);
    margin: var(--attend-1) 0 0;
    padding: 0;
    list-style: none;
    font-size: var(--attend-size-xs);
    color: var(--attend-ink-soft);
  }
  .legend svg {
    width: 26px;
    height: 12px;
    margin-right: var(--attend-1);
    vertical-align: -2px;
  }
  /* The middle of its thumb stands under the step's place in the chart. */
  .rewind {
    display: block;
    width: calc(100% - 36px - 12px + 16px);
    min-height: calc(1.5 * var(--attend-rem));
    margin: 0 4px 0 28px;
    accent-color: var(--attend-accent);
    cursor: pointer;
  }
  .reading {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--attend-3);
    margin-top: var(--attend-3);
    font-size: var(--attend-size-s);
    font-variant-numeric: tabular-nums;
  }
  .reading p {
    margin: 0;
  }
  .reading span {
    display: block;
    color: var(--attend-ink-soft);
  }
  .newest {
    flex: none;
  }
  .heads {
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-3);
    margin-top: var(--attend-3);
  }
  .head {
    display: grid;
    gap: var(--attend-1);
    min-height: 0;
    padding: var(--attend-1);
    border-color: transparent;
    background: none;
    font-size: var(--attend-size-xs);
    color: var(--attend-weights);
    font-weight: 600;
    text-align: left;
  }
  .head svg {
    width: calc(7.5 * var(--attend-rem));
    height: calc(7.5 * var(--attend-rem));
    border: 1px solid var(--attend-cell-line);
  }
  .head rect {
    fill: var(--attend-heat-weights);
  }
  .head rect.paper {
    fill: var(--attend-cell);
  }
  .writes {
    margin-top: var(--attend-3);
    font-size: var(--attend-size-s);
  }
  .writes p {
    margin: 0;
  }
  .begun,
  .soft {
    color: var(--attend-ink-soft);
  }
  .other {
    text-decoration: underline wavy;
    text-underline-offset: 3px;
  }
  .settings {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(calc(11.5 * var(--attend-rem)), 1fr));
    gap: var(--attend-2) var(--attend-4);
    margin-top: var(--attend-4);
    padding-top: var(--attend-3);
    border-top: 1px solid var(--attend-line);
  }
  .settings legend {
    float: left;
    grid-column: 1 / -1;
    font-weight: 600;
    color: var(--attend-ink);
  }
  .settings .hint {
    grid-column: 1 / -1;
    margin: 0;
  }
  .choice {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--attend-3);
  }
  .text {
    display: grid;
    grid-column: 1 / -1;
    gap: var(--attend-1);
  }
  .text textarea {
    resize: vertical;
  }
  .refusal {
    margin: 0;
    color: var(--attend-stop);
  }
  .numbers {
    margin-top: var(--attend-3);
    font-size: var(--attend-size-s);
  }
  summary {
    color: var(--attend-link);
    cursor: pointer;
  }
  .rows {
    max-height: calc(14 * var(--attend-rem));
    margin-top: var(--attend-2);
    overflow: auto;
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0 var(--attend-3) 0 0;
    text-align: right;
    font-weight: normal;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--attend-surface);
    color: var(--attend-ink-soft);
  }
  td {
    font-family: var(--attend-mono);
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-2);
    margin-top: var(--attend-2);
  }
`;
