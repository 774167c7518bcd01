import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { StageInfo } from '../../engine/index.js';
import { formatBrief, formatExact } from '../../engine/writing/format.js';
import type { WrittenStep } from '../../engine/writing/written-step.js';
import { keepFocus } from '../shared/keep-focus.js';
import { whenIdle } from '../shared/lazy-elements.js';
import { base, buttons, tabs } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { say } from '../shared/words.js';

/** Maths and source of one stage, taken in when the site was built: MathML by its LaTeX. */
export interface StageText {
  maths: Record<string, string>;
  cpp: string;
  file: string;
}

export type StageTexts = Record<string, StageText>;

/** A constant as it was set: with all its digits, as long as they can be read without a power of ten. */
const constantText = (value: number): string =>
  value === 0 || Math.abs(value) >= 1e-6 ? formatExact(value) : formatBrief(value);

const TABS = ['maths', 'numpy', 'cpp'] as const;
type Tab = (typeof TABS)[number];

const loading = new Map<string, Promise<StageTexts>>();

/** Fetches the texts once for every address. */
function fetchTexts(url: string): Promise<StageTexts> {
  let texts = loading.get(url);
  if (!texts) {
    texts = fetch(url).then((response) => {
      if (!response.ok) throw new Error(String(response.status));
      return response.json() as Promise<StageTexts>;
    });
    loading.set(url, texts);
    texts.catch(() => loading.delete(url));
  }
  return texts;
}

/**
 * What the stage does, as maths, as NumPy and as the engine's own C++; the line for the result in focus is marked.
 *
 * @fires attend-drawer - `{ open }`: it is to be opened or closed
 */
export class AttendCode extends LitElement {
  static override properties = {
    info: { attribute: false },
    written: { attribute: false },
    result: { attribute: false },
    url: { attribute: false },
    tab: { state: true },
    texts: { state: true },
    failed: { state: true },
    open: { type: Boolean, reflect: true },
  };

  info: StageInfo | null = null;
  /** What this step of this run computes; null where it is not asked for. */
  written: WrittenStep | null = null;
  result = '';
  /** Closed, it is a button. */
  open = true;
  /** Where stage-texts.json is. */
  url = '';
  private tab: Tab = 'maths';
  private texts: StageTexts | null = null;
  private failed = false;
  private readonly formulas = new Map<string, Element | null>();
  private asked = false;

