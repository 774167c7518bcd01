import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Engine, NamedTensor, Session } from '../../engine/index.js';
import { heatSheet } from '../matrix/heat-sheet.js';
import { dialogSheet } from '../shared/dialog-sheet.js';
import { base, buttons } from '../shared/sheets.js';
import type { AttendStepper } from '../stepper/attend-stepper.js';
import { download, readStateFile, readTensorFile, svgOf, type Tools, tensorPaths } from './take-away-files.js';
import { takeAwaySheet } from './take-away-sheet.js';
import { say } from './take-away-words.js';

type Place = 'link' | 'tensor' | 'run' | 'picture';

/** The dialog of taking away: a link to this moment, files of tensors and traces, scripts, the picture. */
export class AttendTakeAwayDialog extends LitElement {
  static override properties = {
    path: { state: true },
    link: { state: true },
    problems: { state: true },
    told: { state: true },
    opened: { state: true },
    replaced: { state: true },
  };

  host: AttendStepper | null = null;
  private path = '';
  private link = '';
  private problems: Partial<Record<Place, string>> = {};
  private told: { place: Place; text: string } | null = null;
  /** The state that a file took the place of, while what it brought runs. */
  private replaced: { state: string; by: Session } | null = null;
  private opened = false;

  private get session(): Session {
    return this.host!.session!;
  }
  private get engine(): Engine {
    return this.host!.engine!;
  }

  show(): void {
    this.problems = {};
    this.told = null;
    if (this.replaced?.by !== this.session) this.replaced = null;
    this.opened = true;
    this.path = this.session.selection?.path ?? this.host!.selection?.path ?? tensorPaths(this.session)[0] ?? '';
    this.writeLink();
    this.updateComplete.then(() => this.dialog.showModal());
  }

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  private close = (): void => this.dialog.close();

  /** Empty where the changes do not fit into one. */
  private writeLink(): void {
    this.link = '';
    try {
      const address = new URL(location.href);
      address.hash = `s=${this.session.save()}`;
      this.link = address.href;
    } catch {}
  }

  /** After another session began to run: the tensor may not be one of its own. */
  private takeSession(): void {
    const paths = tensorPaths(this.session);
    if (!paths.includes(this.path)) this.path = paths[0] ?? '';
    this.problems = {};
    this.writeLink();
  }

  private get tensor(): NamedTensor {
    return this.session.tensor(this.path, { ahead: true });
  }

  /** Does something for one part of the dialog; what it answers, or what goes wrong, is told there. */
  private async attempt(place: Place, what: (tools: Tools) => Promise<string> | string): Promise<void> {
    const { [place]: _, ...others } = this.problems;
    this.problems = others;
    this.told = { place, text: say('take-away-wait') };
    try {
      this.told = { place, text: await what(await this.tools()) };
    } catch (error) {
      this.told = null;
      this.problems = { ...this.problems, [place]: (error as Error).message };
    }
  }

  private async tools(): Promise<Tools> {
    try {
      return await import('./export.js');
    } catch (error) {
      throw new Error(say('take-offline', { reason: (error as Error).message }));
    }
  }

  private save(name: string, content: BlobPart, type: string): string {
    return say('take-saved', { name: download(this.session, name, content, type) });
  }

  private copy = (): Promise<void> =>
    this.attempt('link', async () => {
      try {
        await navigator.clipboard.writeText(this.link);
        return say('take-link-copied');
      } catch {
        const field = this.renderRoot.querySelector<HTMLInputElement>('#link')!;
        field.focus();
        field.select();
        return say('take-link-select');
      }
    });

  private saveState = (): Promise<void> =>
    this.attempt('link', () => this.save('state.attend.txt', this.session.save({ long: true }), 'text/plain'));

  private goBack = (): void => {
    this.attempt('link', () => {
      this.host!.setState(this.replaced!.state);
      this.replaced = null;
      this.takeSession();
      return say('take-state-back-done');
    });
  };

