import { css } from 'lit';

export const shareSheet = css`
  dialog {
    width: min(48rem, 94vw);
    max-height: 92vh;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--attend-2) var(--attend-4);
  }
  h3 {
    margin: var(--attend-4) 0 var(--attend-1);
    font-size: var(--attend-size-m);
  }
  p {
    margin: var(--attend-1) 0;
  }
  .how {
    color: var(--attend-ink-soft);
    font-size: var(--attend-size-s);
  }
  .choices {
    display: grid;
    gap: var(--attend-3);
    margin: var(--attend-3) 0;
    padding: var(--attend-3) 0;
    border-block: 1px solid var(--attend-line);
    font-size: var(--attend-size-s);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: var(--attend-1) var(--attend-4);
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    color: var(--attend-ink-soft);
  }
  label:has(select) {
    display: grid;
    gap: var(--attend-1);
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
  }
  label:has(input) {
    display: inline-flex;
    align-items: center;
    gap: var(--attend-1);
    min-height: 1.5rem;
  }
  select {
    color: var(--attend-ink);
  }
  .copy {
    color: var(--attend-on-accent);
    background: var(--attend-accent);
    border-color: var(--attend-accent);
  }
  .bad {
    color: var(--attend-stop);
  }
  textarea {
    width: 100%;
    padding: var(--attend-2) var(--attend-3);
    font-family: var(--attend-mono);
    font-size: var(--attend-size-s);
    line-height: 1.5;
    color: inherit;
    background: var(--attend-sunken);
    border: 1px solid var(--attend-line-strong);
    border-radius: var(--attend-radius);
    resize: vertical;
  }
  iframe {
    display: block;
    width: 100%;
    height: 26rem;
    border: 1px solid var(--attend-line);
    border-radius: var(--attend-radius);
  }
`;
