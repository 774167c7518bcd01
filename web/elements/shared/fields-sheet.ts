/** Fields to type into and to choose from, what they are called, and how a refusal stands at one. */
import { css } from 'lit';

export const fields = css`
  label,
  legend,
  .label {
    font-size: var(--attend-size-s);
    color: var(--attend-ink-soft);
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
  }
  input[type='text'],
  textarea {
    font: inherit;
    font-size: var(--attend-size-m);
    color: var(--attend-ink);
    background: var(--attend-surface);
    border: 1px solid var(--attend-line-strong);
    border-radius: var(--attend-radius);
    min-height: calc(2 * var(--attend-rem));
    padding: 0 var(--attend-3);
  }
  [aria-invalid='true'] {
    border-color: var(--attend-stop);
    box-shadow: inset 0 0 0 1px var(--attend-stop);
  }
  input[type='checkbox'],
  input[type='radio'] {
    width: calc(1.125 * var(--attend-rem));
    height: calc(1.125 * var(--attend-rem));
    margin: 0;
    flex: none;
    accent-color: var(--attend-accent);
  }
  label:has(> input[type='checkbox'], > input[type='radio']) {
    display: flex;
    align-items: center;
    gap: var(--attend-2);
    min-height: calc(2 * var(--attend-rem));
    color: var(--attend-ink);
  }
  button.main {
    font-weight: 600;
    color: var(--attend-on-accent);
    background: var(--attend-accent);
    border-color: var(--attend-accent);
    padding: 0 var(--attend-4);
  }
  button.main[aria-disabled='true'] {
    color: var(--attend-ink-soft);
    background: none;
    border-color: var(--attend-line);
  }
  .hint,
  .refusal {
    margin: var(--attend-1) 0 0;
    font-size: var(--attend-size-s);
    line-height: 1.45;
    color: var(--attend-ink-soft);
    text-wrap: pretty;
  }
  .refusal {
    color: var(--attend-ink);
    padding-left: var(--attend-2);
    border-left: 3px solid var(--attend-stop);
  }
  .refusal:empty {
    display: none;
  }
`;
