/** The button “Share”; its dialog is loaded when it is asked for. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { noticeSheet } from '../../elements/narration/notice-sheet.js';
import { base, buttons } from '../../elements/shared/sheets.js';
import { say } from '../../elements/shared/words.js';
import type { AttendStepper } from '../../elements/stepper/attend-stepper.js';
import type { AttendShareDialog } from './attend-share-dialog.js';
import type { Shareable } from './snippets.js';

export class AttendShare extends LitElement {
  static override properties = { notice: { state: true } };

  stepper: AttendStepper | null = null;
  /** Asked when the dialog opens, since the scene may be another by then. */
  shared: () => Shareable = () => ({ title: '', lesson: null, stepper: '' });
  private notice = '';

  private show = async (): Promise<void> => {
    this.notice = '';
    try {
      const { AttendShareDialog } = await import('./attend-share-dialog.js');
      if (!customElements.get('attend-share-dialog')) customElements.define('attend-share-dialog', AttendShareDialog);
    } catch (error) {
      this.notice = say('take-unloaded', { reason: (error as Error).message });
      return;
    }
    this.renderRoot.querySelector<AttendShareDialog>('attend-share-dialog')!.show(this.stepper!, this.shared());
  };

  protected override render(): TemplateResult {
    return html`<button class="open" aria-haspopup="dialog" @click=${this.show}>${say('share')}</button>
      ${this.notice ? html`<p class="notice" role="alert">${this.notice}</p>` : nothing}
      <attend-share-dialog></attend-share-dialog>`;
  }

  static override styles = [base, buttons, noticeSheet];
}

/** Puts the button among the stepper’s tools. */
export function attachShare(stepper: AttendStepper, shared: () => Shareable): void {
  if (!customElements.get('attend-share')) customElements.define('attend-share', AttendShare);
  const share = document.createElement('attend-share') as AttendShare;
  share.slot = 'tools';
  share.stepper = stepper;
  share.shared = shared;
  stepper.append(share);
}
