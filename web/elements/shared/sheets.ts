/** Style sheets that several elements share. */
import { css } from 'lit';

export const base = css`
  :host {
    box-sizing: border-box !important;
    font-family: var(--attend-sans);
    font-size: var(--attend-size-m);
    color: var(--attend-ink);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  /* Into smaller fields, the browsers of iPhones zoom. */
  @media (pointer: coarse) {
    input:not([type='checkbox'], [type='radio'], [type='range']),
    select,
    textarea {
      font-size: max(16px, 1em) !important;
    }
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* What the focus scrolls to stops short of bars that stay. */
  :is(a, button, input, select, summary, textarea, [tabindex]) {
    scroll-margin-block: var(--attend-above, 0px) var(--attend-below, 0px);
  }
  :focus-visible {
    outline: var(--attend-outline) solid var(--attend-focus);
    outline-offset: 2px;
  }
  .ink-q {
    color: var(--attend-q);
  }
  .ink-k {
    color: var(--attend-k);
  }
  .ink-v {
    color: var(--attend-v);
  }
  .ink-weights {
    color: var(--attend-weights);
  }
`;

export const buttons = css`
  button,
  select {
    font: inherit;
    font-size: var(--attend-size-s);
    color: inherit;
    background: var(--attend-surface);
    border: 1px solid var(--attend-line-strong);
    border-radius: var(--attend-radius);
    min-height: calc(2 * var(--attend-rem));
    padding: 0 var(--attend-3);
    cursor: pointer;
  }
  button:hover:not(:disabled, [aria-disabled='true']) {
    border-color: var(--attend-ink);
  }
  button:disabled,
  button[aria-disabled='true'] {
    color: var(--attend-ink-soft);
    border-color: var(--attend-line);
    cursor: default;
  }
  @media (forced-colors: active) {
    button:disabled,
    button[aria-disabled='true'] {
      color: GrayText;
      border-color: GrayText;
    }
  }
  button.link {
    min-height: calc(1.5 * var(--attend-rem));
    padding: 0;
    border: 0;
    background: none;
    color: var(--attend-link);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }
`;

/** What a page's text would hand down to an element that stands in it; a rule for all elements of the page stops at the host. */
export const apart = css`
  :host,
  .frame {
    direction: ltr;
    unicode-bidi: isolate;
    writing-mode: horizontal-tb;
    line-height: var(--attend-leading);
    font-stretch: normal;
    font-kerning: auto;
    font-feature-settings: normal;
    font-size-adjust: none;
    hyphens: manual;
    word-break: normal;
    overflow-wrap: normal;
    tab-size: 8;
    list-style: disc;
    font-style: normal;
    font-weight: normal;
    font-variant: normal;
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    text-shadow: none;
    white-space: normal;
  }
`;

/** A row of tabs, or of choices that look like tabs. */
export const tabs = css`
  [role='tablist'] {
    display: inline-flex;
    gap: var(--attend-1);
  }
  [role='tab'] {
    border: 0;
    border-radius: 0;
    border-bottom: 2px solid transparent;
    background: none;
    padding: 0 var(--attend-2);
    color: var(--attend-ink-soft);
  }
  [role='tab'][aria-selected='true'] {
    color: var(--attend-ink);
    font-weight: 600;
    border-bottom-color: currentcolor;
  }
  @media (forced-colors: active) {
    [role='tab'] {
      border-bottom-color: Canvas;
    }
    [role='tab'][aria-selected='true'] {
      border-bottom-color: Highlight;
    }
  }
`;
