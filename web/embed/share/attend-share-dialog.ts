/** The dialog “Share and embed”: choices, what they look like, and the lines to paste. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { dialogSheet } from '../../elements/shared/dialog-sheet.js';
import { base, buttons } from '../../elements/shared/sheets.js';
import type { AttendStepper } from '../../elements/stepper/attend-stepper.js';
import { LOCKS } from '../../elements/stepper/chrome.js';
import { queryOf, THEMES } from '../frame/config.js';
import { shareSheet } from './share-sheet.js';
import { say } from './share-words.js';
import type { Shareable } from './snippets.js';
import { PLACES, type Shared, snippetsOf } from './snippets.js';

const CHROMES = ['all', 'controls', 'none'] as const;

export class AttendShareDialog extends LitElement {
  static override properties = {
    shareable: { state: true },
    values: { state: true },
    kind: { state: true },
    withState: { state: true },
    place: { state: true },
    told: { state: true },
  };

  private shareable: Shareable | null = null;
  private stepper: AttendStepper | null = null;
  private values: Record<string, string> = {};
  private kind: 'lesson' | 'stepper' = 'stepper';
  private withState = false;
  private place = 'iframe';
  private told = '';

  show(stepper: AttendStepper, shareable: Shareable): void {
    this.stepper = stepper;
    this.shareable = shareable;
    this.kind = shareable.lesson ? 'lesson' : 'stepper';
    this.withState = (stepper.session?.edits.length ?? 0) > 0;
    this.told = '';
    this.updateComplete.then(() => this.dialog.showModal());
  }

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  /** The state for the address; null where it does not fit into one. */
  private get state(): string | null {
    try {
      return this.stepper!.session!.save();
    } catch {
      return null;
    }
  }

  private get shared(): Shared {
    const { lesson, stepper, title } = this.shareable!;
    // Scripts lie in a folder beside the pages, wherever the site stands.
    const site = new URL('../', import.meta.url);
    const { workshop: _, ...ofLessons } = this.values;
    const query = queryOf(this.kind === 'lesson' ? ofLessons : this.values);
    const page = new URL(`embed/${this.kind === 'lesson' ? lesson : stepper}/${query}`, site);
    const state = this.withState ? this.state : null;
    if (state) page.hash = `s=${state}`;
    const { theme = '', chrome = '', lock = '' } = this.values;
    return {
      address: page.href,
      assets: new URL('assets/', site).href,
      title,
      kind: this.kind === 'stepper' && this.values.workshop ? 'workshop' : this.kind,
      source:
        this.kind === 'lesson'
          ? new URL(`lessons/${lesson}/`, site).href
          : new URL(`embed/${stepper}/scene.json`, site).href,
      attributes: { theme, chrome: chrome === 'all' ? '' : chrome, lock },
    };
  }

  private set(name: string, value: string): void {
    this.values = { ...this.values, [name]: value };
    this.told = '';
  }

  private lockChosen(lock: string, on: boolean): void {
    const before = (this.values.lock ?? '').split(',').filter(Boolean);
    this.set('lock', LOCKS.filter((each) => (each === lock ? on : before.includes(each))).join(','));
  }

  private copy = async (): Promise<void> => {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>('textarea')!;
    try {
      await navigator.clipboard.writeText(field.value);
      this.told = say('share-copied');
    } catch {
      field.focus();
      field.select();
      this.told = say('share-select');
    }
  };

  private choice(
    name: string,
    values: readonly string[],
    chosen: string,
    set: (value: string) => void,
  ): TemplateResult {
    return html`<label>${say(`share-${name}`)}
      <select name=${name} @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}>
        ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${say(`share-${name}-${value}`)}</option>`)}
      </select></label>`;
  }

  private check(name: string, on: boolean, set: (on: boolean) => void): TemplateResult {
    return html`<label><input type="checkbox" name=${name} .checked=${on}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)} /> ${say(`share-${name}`)}</label>`;
  }

  private what(): TemplateResult | typeof nothing {
    if (!this.shareable?.lesson) return nothing;
    const kinds = ['lesson', 'stepper'] as const;
    return html`<fieldset><legend>${say('share-what')}</legend>
      ${kinds.map(
        (kind) => html`<label><input type="radio" name="kind" .checked=${this.kind === kind}
          @change=${() => {
            this.kind = kind;
          }} /> ${say(`share-${kind}`)}</label>`,
      )}</fieldset>`;
  }

  private choices(): TemplateResult {
    const locked = (this.values.lock ?? '').split(',');
    return html`<form class="choices" @submit=${(event: Event) => event.preventDefault()}>
      ${this.what()}
      <div class="row">
        ${this.choice('theme', THEMES, this.values.theme ?? 'auto', (value) => this.set('theme', value))}
        ${this.choice('chrome', CHROMES, this.values.chrome ?? 'all', (value) => this.set('chrome', value))}
      </div>
      <fieldset><legend>${say('share-lock')}</legend>
        ${LOCKS.map(
          (lock) => html`<label><input type="checkbox" name=${lock} .checked=${locked.includes(lock)}
            @change=${(event: Event) => this.lockChosen(lock, (event.target as HTMLInputElement).checked)} /> ${say(`share-lock-${lock}`)}</label>`,
        )}</fieldset>
      ${this.kind === 'lesson' ? nothing : this.check('workshop', Boolean(this.values.workshop), (on) => this.set('workshop', on ? 'on' : ''))}
      ${this.check('state', this.withState, (on) => {
        this.withState = on;
      })}
      ${this.withState && this.state === null ? html`<p class="bad" role="alert">${say('share-state-long')}</p>` : nothing}
    </form>`;
  }

  private code(shared: Shared): TemplateResult {
    const { text } = snippetsOf(shared).find(({ id }) => id === this.place)!;
    return html`<div class="row">
        ${this.choice('place', PLACES, this.place, (value) => {
          this.place = value;
          this.told = '';
        })}
        <button class="copy" @click=${this.copy}>${say('share-copy')}</button>
        <span role="status">${this.told}</span>
      </div>
      <p class="how">${say(`share-how-${this.place}`)}</p>
      <textarea readonly rows="4" spellcheck="false" aria-label=${say('share-code')} .value=${text}></textarea>`;
  }

  private onPointer = (event: Event): void => {
    if (event.target === event.currentTarget) this.dialog.close();
  };

  private onClose = (): void => {
    this.shareable = null;
  };

  private inside(): TemplateResult {
    const { shared } = this;
    return html`<p>${say('share-lead')}</p>
      ${this.choices()}${this.code(shared)}
      <h3 id="preview">${say('share-preview')}</h3>
      <iframe title=${say('share-preview')} src=${shared.address} loading="lazy" inert></iframe>`;
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @click=${this.onPointer} @close=${this.onClose}
      @keydown=${(event: Event) => event.stopPropagation()}>
      <div class="inside">
        <header><h2 id="title">${say('share-title')}</h2><button @click=${() => this.dialog.close()}>${say('share-close')}</button></header>
        ${this.shareable ? this.inside() : nothing}
      </div>
    </dialog>`;
  }

  static override styles = [base, buttons, dialogSheet, shareSheet];
}