  constructor() {
    super();
    keepFocus(this);
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.asked && this.open && this.url && this.info && this.tab !== 'numpy') this.load();
    if (['tab', 'info', 'result', 'texts'].some((name) => changed.has(name)))
      requestAnimationFrame(() => requestAnimationFrame(this.scrollToMark));
  }

  /** Leaves the way free for the first picture. */
  private load(): void {
    this.asked = true;
    whenIdle(() =>
      fetchTexts(this.url).then(
        (texts) => {
          this.texts = texts;
        },
        () => {
          this.failed = true;
        },
      ),
    );
  }

  private readonly scrollToMark = (): void => {
    const panel = this.renderRoot.querySelector<HTMLElement>('[role=tabpanel]');
    const mark = panel?.querySelector<HTMLElement>('.now');
    if (!panel) return;
    panel.scrollTop = mark ? Math.max(0, mark.offsetTop - panel.clientHeight / 2 + mark.offsetHeight / 2) : 0;
    this.showMore(panel);
  };

  private showMore(panel: Element): void {
    panel.classList.toggle('more', panel.scrollTop + panel.clientHeight < panel.scrollHeight - 4);
  }

  private choose(tab: Tab): void {
    this.tab = tab;
    if (this.failed) this.asked = false;
    this.failed = false;
  }

  private onKey = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose(TABS[(TABS.indexOf(this.tab) + by + TABS.length) % TABS.length]!);
    this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };

  private numpy({ results, numpyOptions }: WrittenStep): TemplateResult {
    return html`<pre translate="no">${numpyOptions.map(
      ({ name, value }) => html`<span class="row given">${name} = ${value}</span>`,
    )}${results.map(
      ({ name, numpy }) => html`<span class=${name === this.result ? 'row now' : 'row'}>${numpy}</span>`,
    )}</pre>`;
  }

  private maths({ results, formulaOptions }: WrittenStep, { maths }: StageText): TemplateResult {
    const row = (name: string, formula: string) =>
      html`<div class=${name === this.result ? 'row now' : 'row'}>${this.formula(maths[formula] ?? '')}</div>`;
    return html`${results.map(({ name, formula }) => row(name, formula))}${formulaOptions.map(
      ({ symbol, value }) =>
        html`<div class="row given" translate="no">${this.formula(maths[symbol] ?? '')} = ${constantText(value)}</div>`,
    )}`;
  }

  /** MathML was written at build time from the engine's formulas; it is parsed, so that no text of a page becomes markup. */
  private formula(mathml: string): Element | null {
    const known = this.formulas.get(mathml);
    if (known !== undefined) return known;
    const math = new DOMParser().parseFromString(mathml, 'text/html').querySelector('math');
    this.formulas.set(mathml, math);
    return math;
  }

  /** The file, with the function that makes the result in focus marked, where it has one of that name. */
  private source(text: StageText): TemplateResult {
    const lines = text.cpp.split('\n');
    const start = lines.findIndex((line) => line.startsWith(`inline Tensor ${this.result}(`));
    const end = start < 0 ? start : lines.indexOf('}', start) + 1;
    const part = (from: number, to?: number) => lines.slice(from, to).join('\n');
    const marked = start < 0 ? nothing : html`<span class="row now">${part(start, end)}</span>`;
    return html`<pre translate="no"><span class="file">${text.file}</span>${start < 0 ? '' : part(0, start)}${marked}${part(Math.max(0, end))}</pre>`;
  }

  private body(): TemplateResult {
    const { info, written } = this;
    if (!info || !written) return html`<p>${say('code-none')}</p>`;
    if (this.tab === 'numpy') return this.numpy(written);
    if (this.failed) return html`<p>${say('code-missing')}</p>`;
    const text = this.texts?.[info.id];
    if (!text) return html`<p>${say('code-loading')}</p>`;
    return this.tab === 'maths' ? this.maths(written, text) : this.source(text);
  }

  private toggle(): void {
    tell(this, 'attend-drawer', { open: !this.open });
    this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.drawer')?.focus());
  }

  protected override render(): TemplateResult {
    const drawer = html`<button class="drawer" aria-expanded=${this.open} aria-label=${this.open ? say('code-close') : say('code-open')} title=${say(this.open ? 'code-close' : 'code-open')} @click=${this.toggle}>${this.open ? '×' : say('code-open')}</button>`;
    if (!this.open) return drawer;
    return html`<section aria-label=${say('code')}>
      <div role="tablist" aria-label=${say('code')} @keydown=${this.onKey}>
        ${TABS.map(
          (tab) => html`<button role="tab" id=${`tab-${tab}`} aria-selected=${tab === this.tab} aria-controls="panel"
            tabindex=${tab === this.tab ? 0 : -1} @click=${() => this.choose(tab)}>${say(`tab-${tab}`)}</button>`,
        )}
      </div>${drawer}
      <div role="tabpanel" class=${this.tab} id="panel" tabindex="0" aria-labelledby=${`tab-${this.tab}`}
        @scroll=${(event: Event) => this.showMore(event.target as Element)}>${this.body()}${this.written && this.tab !== 'cpp' ? html`<p class="source">${this.written.source}</p>` : nothing}</div>
    </section>`;
  }

  static override styles = [
    base,
    buttons,
    tabs,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .drawer {
        white-space: nowrap;
      }
      section .drawer {
        position: absolute;
        top: 0;
        right: 0;
        min-width: calc(2 * var(--attend-rem));
        border: 0;
        background: none;
      }
      section {
        position: relative;
        border: 1px solid var(--attend-line);
        border-radius: var(--attend-radius);
        overflow: hidden;
        background: var(--attend-surface);
      }
      [role='tablist'] {
        display: flex;
        padding: 0 var(--attend-2);
        background: var(--attend-sunken);
        border-bottom: 1px solid var(--attend-line);
      }
      [role='tabpanel'] {
        position: relative;
        min-height: calc(6.75 * var(--attend-rem));
        max-height: var(--attend-code-height, calc(12 * var(--attend-rem)));
        overflow: auto;
        padding: var(--attend-2) 0;
      }
      /* It goes on below. */
      .more {
        mask-image: linear-gradient(to top, rgb(0 0 0 / 15%), #000 calc(1.5 * var(--attend-rem)));
      }
      .cpp {
        height: calc(12 * var(--attend-rem));
        max-height: none;
      }
      [role='tabpanel']:focus-visible {
        outline-offset: -3px;
      }
      pre {
        margin: 0;
        font-family: var(--attend-mono);
        font-size: var(--attend-size-xs);
        line-height: 1.6;
        width: max-content;
        min-width: 100%;
        padding: 0 var(--attend-3);
        tab-size: 2;
      }
      pre .row,
      pre .file {
        display: block;
        margin: 0 calc(-1 * var(--attend-3));
        padding: 1px var(--attend-3);
      }
      .file {
        color: var(--attend-ink-soft);
      }
      div.row {
        padding: var(--attend-1) var(--attend-3);
        width: max-content;
        min-width: 100%;
      }
      .now {
        background: var(--attend-mark);
        box-shadow: inset 3px 0 var(--attend-mark-line);
      }
      .given {
        color: var(--attend-ink-soft);
        font-size: var(--attend-size-xs);
      }
      div.given math {
        display: inline;
      }
      math {
        font-size: calc(1 * var(--attend-rem));
      }
      p {
        margin: 0;
        padding: 0 var(--attend-3);
        font-size: var(--attend-size-s);
        color: var(--attend-ink-soft);
      }
      .source {
        padding: var(--attend-1) var(--attend-3);
        font-size: var(--attend-size-xs);
      }
      @media (forced-colors: active) {
        .now {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];
}
