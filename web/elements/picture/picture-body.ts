/** What stands in a picture, as its plan says. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Cell, MatrixView } from '../matrix/matrix-view.js';
import { sliceOf } from '../shared/words.js';
import type { Figure, Sign } from './figure.js';
import { lengthsOf } from './figure-lengths.js';
import { type FlowLines, type Line, ownRows, type Sizes } from './figure-sizes.js';
import { type FocusPlan, headed } from './focus-sizes.js';
import type { Body, Plan } from './plan.js';

/** How a matrix is shown. */
export interface Shown {
  sizes: Sizes;
  /** Whether row names are seen. */
  names: boolean;
  /** Columns that belong together; 0 for none. */
  group?: number;
  /** Without column names: they stand above already. */
  bare?: boolean;
  /** One row, with its name before it. */
  strip?: boolean;
}

export interface Tools {
  cell: Cell | null;
  zoom: number;
  wide: boolean;
  /** The element that shows a view. */
  matrix(view: MatrixView, where: string, shown: Shown): HTMLElement;
}

function product(
  { figure, fit }: Body & { kind: 'product' },
  corner: boolean,
  { wide, matrix, zoom }: Tools,
): TemplateResult {
  const { sizes, names } = fit;
  // Where there is little room the column names of the result stand once, on the top operand.
  return html`<div class="product ${wide ? 'wide' : ''} ${corner ? 'cornered' : ''} ${names ? '' : 'hanging'}" .style=${lengthsOf(sizes, null, zoom)}>
    ${corner ? html`<div class="corner"><slot></slot></div>` : nothing}
    ${matrix(figure.top, 'top', { sizes, names: true })}
    ${figure.bias ? matrix(figure.bias, 'bias over', { sizes, names: true, bare: true }) : nothing}
    ${matrix(figure.left, 'left', { sizes, names: true, bare: !wide })}
    ${matrix(figure.result, 'result', { sizes, names, bare: !wide })}
  </div>`;
}

function sign({ text, arrow }: Sign, rows: number): TemplateResult {
  return html`<div class="sign" aria-hidden="true" .style=${`--rows:${rows}`}>
    <span>${text}</span>${arrow ? html`<svg viewBox="0 0 28 8"><path d="M1 4h24M21 1l4 3-4 3" /></svg>` : nothing}
  </div>`;
}

function line(figure: Figure, parts: Line, sizes: Sizes, { matrix }: Tools): TemplateResult {
  const own = ownRows(figure);
  const shared = parts.some((part) => part.kind === 'matrix' && !own(part.view));
  const group = figure.kind === 'heads' ? figure.heads[0]!.cols.length : 0;
  const heads = 'heads' in figure ? figure.heads : [];
  const rows = new Set(parts.flatMap((part) => (part.kind === 'matrix' ? [part.view.rows.length] : [])));
  return html`<div class="line ${sizes.dense ? 'dense' : ''} ${rows.size > 1 ? 'uneven' : ''}">
    ${parts.map((part, i) => {
      if (part.kind === 'sign') return sign(part, Math.max(1, ...rows));
      const first = parts.findIndex((each) => each.kind === 'matrix' && !own(each.view)) === i;
      const head = heads.indexOf(part.view);
      const names = own(part.view) || (shared && first);
      return html`<div class="block ${part.view.axes[1] ? '' : 'vector'} ${head > 0 ? 'next' : ''}">
        ${part.above.map((view) => matrix(view, 'over', { sizes, names: false, bare: true }))}
        ${matrix(part.view, 'part', { sizes, names, group: head < 0 ? group : 0 })}
      </div>`;
    })}
  </div>`;
}

const flow = (figure: Figure, { lines, sizes, sign: room }: FlowLines, tools: Tools): TemplateResult =>
  html`<div .style=${lengthsOf(sizes, room, tools.zoom)}>${lines.map((parts) => line(figure, parts, sizes, tools))}</div>`;

/** How numbers lie in memory, whole and cut into heads. */
function memory({ heads, whole, split }: Figure & { kind: 'heads' }, cell: Cell | null): TemplateResult {
  const width = heads[0]!.cols.length;
  const { index, path } = cell ?? { index: [], path: '' };
  const [row = 0, col = 0] = index;
  const chosen =
    path === heads[0]!.tensor.path
      ? index
      : path === whole.tensor.path
        ? [Math.floor(col / width), row, col % width]
        : null;
  return html`<attend-memory
    .tokens=${whole.rows.length}
    .heads=${heads.length}
    .width=${width}
    .split=${split}
    .chosen=${chosen}
    .value=${chosen ? heads[chosen[0]!]!.value(chosen[1]!, chosen[2]!) : 0}
  ></attend-memory>`;
}

function focus({ bands, strips, title, result, beside }: FocusPlan, { matrix, zoom }: Tools): TemplateResult {
  const band = (views: MatrixView[]): TemplateResult => {
    const heads = headed(views);
    const each = (view: MatrixView, at: number) =>
      matrix(view, 'strip', { sizes: strips, names: false, strip: true, bare: !heads[at] });
    return html`<div class="band">${views.map(each)}</div>`;
  };
  return html`<div class="focus ${beside ? 'beside' : ''}">
    <div class="strips ${title ? 'titled' : ''} ${strips.dense ? 'fine' : ''}" .style=${lengthsOf(strips, null, zoom)}>${bands.map(band)}</div>
    ${result ? html`<div .style=${lengthsOf(result.sizes, null, zoom)}>${matrix(result.view, 'result', { sizes: result.sizes, names: true })}</div>` : nothing}
  </div>`;
}

function drawn(body: Body, corner: boolean, tools: Tools): TemplateResult {
  if (body.kind === 'focus') return focus(body.fit, tools);
  if (body.kind === 'product') return product(body, corner, tools);
  const { figure, fit } = body;
  if (body.kind === 'flow') {
    const held = figure.kind === 'heads' && figure.heads.length > 1 ? memory(figure, tools.cell) : nothing;
    return html`${flow(figure, fit, tools)}${held}`;
  }
  const head = body.figure.heads.findIndex((view) => String(view.index(0, 0)) === String(figure.result.index(0, 0)));
  return html`${flow(figure, fit, tools)}<p class="one">${sliceOf(body.figure.result.tensor.axes[0], '-made', { head: head + 1 })}</p>${drawn(body.one, false, tools)}`;
}

export const bodyOf = ({ body, corner }: Plan, tools: Tools): TemplateResult => drawn(body, corner, tools);
