/** How the goal of a reach exercise looks, with its row as bars. */
import { css } from 'lit';

export const reachSheet = css`
  .target {
    padding: var(--attend-3) var(--attend-4);
    margin-bottom: var(--attend-3);
    border: 1px solid var(--attend-line);
    border-left: 3px solid var(--attend-mark-line);
    border-radius: var(--attend-radius-s);
  }
  .target.reached {
    border-left-color: var(--attend-v);
  }
  .wanted {
    margin: 0 0 var(--attend-2);
    font-weight: 600;
  }
  .bars {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    grid-template-columns: minmax(0, auto) minmax(0, 16rem) auto;
    gap: 2px var(--attend-3);
  }
  .bars li {
    display: contents;
  }
  .bars svg {
    width: 100%;
    height: 0.875rem;
    align-self: center;
  }
  .track {
    fill: var(--attend-sunken);
  }
  .bar {
    fill: var(--attend-line-strong);
  }
  .here .bar {
    fill: var(--attend-heat-weights);
  }
  .here .name,
  .here .value {
    font-weight: 700;
  }
  .value {
    font-family: var(--attend-mono);
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
  .kept {
    list-style: none;
    margin: var(--attend-2) 0 0;
    padding: 0;
    font-size: var(--attend-size-s);
  }
  .kept .broken {
    color: var(--attend-stop);
    font-weight: 600;
  }
  .left {
    margin: var(--attend-2) 0 0;
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
  }
  .left.over {
    color: var(--attend-stop);
    font-weight: 600;
  }
  .reached .left {
    color: var(--attend-v);
    font-weight: 600;
  }
  .changed input[type='text'] {
    background: var(--attend-mark);
    border-color: var(--attend-mark-line);
  }
  .changed .below {
    color: var(--attend-ink-soft);
  }
  .way {
    margin: var(--attend-2) 0 0;
  }
`;
