import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { stateInHash } from '../../engine/index.js';
import { noticeSheet } from '../narration/notice-sheet.js';
import { keepFocus } from '../shared/keep-focus.js';
import { later } from '../shared/lazy-elements.js';
import { base, buttons } from '../shared/sheets.js';
import { say } from '../shared/words.js';
import type { AttendStepper } from '../stepper/attend-stepper.js';
import type { AttendTakeAwayDialog } from './attend-take-away-dialog.js';

const isStepper = (element: Element | null): element is AttendStepper => element?.localName === 'attend-stepper';

/**
 * A button and its dialog, which is loaded only when it is asked for. It belongs to the stepper it stands in, and takes up
 * the state in the page's address.
 */
export class AttendTakeAway extends LitElement {
  static override properties = { bare: { type: Boolean, reflect: true }, notice: { state: true } };

  /** Only what has to be said is shown, no button. */
  bare = false;
  private notice = '';
  /** The state that a link took the place of; empty where it did not, or what the notice says is another thing. */
  private replaced = '';
  private host: AttendStepper | null = null;

  constructor() {
    super();
    keepFocus(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode();
    const above = this.closest('attend-stepper') ?? (root instanceof ShadowRoot ? root.host : null);
    this.host = isStepper(above) ? above : null;
    this.host?.addEventListener('attend-ready', this.takeUp);
    window.addEventListener('hashchange', this.takeUp);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.host?.removeEventListener('attend-ready', this.takeUp);
    window.removeEventListener('hashchange', this.takeUp);
  }

  /**
   * Opens the state in the page's address; one that does not fit is told of, and what runs goes on. An address that was
   * written by whoever set the locks, as a frame's is, may change what they lock.
   */
  private takeUp = (event: Event): void => {
    const followed = event instanceof HashChangeEvent;
    // The page around may have written its own address by the time that it is told of a link.
    const text = stateInHash(new URL(followed ? event.newURL : location.href).hash);
    if (text === null || !this.host?.session || !this.host.engine) return;
    const before = followed ? this.host.getState() : '';
    this.notice = this.replaced = '';
    try {
      if (this.host.hasAttribute('own-link')) this.host.setState(text);
      else this.notice = this.host.takeUp(text);
      if (before && before !== this.host.getState()) {
        this.replaced = before;
        this.notice = `${say('take-notice-opened')} ${this.notice}`;
      }
    } catch (error) {
      const kept = this.host.session.edits.length > 0 ? 'take-notice-kept' : 'take-notice-plain';
      this.notice = `${(error as Error).message} ${say(kept)}`;
    }
  };

  /** The link goes out of the address, too: what is seen is no longer what it brings. */
  private goBack = (): void => {
    history.replaceState(null, '', location.pathname + location.search);
    this.host!.setState(this.replaced);
    this.notice = '';
  };

  private show = async (): Promise<void> => {
    if (!this.host?.session) return;
    this.notice = this.replaced = '';
    try {
      await later('attend-take-away-dialog');
    } catch (error) {
      this.notice = say('take-unloaded', { reason: (error as Error).message });
      return;
    }
    const dialog = this.renderRoot.querySelector<AttendTakeAwayDialog>('attend-take-away-dialog')!;
    dialog.host = this.host;
    dialog.show();
  };

  protected override render(): TemplateResult {
    return html`<button class="open" ?hidden=${this.bare} aria-haspopup="dialog" @click=${this.show}>${say('take-away')}</button>
      ${
        this.notice
          ? html`<div class="notice" role="alert"><p>${this.notice}</p>
            ${this.replaced ? html`<button @click=${this.goBack}>${say('take-state-back')}</button>` : nothing}
            <button @click=${() => {
              this.notice = '';
            }}>${say('take-notice-close')}</button></div>`
          : nothing
      }
      <attend-take-away-dialog></attend-take-away-dialog>`;
  }

  static override styles = [base, buttons, noticeSheet];
}
