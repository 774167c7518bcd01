import { css } from 'lit';

export const stepperSheet = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
    height: 100%;
    background: var(--attend-surface);
    line-height: var(--attend-leading);
  }
  /* Where there is room, the picture scrolls between map and arithmetic, which stay; else all scrolls but the controls. */
  .frame {
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: hidden auto;
  }
  .tall {
    overflow: hidden;
  }
  .free {
    overflow: visible;
  }
  attend-controls {
    position: sticky;
    bottom: 0;
    z-index: 4;
    margin-top: auto;
  }
  .map {
    flex: none;
    padding: var(--attend-1) var(--attend-5) 0;
    border-bottom: 1px solid var(--attend-line);
  }
  .main {
    flex: none;
    padding: var(--attend-4) var(--attend-5);
  }
  .tall .main {
    flex: 1 1 0;
    min-height: 0;
    display: flex;
    flex-direction: column;
    overflow: auto;
  }
  .tall .main > :not(attend-picture) {
    flex: none;
  }
  /* A way out of a comparison is always in sight. */
  .tall attend-changes {
    position: sticky;
    top: calc(-1 * var(--attend-4));
    z-index: 5;
  }
  /* Where edits, notes and sentence leave next to nothing, they scroll with the picture. */
  .tall attend-picture {
    flex: 1 1 0;
    min-height: 18rem;
  }
  .narrow .map {
    padding: var(--attend-1) var(--attend-3) 0;
  }
  .narrow > .tools {
    padding: var(--attend-2) var(--attend-3);
  }
  .narrow .where {
    min-height: 0;
  }
  .narrow .main {
    padding: var(--attend-2);
  }
  .where {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--attend-1) var(--attend-4);
    min-height: 2.25rem;
  }
  .tools {
    display: flex;
    gap: var(--attend-2);
  }
  .dock {
    flex: none;
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(17rem, 24rem);
    gap: var(--attend-4) var(--attend-5);
    align-items: start;
    margin: 0 var(--attend-5);
    padding: var(--attend-3) 0;
    border-top: 1px solid var(--attend-line);
  }
  .tall .dock {
    max-height: 40%;
    overflow: hidden auto;
  }
  /* Beside the arithmetic the picture needs the room more. */
  .tall .dock attend-code {
    --attend-code-height: 6.75rem;
  }
  .low .dock {
    grid-template-columns: minmax(0, 1fr);
    padding: var(--attend-2) 0 0;
  }
  attend-picture attend-code {
    margin-top: var(--attend-4);
  }
  .narrow .dock {
    grid-template-columns: minmax(0, 1fr);
    margin: 0 var(--attend-3);
  }
  :host([dock]) .frame.narrow {
    padding-bottom: 4.5rem;
  }
  :host([dock]) .narrow attend-controls {
    position: fixed;
    inset: auto 0 0 0;
    z-index: 5;
  }
  @media print {
    .frame,
    .tall .main {
      display: block;
      height: auto;
      overflow: visible;
    }
    attend-controls,
    attend-timeline {
      display: none;
    }
  }
`;