  /** The file that was chosen; the field is emptied, so that the same one may be chosen again. */
  private chosen(event: Event): File | null {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0] ?? null;
    field.value = '';
    return file;
  }

  private openState = (event: Event): void => {
    const file = this.chosen(event);
    if (!file) return;
    this.attempt('link', async () => {
      const before = this.host!.getState();
      const left = this.host!.takeUp(await readStateFile(file));
      this.replaced = { state: before, by: this.session };
      this.takeSession();
      return `${say('take-state-done')} ${left}`.trim();
    });
  };

  private openTensor = (event: Event): void => {
    const file = this.chosen(event);
    if (!file) return;
    this.attempt('tensor', async (tools) => {
      const { tensor, path } = this;
      const locked = this.host!.refusalFor(path);
      if (locked) throw new Error(locked);
      const values = await readTensorFile(file, tensor, tools);
      const start = tensor.shape.map(() => 0);
      const before = this.session.edits;
      this.session.edit(path, start, values);
      this.host!.writer.takeIn(before);
      this.writeLink();
      return say('take-tensor-done', { name: file.name, path });
    });
  };

  private fileOf(ending: string): string {
    return `${this.path.replaceAll('.', '-')}.${ending}`;
  }

  private svg(tools: Tools): string {
    return svgOf(this.host!, this.renderRoot.querySelector<HTMLElement>('.probe')!, tools);
  }

  private answer(place: Place): TemplateResult {
    const problem = this.problems[place];
    return html`<p class="done" role="status">${this.told?.place === place ? this.told.text : nothing}</p>
      ${problem ? html`<p class="bad" role="alert">${problem}</p>` : nothing}`;
  }

  private file(label: string, accept: string, id: string, onFile: (event: Event) => void): TemplateResult {
    const press = () => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)!.click();
    return html`<button @click=${press}>${say(label)}</button>
      <input id=${id} class="hidden" type="file" accept=${accept} tabindex="-1" aria-label=${say(label)} @change=${onFile} />`;
  }

  private linkPart(): TemplateResult {
    return html`<section aria-labelledby="t-link">
      <h3 id="t-link">${say('take-link-title')}</h3>
      <p>${say('take-link-lead')}</p>
      ${
        this.link
          ? html`<div class="row">
            <input id="link" type="text" readonly aria-label=${say('take-link')} .value=${this.link} />
            <button class="copy" @click=${this.copy}>${say('take-link-copy')}</button>
          </div>`
          : html`<p class="bad" role="alert">${say('take-link-long')}</p>`
      }
      <div class="row">
        <button @click=${this.saveState}>${say('take-state-save')}</button>
        ${this.file('take-state-open', '.txt,text/plain', 'state', this.openState)}
        ${this.replaced === null ? nothing : html`<button class="back" @click=${this.goBack}>${say('take-state-back')}</button>`}
      </div>
      ${this.answer('link')}
    </section>`;
  }

  private tensorPart(): TemplateResult {
    const csv = () =>
      this.attempt('tensor', ({ csvText }) => this.save(this.fileOf('csv'), csvText(this.tensor), 'text/csv'));
    const npy = () =>
      this.attempt('tensor', ({ npyBytes }) =>
        this.save(this.fileOf('npy'), npyBytes(this.tensor) as BlobPart, 'application/octet-stream'),
      );
    const onPath = (event: Event) => {
      this.path = (event.target as HTMLSelectElement).value;
      // What was said was said of the tensor before.
      const { tensor: _, ...others } = this.problems;
      this.problems = others;
      if (this.told?.place === 'tensor') this.told = null;
    };
    return html`<section aria-labelledby="t-tensor">
      <h3 id="t-tensor">${say('take-tensor-title')}</h3>
      <p>${say('take-tensor-lead')}</p>
      <div class="row">
        <select aria-label=${say('take-tensor')} @change=${onPath}>
          ${tensorPaths(this.session).map((path) => html`<option value=${path} ?selected=${path === this.path}>${path}</option>`)}
        </select>
        <button @click=${csv}>${say('take-csv')}</button>
        <button @click=${npy}>${say('take-npy')}</button>
        ${this.file('take-tensor-open', '.csv,.npy,text/csv', 'tensor', this.openTensor)}
      </div>
      ${this.answer('tensor')}
    </section>`;
  }

  private runPart(): TemplateResult {
    const { engine, session } = this;
    const trace = () =>
      this.attempt('run', ({ traceText }) =>
        this.save('trace.json', traceText(session, engine.version), 'application/json'),
      );
    const scene = () =>
      this.attempt('run', ({ sceneText }) => this.save('scene.json', sceneText(session), 'application/json'));
    const script = (kind: 'numpyScript' | 'torchScript', name: string) => () =>
      this.attempt('run', (tools) => this.save(name, tools[kind](engine, session), 'text/x-python'));
    return html`<section aria-labelledby="t-run">
      <h3 id="t-run">${say('take-run-title')}</h3>
      <p>${say('take-run-lead')}</p>
      <div class="row">
        <button @click=${scene}>${say('take-scene')}</button>
        <button @click=${trace}>${say('take-trace')}</button>
        <button @click=${script('numpyScript', 'numpy.py')}>${say('take-numpy')}</button>
        <button @click=${script('torchScript', 'pytorch.py')}>${say('take-torch')}</button>
      </div>
      ${this.answer('run')}
    </section>`;
  }

  private picturePart(): TemplateResult {
    const svg = () => this.attempt('picture', (tools) => this.save('picture.svg', this.svg(tools), 'image/svg+xml'));
    const png = () =>
      this.attempt('picture', async (tools) =>
        this.save('picture.png', await tools.pngOf(this.svg(tools)), 'image/png'),
      );
    return html`<section aria-labelledby="t-picture">
      <h3 id="t-picture">${say('take-picture-title')}</h3>
      <div class="row">
        <button @click=${svg}>${say('take-svg')}</button>
        <button @click=${png}>${say('take-png')}</button>
      </div>
      ${this.answer('picture')}
    </section>`;
  }

  private onPointer = (event: Event): void => {
    if (event.target === event.currentTarget) this.close();
  };

  protected override render(): TemplateResult {
    const parts = this.opened
      ? html`${this.linkPart()}${this.tensorPart()}${this.runPart()}${this.picturePart()}`
      : nothing;
    return html`<dialog aria-labelledby="title" @click=${this.onPointer} @keydown=${(event: Event) => event.stopPropagation()}
        @close=${() => {
          this.opened = false;
        }}>
        <div class="inside">
          <header><h2 id="title">${say('take-away-title')}</h2><button @click=${this.close}>${say('take-away-close')}</button></header>
          ${parts}
        </div>
      </dialog>
      <span hidden><span class="probe"></span></span>`;
  }

  static override styles = [base, buttons, heatSheet, dialogSheet, takeAwaySheet];
}
