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
  /* Without controls, what was changed has no place of its own: it lies over the foot, once there is something. */
  .main > attend-changes {
    position: absolute;
    right: var(--attend-3);
    bottom: var(--attend-3);
    z-index: 5;
  }
  /* Where notes and sentence leave next to nothing, they scroll with the picture. */
  .tall attend-picture {
    flex: 1 1 0;
    min-height: calc(10 * var(--attend-rem));
  }
  /* Small, the picture has all the room that map and controls leave; the arithmetic follows when one scrolls. */
  .small .main {
    flex: none;
    display: flex;
    flex-direction: column;
    height: max(calc(9 * var(--attend-rem)), calc(100% - var(--around)));
    overflow: auto;
    padding: var(--attend-2) var(--attend-3);
  }
  .small .main > :not(attend-picture) {
    flex: none;
  }
  .small attend-picture {
    flex: 1 1 0;
    min-height: calc(7 * var(--attend-rem));
  }
  .small attend-crumbs {
    display: none;
  }
  .tiny .map,
  .tiny .dock,
  .tiny .tools {
    order: 1;
  }
  .tiny attend-controls {
    order: 2;
  }
  .low .main {
    padding-block: var(--attend-2);
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
    min-height: calc(2.25 * var(--attend-rem));
  }
  .tools {
    display: flex;
    gap: var(--attend-2);
  }
  .dock {
    flex: none;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--attend-4) var(--attend-5);
    align-items: start;
    margin: 0 var(--attend-5);
    padding: var(--attend-3) 0;
    border-top: 1px solid var(--attend-line);
  }
  .two {
    grid-template-columns: minmax(0, 1fr) minmax(calc(17 * var(--attend-rem)), calc(24 * var(--attend-rem)));
  }
  .tall .dock {
    max-height: 34%;
    overflow: hidden auto;
  }
  /* Beside the arithmetic the picture needs the room more. */
  .tall .dock attend-code {
    --attend-code-height: calc(6.75 * var(--attend-rem));
  }
  .low .dock {
    padding: var(--attend-2) 0;
  }
  .narrow .dock {
    grid-template-columns: minmax(0, 1fr);
    margin: 0 var(--attend-3);
  }
  :host([dock]) .frame.narrow {
    padding-bottom: calc(4.5 * var(--attend-rem));
  }
  :host([dock]) .narrow attend-controls {
    position: fixed;
    inset: auto 0 0 0;
    z-index: 5;
  }
  attend-controls {
    --attend-below: 0px;
  }
  /* Too low for text and controls that stay: the controls go with the machine. */
  @media (max-height: 30rem) {
    :host([dock]) .frame.narrow {
      padding-bottom: 0;
    }
    :host([dock]) .narrow attend-controls {
      position: sticky;
      inset: auto auto 0;
    }
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
