/** The line with its stations. */
import { css } from 'lit';

export const timelineSheet = css`
  :host {
    display: block;
    min-width: 0;
  }
  :host([compact]) .sub:not(.above) {
    display: none;
  }
  :host([slim]) .shape {
    display: none;
  }
  .scroll {
    overflow-x: auto;
    overflow-y: hidden;
    scrollbar-width: thin;
    padding: 0 2px;
  }
  ol {
    display: flex;
    align-items: end;
    margin: 0;
    padding: 0;
    list-style: none;
    flex: 1;
  }
  li {
    position: relative;
  }
  .station,
  .folded {
    flex: 1 0 auto;
    min-width: calc(4.75 * var(--attend-rem));
  }
  .group:not(.folded) {
    display: flex;
    flex-direction: column;
    flex: 1 0 auto;
  }
  .sub {
    position: sticky;
    left: 0;
    width: max-content;
    padding: var(--attend-1) 0.75em 0 2px;
    font-size: var(--attend-size-xs);
    color: var(--attend-ink-soft);
    white-space: nowrap;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    cursor: pointer;
  }
  .fold {
    padding: 0 2px;
    color: var(--attend-link);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .run {
    display: block;
    width: 100%;
    padding: calc(0.875 * var(--attend-rem)) calc(0.375 * var(--attend-rem)) var(--attend-1) 0;
    text-align: left;
    border-radius: var(--attend-radius-s);
  }
  .run:focus-visible {
    outline-offset: -2px;
  }
  .run::before {
    content: '';
    position: absolute;
    top: calc(0.75 * var(--attend-rem));
    left: 0;
    right: 0;
    border-top: 2px solid var(--attend-line);
  }
  .done .run::before {
    border-color: var(--attend-ink);
  }
  .dot {
    position: absolute;
    top: calc(calc(0.75 * var(--attend-rem)) + 1px);
    left: 7px;
    width: 12px;
    height: 12px;
    border-radius: 50%;
    transform: translate(-50%, -50%);
    border: 2px solid var(--attend-line-strong);
    background: var(--attend-surface);
  }
  .done .dot {
    border-color: var(--attend-ink);
    background: var(--attend-ink);
  }
  .here .dot {
    width: 16px;
    height: 16px;
    border-color: var(--attend-ink);
    background: var(--attend-mark-line);
  }
  .looked .dot {
    outline: 2px solid var(--attend-focus);
    outline-offset: 2px;
  }
  .folded .dot {
    border-radius: 3px;
  }
  .name,
  .shape {
    display: block;
    white-space: nowrap;
    line-height: 1.35;
  }
  .name {
    margin-top: var(--attend-2);
    font-size: var(--attend-size-s);
  }
  .later .name {
    color: var(--attend-ink-soft);
  }
  .here .name {
    font-weight: 700;
  }
  .shape {
    font-family: var(--attend-mono);
    font-size: var(--attend-size-xs);
    color: var(--attend-ink-soft);
  }
  .run:hover .name {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  /* A breakpoint sits on the line behind its station. */
  .stop {
    position: absolute;
    top: 0;
    left: 20px;
    width: 26px;
    height: 26px;
    padding: 0;
    opacity: 0;
  }
  .stop span {
    display: block;
    width: 10px;
    height: 10px;
    margin: auto;
    border-radius: 50%;
    border: 2px solid var(--attend-stop);
    background: var(--attend-surface);
  }
  .station:focus-within .stop,
  .stop[aria-pressed='true'] {
    opacity: 1;
  }
  .stop[aria-pressed='true'] span {
    background: var(--attend-stop);
  }
  /* Touch has the button behind More instead. */
  @media (hover: hover) {
    .station:hover .stop {
      opacity: 1;
    }
  }
  @media (forced-colors: active) {
    .done .dot,
    .stop[aria-pressed='true'] span {
      background: CanvasText;
    }
    .here .dot {
      background: Highlight;
    }
  }
`;
