/** A section of a lesson that drives the machine beside it. What it holds is ordinary HTML, so it reads without scripts. */
export class AttendStep extends HTMLElement {
  get path(): string {
    return this.getAttribute('path') ?? '';
  }

  get scene(): string {
    return this.getAttribute('scene') ?? 'main';
  }

  get level(): string | null {
    return this.getAttribute('level');
  }

  /** The cell to show, or null for the whole tensor. */
  get cell(): number[] | null {
    const text = this.getAttribute('cell');
    return text === null ? null : text.split(',').map(Number);
  }

  /** Whether this is the section being read. */
  get active(): boolean {
    return this.hasAttribute('active');
  }
  set active(active: boolean) {
    this.toggleAttribute('active', active);
    const link = this.querySelector('.section-number');
    if (active) link?.setAttribute('aria-current', 'step');
    else link?.removeAttribute('aria-current');
  }

  /** Says under the heading why the machine cannot show this section; its matrix then stands as a table. */
  fail(text: string): void {
    this.toggleAttribute('failed', true);
    this.querySelector('.section-problem')?.remove();
    const message = document.createElement('p');
    message.className = 'section-problem';
    message.setAttribute('role', 'alert');
    message.textContent = text;
    this.querySelector('h2')?.after(message);
  }
}
