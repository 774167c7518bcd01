import { css } from 'lit';

export const controlsSheet = css`
  :host {
    display: block;
    container-type: inline-size;
    background: var(--attend-surface);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--attend-1) var(--attend-4);
    padding: var(--attend-1) var(--attend-5) var(--attend-3);
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
    min-height: 2.25rem;
    font-weight: 600;
    white-space: nowrap;
  }
  .step {
    color: var(--attend-on-accent);
    background: var(--attend-accent);
    border-color: var(--attend-accent);
    min-width: 6rem;
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
    min-width: 4.75rem;
  }
  .help {
    min-width: 2.25rem;
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
    min-height: 2.25rem;
    padding: 0 var(--attend-1);
    color: var(--attend-ink);
  }
  input {
    flex: 1 0 100%;
    min-height: 1.5rem;
    margin: 0;
    accent-color: var(--attend-accent);
    cursor: pointer;
  }
  @container (max-width: 62rem) {
    kbd,
    .label {
      display: none;
    }
    .moves,
    .choices {
      gap: var(--attend-1);
    }
    .step {
      min-width: 4.5rem;
    }
    .play {
      min-width: 4rem;
    }
    select {
      max-width: 5.5rem;
    }
  }
  @container (max-width: 44rem) {
    .bar {
      padding: var(--attend-1) var(--attend-2) var(--attend-2);
    }
    .moves {
      flex: 1 0 100%;
      display: grid;
      grid-template-columns: 1fr 1.5fr 1fr 1fr 1fr;
      grid-auto-flow: dense;
    }
    .moves button {
      min-width: 0;
      min-height: 2.75rem;
      padding: 0;
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
      margin: var(--attend-1) 0;
    }
    .choices {
      margin-left: 0;
    }
  }
`;
