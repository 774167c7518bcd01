import { css } from 'lit';

export const controlsSheet = css`
  :host {
    display: block;
    container-type: inline-size;
    background: var(--attend-surface);
  }
  .bar {
    display: grid;
    grid-template-columns: auto 1fr;
    grid-template-areas: 'slider slider' 'moves choices';
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
  .moves {
    grid-area: moves;
  }
  .choices {
    grid-area: choices;
    justify-content: end;
    flex-wrap: wrap;
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
    grid-area: more;
    display: none;
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
    grid-area: slider;
    width: 100%;
    min-height: 1.5rem;
    margin: 0;
    accent-color: var(--attend-accent);
    cursor: pointer;
  }
  @container (max-width: 44rem) {
    .bar {
      grid-template-columns: minmax(0, 1fr) auto;
      grid-template-areas: 'slider more' 'moves moves' 'choices choices';
      padding: var(--attend-1) var(--attend-2) var(--attend-2);
      gap: var(--attend-1) var(--attend-3);
    }
    .moves {
      display: grid;
      grid-template-columns: 1fr 1fr 1.5fr 1fr 1fr 1.1fr;
      gap: var(--attend-1);
    }
    .moves button {
      min-width: 0;
      min-height: 2.75rem;
      padding: 0 2px;
    }
    kbd {
      display: none;
    }
    .more {
      display: block;
      min-height: 2rem;
    }
    .choices {
      justify-content: start;
    }
    .bar:not(.open) .choices {
      display: none;
    }
  }
`;
