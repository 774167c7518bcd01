/** How the dialog that checks a reader's numbers looks. */
import { css } from 'lit';

export const compareSheet = css`
  dialog {
    width: min(calc(52 * var(--attend-rem)), 94vw);
    max-height: 92vh;
  }
  dialog.over {
    outline: 3px solid var(--attend-accent);
    outline-offset: -3px;
  }
  p {
    margin: var(--attend-2) 0 0;
    max-width: 66ch;
  }
  .label {
    display: block;
    margin-top: var(--attend-3);
  }
  textarea {
    box-sizing: border-box;
    width: 100%;
    min-height: calc(7 * var(--attend-rem));
    margin-top: var(--attend-1);
    padding: var(--attend-2) var(--attend-3);
    font-family: var(--attend-mono);
    resize: vertical;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--attend-2) var(--attend-3);
    margin-top: var(--attend-3);
  }
  .row .hint {
    flex: 1 1 calc(16 * var(--attend-rem));
    margin: 0;
  }
  .given {
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-2);
    margin: var(--attend-3) 0 0;
    padding: 0;
    list-style: none;
    font-size: var(--attend-size-s);
  }
  .given li {
    display: flex;
    align-items: center;
    gap: var(--attend-2);
    padding-left: var(--attend-3);
    border: 1px solid var(--attend-line);
    border-radius: var(--attend-radius);
    overflow-wrap: anywhere;
  }
  .found {
    margin-top: var(--attend-4);
    padding-top: var(--attend-2);
    border-top: 1px solid var(--attend-line-strong);
  }
  .found.empty {
    margin: 0;
    padding: 0;
    border: 0;
  }
  .found .verdict {
    font-weight: 600;
  }
  .found .refusal {
    margin-top: var(--attend-2);
    overflow-wrap: anywhere;
  }
  .sides {
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-4) var(--attend-5);
    margin-top: var(--attend-3);
  }
  .scroll {
    max-width: 100%;
    overflow-x: auto;
  }
  table {
    border-spacing: 2px;
    font-size: var(--attend-size-xs);
  }
  caption {
    padding-bottom: var(--attend-1);
    font-size: var(--attend-size-s);
    text-align: start;
  }
  caption .hint {
    margin-left: var(--attend-2);
  }
  th {
    padding: 0 var(--attend-1);
    font-weight: 400;
    color: var(--attend-ink-soft);
    white-space: nowrap;
  }
  th[scope='row'] {
    text-align: end;
  }
  tbody td {
    padding: var(--attend-1) var(--attend-2);
    border: 1px solid var(--attend-line);
    border-radius: 2px;
    font-family: var(--attend-mono);
    text-align: end;
  }
  td.differs {
    border-color: var(--attend-stop);
  }
  td.at {
    outline: 2px solid var(--attend-ink);
    font-weight: 700;
  }
  .mistakes {
    margin: var(--attend-2) 0 0;
    padding: 0;
    list-style: none;
  }
  .mistakes li {
    padding: var(--attend-2) var(--attend-3);
    border-left: 3px solid var(--attend-accent);
    max-width: 66ch;
  }
  .mistakes li + li {
    margin-top: var(--attend-2);
  }
  .mistakes b::first-letter,
  details li::first-letter {
    text-transform: uppercase;
  }
  details {
    margin-top: var(--attend-3);
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
  }
  details ul {
    columns: calc(14 * var(--attend-rem));
    margin: var(--attend-2) 0 0;
  }
`;
