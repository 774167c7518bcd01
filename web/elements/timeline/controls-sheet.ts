import { css } from 'lit';

export const controlsSheet = css`
  :host {
    display: block;
    container-type: inline-size;
    background: var(--attend-surface);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: var(--attend-1) var(--attend-4);
    padding: var(--attend-2) var(--attend-5);
    border-top: 1px solid var(--attend-line);
  }
  .moves,
  .choices {
    display: flex;
    align-items: center;
    gap: var(--attend-2);
  }
  .choices {
    margin-left: auto;
  }
  span.rest {
    display: contents;
  }
  button {
    min-height: calc(2.25 * var(--attend-rem));
    font-weight: 600;
    white-space: nowrap;
  }
  .step {
    color: var(--attend-on-accent);
    background: var(--attend-accent);
    border-color: var(--attend-accent);
    min-width: calc(6 * var(--attend-rem));
  }
  .step[aria-disabled='true'] {
    color: var(--attend-ink-soft);
    background: var(--attend-sunken);
    border-color: var(--attend-line);
  }
  kbd {
    margin-left: var(--attend-2);
    font-family: var(--attend-mono);
    font-size: var(--attend-size-xs);
    font-weight: 400;
    opacity: 0.75;
  }
  .play {
    min-width: calc(4.75 * var(--attend-rem));
  }
  .help {
    min-width: calc(2.25 * var(--attend-rem));
    padding: 0;
  }
  .help span {
    font-size: 0;
  }
  .help span::after {
    content: '?';
    font-size: var(--attend-size-m);
  }
  .more {
    display: none;
  }
  /* A mouse sets breakpoints on the timeline. */
  @media (hover: hover) {
    .stop {
      display: none;
    }
  }
  label {
    display: flex;
    align-items: center;
    gap: var(--attend-1);
    font-size: var(--attend-size-xs);
    color: var(--attend-ink-soft);
    white-space: nowrap;
  }
  select {
    min-height: calc(2.25 * var(--attend-rem));
    padding: 0 var(--attend-1);
    color: var(--attend-ink);
  }
  input {
    flex: 1 1 calc(6 * var(--attend-rem));
    min-width: 0;
    min-height: calc(1.5 * var(--attend-rem));
    margin: 0;
    accent-color: var(--attend-accent);
    cursor: pointer;
  }
  @container (max-width: 66rem) {
    kbd,
    .label {
      display: none;
    }
    .bar {
      gap: var(--attend-1) var(--attend-2);
    }
    .moves,
    .choices {
      gap: var(--attend-1);
    }
    button {
      padding: 0 var(--attend-2);
    }
    .step {
      min-width: calc(4 * var(--attend-rem));
    }
    .play {
      min-width: calc(3.5 * var(--attend-rem));
    }
    select {
      max-width: calc(5 * var(--attend-rem));
    }
  }
  /* The slider takes a line of its own. */
  @container (max-width: 48.5rem) {
    .bar {
      flex-wrap: wrap;
    }
    input {
      order: -1;
      flex: 1 0 100%;
    }
  }
  @container (max-width: 44rem) {
    .bar {
      padding: var(--attend-1) var(--attend-2) var(--attend-2);
    }
    .moves {
      flex: 1 0 100%;
      display: grid;
      grid-template-columns: 1fr 1.5fr 1fr 1fr 1fr auto;
      grid-auto-flow: dense;
    }
    ::slotted([slot='changes']) {
      --attend-control: calc(2.75 * var(--attend-rem));
    }
    .moves button {
      min-width: 0;
      min-height: calc(2.75 * var(--attend-rem));
      padding: 0;
      /* All of them fit side by side, however large the letters are. */
      font-size: min(1em, 4cqi);
    }
    .more {
      display: block;
    }
    .bar:not(.open) .rest {
      display: none;
    }
    .rest button {
      grid-row: 2;
    }
    input {
      order: 0;
      margin: var(--attend-1) 0;
    }
    .choices {
      margin-left: 0;
    }
  }
`;
