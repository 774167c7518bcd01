/** How a notice about a link looks. */
import { css } from 'lit';

export const noticeSheet = css`
  :host {
    display: inline-block;
    position: relative;
  }
  .notice {
    position: absolute;
    z-index: 6;
    right: 0;
    top: calc(100% + var(--attend-1));
    width: min(calc(24 * var(--attend-rem)), 80vw);
    padding: var(--attend-3) var(--attend-4);
    border: 2px solid var(--attend-stop);
    border-radius: var(--attend-radius);
    background: var(--attend-surface);
    font-size: var(--attend-size-s);
    line-height: var(--attend-leading);
    overflow-wrap: anywhere;
  }
  :host([bare]) {
    display: block;
  }
  :host([bare]) .notice {
    position: static;
    width: auto;
    margin-bottom: var(--attend-3);
  }
  .notice p {
    margin: 0 0 var(--attend-2);
  }
`;
