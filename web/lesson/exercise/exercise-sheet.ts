/** How an exercise looks. */
import { css } from 'lit';

export const exerciseSheet = css`
  :host {
    display: block;
    line-height: 1.5;
  }
  .card {
    padding: var(--attend-4);
    background: var(--attend-surface);
    border: 1px solid var(--attend-line-strong);
    border-radius: var(--attend-radius);
  }
  .kicker {
    margin: 0 0 var(--attend-1);
    font-weight: 700;
  }
  .question {
    margin-bottom: var(--attend-3);
    text-wrap: pretty;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-2);
    margin-top: var(--attend-4);
  }
  .buttons button {
    min-height: 2.5rem;
    font-size: var(--attend-size-m);
  }
  .feedback:not(:empty),
  .answer {
    margin-top: var(--attend-3);
  }
  .verdict {
    margin: 0 0 var(--attend-1);
    font-weight: 600;
  }
  .verdict.right {
    color: var(--attend-v);
  }
  .note {
    margin: 0;
  }
  .hints {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .hints li {
    margin-top: var(--attend-3);
    padding-left: var(--attend-3);
    border-left: 3px solid var(--attend-mark-line);
  }
  .hints .name {
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
  }
  .answer {
    padding-top: var(--attend-3);
    border-top: 1px solid var(--attend-line);
  }
  @media print {
    .buttons {
      display: none;
    }
  }
`;
