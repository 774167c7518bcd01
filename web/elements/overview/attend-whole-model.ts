import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { later } from '../shared/lazy-elements.js';
import { base, buttons } from '../shared/sheets.js';
import { say } from '../shared/words.js';
import type { AttendOverview } from './attend-overview.js';
import type { Stepper } from './stepper-link.js';

/** A button of the stepper it stands in, and a window with the whole model, which is loaded when it is first asked for. */
export class AttendWholeModel extends LitElement {
  static override properties = { open: { state: true }, failure: { state: true } };

  private open = false;
  private failure = '';

  private get stepper(): Stepper {
    return (this.getRootNode() as ShadowRoot).host as Stepper;
  }

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  /** Opens the window; closing it returns the keyboard to where it was. */
  readonly show = async (): Promise<void> => {
    this.failure = '';
    try {
      await later('attend-overview');
    } catch (error) {
      this.failure = say('whole-unloaded', { reason: (error as Error).message });
      return;
    }
    this.open = true;
    await this.updateComplete;
    this.dialog.showModal();
    const overview = this.renderRoot.querySelector<AttendOverview>('attend-overview')!;
    overview.follow(this.stepper);
    await overview.updateComplete;
    overview.focus();
  };

  private readonly close = (): void => this.dialog.close();

  private readonly onClose = (): void => {
    this.open = false;
  };

  protected override render(): TemplateResult {
    return html`<button class="open" aria-haspopup="dialog" aria-keyshortcuts="W" @click=${this.show}>${say('whole')}</button>
      <p role="alert" ?hidden=${!this.failure}>${this.failure}</p>
      <dialog aria-label=${say('whole')} @close=${this.onClose} @keydown=${(event: Event) => event.stopPropagation()}>
        ${
          this.open
            ? html`<attend-overview @attend-goto=${this.close}>
              <button slot="tools" @click=${this.close}>${say('whole-close')}</button></attend-overview>`
            : nothing
        }
      </dialog>`;
  }

  static override styles = [
    base,
    buttons,
    css`
      dialog {
        width: 96vw;
        height: 94vh;
        max-width: none;
        max-height: none;
        padding: 0;
        overflow: hidden;
        color: var(--attend-ink);
        background: var(--attend-surface);
        border: 1px solid var(--attend-line-strong);
        border-radius: var(--attend-radius);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
    `,
  ];
}
