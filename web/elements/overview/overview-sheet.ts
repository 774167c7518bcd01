/** How the overview looks around its picture. */
import { css } from 'lit';

export const overviewSheet = css`
  :host {
    display: flex;
    flex-direction: column;
    position: relative;
    min-height: 16rem;
    height: 100%;
    background: var(--attend-surface);
    overflow: hidden;
  }
  .frame {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
  }
  .stage {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow: hidden;
    cursor: grab;
    touch-action: pan-y;
    outline-offset: -3px;
  }
  .stage:focus {
    touch-action: none;
  }
  .stage.pointing {
    cursor: pointer;
  }
  .stage.dragging {
    cursor: grabbing;
  }
  .more {
    align-self: end;
    padding-bottom: 0.25rem;
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    display: block;
  }
  .tools {
    position: absolute;
    top: var(--attend-2);
    right: var(--attend-2);
    display: flex;
    gap: var(--attend-1);
  }
  .tools button {
    min-width: 2rem;
  }
  .card {
    display: flex;
    align-items: center;
    gap: var(--attend-1) var(--attend-4);
    min-height: 4.25rem;
    padding: var(--attend-2) var(--attend-3);
    border-top: 1px solid var(--attend-line);
  }
  .card h3 {
    margin: 0;
    font-size: var(--attend-size-s);
    font-weight: 700;
  }
  .card p {
    margin: 0.125rem 0 0;
    font-family: var(--attend-serif);
    font-size: var(--attend-size-m);
  }
  .cells {
    display: flex;
    gap: 2px;
    margin: 0;
    padding: 0;
    list-style: none;
    overflow: hidden;
  }
  .cells li {
    flex: none;
    min-width: 3.25rem;
    text-align: center;
    font-family: var(--attend-sans);
    font-size: var(--attend-size-xs);
    color: var(--attend-ink-soft);
  }
  .cells span {
    display: block;
    margin-top: 0.125rem;
    padding: 0.25rem;
    border-radius: var(--attend-radius-s);
    font-family: var(--attend-mono);
    font-variant-numeric: tabular-nums;
  }
  .legend {
    margin: 0;
    padding: var(--attend-1) var(--attend-3);
    font-size: var(--attend-size-xs);
    color: var(--attend-ink-soft);
    border-top: 1px solid var(--attend-line);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .narrow .legend {
    white-space: normal;
  }
  .narrow .card {
    flex-direction: column;
    align-items: start;
  }
  .probe,
  .items {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    pointer-events: none;
  }
  .nothing {
    margin: auto;
    padding: var(--attend-5);
  }
`;
