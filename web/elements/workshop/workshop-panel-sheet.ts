import { css } from 'lit';

export const workshopSheet = css`
  :host {
    display: block;
    min-width: 0;
    line-height: var(--attend-leading);
  }
  .head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--attend-3);
  }
  h2,
  h3 {
    margin: 0;
    font-size: var(--attend-size-l);
    font-family: var(--attend-serif);
  }
  :host([closed]) h2 {
    display: none;
  }
  :host([closed]) .fold {
    flex: 1 1 auto;
    min-height: calc(2.5 * var(--attend-rem));
    font-weight: 600;
  }
  .lead {
    margin: 0 0 var(--attend-3);
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
  }
  details {
    border-top: 1px solid var(--attend-line);
  }
  summary {
    display: flex;
    align-items: baseline;
    gap: var(--attend-3);
    padding: var(--attend-3) 0;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: '';
    flex: none;
    width: 0.45em;
    height: 0.45em;
    border: solid currentcolor;
    border-width: 0 1.5px 1.5px 0;
    transform: translateY(-0.1em) rotate(-45deg);
  }
  details[open] > summary::before {
    transform: translateY(-0.2em) rotate(45deg);
  }
  h3 {
    font-family: var(--attend-sans);
    font-size: var(--attend-size-m);
    flex: none;
  }
  summary span {
    margin-left: auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
  }
  /* The slot of a disclosure does not hand box-sizing down. */
  .content {
    box-sizing: border-box;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--attend-4);
    padding: 0 0 var(--attend-5);
  }
  .content .hint {
    margin: 0;
  }
  .foot {
    position: sticky;
    bottom: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-2);
    margin: 0 calc(-1 * var(--edge));
    padding: var(--attend-3) var(--edge);
    background: var(--attend-paper);
    border-top: 1px solid var(--attend-line);
  }
  .see {
    display: none;
  }
  .told {
    flex: 1 1 100%;
    max-height: calc(6.5 * var(--attend-rem));
    overflow: hidden auto;
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
  }
  .told p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .told p:first-child {
    color: var(--attend-ink);
  }
  /* Above the buttons: bars of the machine may cover the lower end. */
  :host([narrow]) .told {
    order: -1;
  }
  :host([narrow]) .see {
    display: block;
  }
  :host([narrow]) .foot button {
    padding: 0 var(--attend-2);
  }
`;
