/** What large dialogs have in common. */
import { css } from 'lit';

export const dialogSheet = css`
  dialog {
    padding: 0;
    border: 1px solid var(--attend-line-strong);
    border-radius: var(--attend-radius);
    color: var(--attend-ink);
    background: var(--attend-surface);
    line-height: var(--attend-leading);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  .inside {
    padding: var(--attend-4) var(--attend-5);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--attend-2) var(--attend-4);
  }
  h2 {
    margin: 0;
    font-family: var(--attend-serif);
    font-size: var(--attend-size-l);
  }
`;
