/** How the dialog that takes things away looks. */
import { css } from 'lit';

export const takeAwaySheet = css`
  dialog {
    width: min(calc(36 * var(--attend-rem)), 94vw);
    max-height: 90vh;
  }
  section {
    margin-top: var(--attend-3);
    padding-top: var(--attend-3);
    border-top: 1px solid var(--attend-line);
  }
  h3 {
    margin: 0;
    font-size: var(--attend-size-m);
  }
  section p {
    margin: 0 0 var(--attend-2);
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-2);
  }
  .row + .row,
  label + .row {
    margin-top: var(--attend-2);
  }
  input[type='text'],
  select {
    flex: 1 1 calc(12 * var(--attend-rem));
    min-width: 0;
    min-height: calc(2 * var(--attend-rem));
    padding: 0 var(--attend-2);
    font-family: var(--attend-mono);
    font-size: var(--attend-size-xs);
    color: inherit;
    background: var(--attend-sunken);
    border: 1px solid var(--attend-line-strong);
    border-radius: var(--attend-radius);
  }
  section .bad,
  section .done {
    margin: var(--attend-2) 0 0;
    color: var(--attend-ink);
    overflow-wrap: anywhere;
  }
  section .bad {
    padding-left: var(--attend-2);
    border-left: 3px solid var(--attend-stop);
  }
`;
