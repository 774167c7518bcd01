import { css } from 'lit';

/** Panel left and machine right; where it is narrow, or the panel is closed, one above the other. */
export const workshopSheet = css`
  :host {
    display: block;
    min-width: 0;
    height: 100%;
    overflow: hidden auto;
    background: var(--attend-paper);
  }
  .frame {
    display: grid;
    grid-template-columns: minmax(calc(20 * var(--attend-rem)), calc(27 * var(--attend-rem))) minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    height: 100%;
  }
  /* The panel's foot reaches from edge to edge. */
  .side {
    --edge: var(--attend-5);
    display: flex;
    flex-direction: column;
    min-width: 0;
    padding: var(--attend-4) var(--edge) 0;
    overflow: hidden auto;
    border-right: 1px solid var(--attend-line);
  }
  attend-workshop-panel {
    flex: 1 0 auto;
  }
  .machine {
    display: block;
    min-width: 0;
    min-height: 0;
    height: 100%;
  }
  @media (min-width: 100rem) {
    .frame {
      grid-template-columns: minmax(calc(27 * var(--attend-rem)), calc(31 * var(--attend-rem))) minmax(0, 1fr);
    }
  }
  .closed {
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto minmax(0, 1fr);
  }
  .closed .side {
    flex-direction: row;
    align-items: center;
    gap: var(--attend-5);
    padding: var(--attend-2) var(--edge);
    border: 0;
    border-bottom: 1px solid var(--attend-line);
  }
  .closed attend-workshop-panel {
    flex: 0 0 auto;
    margin-left: auto;
  }
  .narrow:not(.closed),
  .alone {
    display: block;
  }
  .narrow .side {
    display: block;
    padding: var(--attend-3) var(--edge);
    overflow: visible;
    border: 0;
    border-bottom: 1px solid var(--attend-line-strong);
  }
  @media (max-width: 40rem) {
    .side {
      --edge: var(--attend-4);
    }
  }
`;
