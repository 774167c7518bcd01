import { css } from 'lit';

export const stepperSheet = css`
  :host {
    display: block;
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
    display: flex;
    flex-direction: column;
    gap: var(--attend-3);
    padding: var(--attend-4) var(--attend-5);
  }
  .tall .main {
    flex: 1 1 0;
    min-height: 0;
    overflow: hidden auto;
  }
  .narrow .map {
    padding: 0 var(--attend-3);
  }
  .narrow .where {
    min-height: 0;
  }
  .narrow attend-crumbs {
    display: none;
  }
  .narrow .main {
    padding: var(--attend-2) var(--attend-3);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-1) var(--attend-5);
  }
  .where {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--attend-1) var(--attend-4);
    min-height: 2.25rem;
  }
  .say {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--attend-3) var(--attend-6);
    padding-bottom: var(--attend-3);
  }
  .say p {
    flex: 1 1 17rem;
    max-width: 34rem;
    margin: 0;
    font-family: var(--attend-serif);
    font-size: var(--attend-size-l);
    line-height: 1.45;
    text-wrap: pretty;
  }
  .say b {
    font-weight: 700;
  }
  attend-arcs {
    flex: 0 1 auto;
    max-width: 100%;
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
  .narrow .dock {
    grid-template-columns: minmax(0, 1fr);
    margin: 0 var(--attend-3);
  }
  .narrow .say {
    padding-bottom: var(--attend-2);
  }
  .narrow .say p {
    font-size: var(--attend-size-m);
  }
  .card {
    padding: var(--attend-3) var(--attend-4);
    border: 1px solid var(--attend-mark-line);
    border-radius: var(--attend-radius);
    background: var(--attend-mark);
    font-size: var(--attend-size-s);
  }
  .card.error {
    border-color: var(--attend-stop);
    background: none;
  }
  .card p {
    margin: 0 0 var(--attend-1);
  }
  .away {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: var(--attend-1) var(--attend-4);
    padding: var(--attend-1) var(--attend-4);
  }
  :host([dock]) .narrow attend-controls {
    position: fixed;
    inset: auto 0 0 0;
    z-index: 5;
  }
  @media print {
    attend-controls,
    attend-timeline {
      display: none;
    }
  }
`;
