/** How the name of a matrix looks, above it or before a strip. Sizes come from the picture around: --caption, --name, --sign, --over, --cut. */
import { css } from 'lit';

export const captionSheet = css`
  .caption {
    /* A long name may run on over the sign beside it, but not into the next name. */
    width: var(--caption);
    min-width: calc(100% + var(--over) * (var(--sign) - calc(0.375 * var(--attend-rem))));
    margin-right: calc(calc(0.375 * var(--attend-rem)) - var(--sign));
    display: flex;
    align-items: end;
    height: var(--named);
    white-space: var(--break);
    font-size: var(--name);
    line-height: var(--caption-line, calc(1 * var(--attend-rem)));
    padding-bottom: calc(0.25 * var(--attend-rem));
    overflow: var(--cut);
  }
  :host([strip]) .caption {
    flex: none;
    width: var(--caption-width, max-content);
    min-width: 0;
    height: auto;
    min-height: min(var(--h), 11px);
    margin: 0;
    padding: 0 0.5em 0 0;
    overflow: clip visible;
  }
  :host([strip]) .name,
  .shrinks .name {
    flex-wrap: nowrap;
    width: 100%;
  }
  .shrinks :is(.shape, .link) {
    flex: none;
  }
  :host([strip]) .title,
  .shrinks .title,
  .row {
    flex: 0 1 auto;
    min-width: 0;
    /* What hangs above and below the line, as the T of a transposed matrix, is seen. */
    overflow: clip visible;
    text-overflow: ellipsis;
  }
  .row {
    /* What the matrix is called is cut last. */
    flex-shrink: 1000;
    font-size: var(--row-name, var(--attend-size-xs));
  }
  .name {
    display: flex;
    align-items: baseline;
    flex-wrap: var(--wrap);
    column-gap: var(--attend-2);
    min-width: 0;
  }
  .title {
    max-width: 100%;
    font-weight: 600;
    overflow: var(--cut);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title i {
    font-family: var(--attend-serif);
    font-weight: 600;
    font-size: 1.1em;
    line-height: 0;
    padding-left: 0.1em;
  }
  .title sup,
  .title sub {
    font-size: 0.7em;
    line-height: 0;
  }
  .shape {
    font-family: var(--attend-mono);
    font-size: var(--attend-size-xs);
    color: var(--attend-ink-soft);
    min-width: 0;
    overflow: clip visible;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
