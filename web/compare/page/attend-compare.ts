import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { dialogSheet } from '../../elements/shared/dialog-sheet.js';
import { fields } from '../../elements/shared/fields-sheet.js';
import { base, buttons } from '../../elements/shared/sheets.js';
import { tell } from '../../elements/shared/tell.js';
import { sceneText } from '../../engine/export/scene.js';
import type { Engine, SceneFile, Session } from '../../engine/index.js';
import { formatBrief, formatExact } from '../../engine/writing/format.js';
import { type Comparison, compare } from '../compare.js';
import { MISTAKES } from '../mistakes.js';
import { compareSheet } from './compare-sheet.js';
import { placeOf, say, titleOf } from './compare-words.js';
import { allGiven, type GivenFile, readGiven, withWeights } from './given.js';
import { sideBySide, sideSheet } from './side-by-side.js';

/**
 * "Check my numbers": what a reader's own code printed, beside what the scene that runs makes.
 *
 * @fires attend-compare-show - `{ scene, name, path, index }`: the cell is wanted in the machine; `scene` with the reader's own weights, which
 *   came from the file `name`, null without
 */
export class AttendCompare extends LitElement {
  static override properties = {
    files: { state: true },
    weights: { state: true },
    found: { state: true },
    problem: { state: true },
    over: { state: true },
  };

  engine: Engine | null = null;
  session: Session | null = null;
  private files: GivenFile[] = [];
  private weights: GivenFile | null = null;
  private found: Comparison | null = null;
  private problem = '';
  private over = false;

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  private get text(): string {
    return this.renderRoot.querySelector('textarea')!.value;
  }

  /** Opens the dialog on what runs now. What was pasted before is still there; what was found then is not. */
  async show(engine: Engine, session: Session): Promise<void> {
    if (session !== this.session) this.found = null;
    Object.assign(this, { engine, session });
    this.requestUpdate();
    await this.updateComplete;
    this.dialog.showModal();
  }

  private close = (): void => this.dialog.close();

  private get scene(): SceneFile {
    return withWeights(JSON.parse(sceneText(this.session!)), this.weights);
  }

  private attempt(work: () => void): void {
    this.problem = '';
    this.found = null;
    try {
      work();
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  private run = async (): Promise<void> => {
    this.attempt(() => {
      this.found = compare(this.engine!, this.scene, allGiven(this.text, this.files));
    });
    await this.updateComplete;
    this.renderRoot.querySelector('.found')!.scrollIntoView({ block: 'nearest' });
  };

  private async take(files: Iterable<File>, keep: (read: GivenFile) => void): Promise<void> {
    this.problem = '';
    this.found = null;
    for (const file of files) {
      try {
        keep(await readGiven(file));
      } catch (error) {
        this.problem = (error as Error).message;
      }
    }
  }

  private add = (read: GivenFile): void => {
    this.files = [...this.files.filter(({ name }) => name !== read.name), read];
  };

  private onFiles = async ({ target }: Event): Promise<void> => {
    const field = target as HTMLInputElement;
    const chosen = [...(field.files ?? [])];
    field.value = '';
    await this.take(chosen, this.add);
  };

  private onWeights = async ({ target }: Event): Promise<void> => {
    const field = target as HTMLInputElement;
    const chosen = [...(field.files ?? [])];
    field.value = '';
    await this.take(chosen, (read) => {
      this.weights = read;
    });
  };

  private onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    this.take(event.dataTransfer?.files ?? [], this.add);
  };

  private onDrag = (event: DragEvent): void => {
    event.preventDefault();
    this.over = event.type === 'dragover';
  };

  private choosing(label: string, id: string, several: boolean, onChange: (event: Event) => void): TemplateResult {
    const press = () => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)!.click();
    return html`<button type="button" @click=${press}>${say(label)}</button>
      <input id=${id} type="file" hidden ?multiple=${several} aria-label=${say(label)} @change=${onChange} />`;
  }

  private handedIn(): TemplateResult | typeof nothing {
    const item = (label: string, name: string, remove: () => void) => html`<li>
      ${label}<button type="button" aria-label=${say('compare-remove', { name })} @click=${remove}>×</button></li>`;
    const files = this.files.map(({ name, tensors }) =>
      item(`${name} · ${say('compare-holds', { count: tensors.length })}`, name, () => {
        this.files = this.files.filter((other) => other.name !== name);
        this.found = null;
      }),
    );
    const { weights } = this;
    const own =
      weights &&
      item(say('compare-weights-used', { name: weights.name }), weights.name, () => {
        this.weights = null;
        this.found = null;
      });
    return files.length || own ? html`<ul class="given">${files}${own || nothing}</ul>` : nothing;
  }

  private parting({ parting, compared }: Comparison): TemplateResult {
    const { tensor, index, yours, ours } = parting!;
    const title = titleOf(tensor);
    const brief = [yours, ours].map((x) => formatBrief(x));
    const [mine, theirs] = brief[0] === brief[1] ? [yours, ours].map((x) => formatExact(x)) : brief;
    const told = { place: placeOf(tensor, index) || title, yours: mine!, ours: theirs! };
    const show = () => {
      const own = { scene: this.weights ? this.scene : null, name: this.weights?.name ?? '' };
      tell(this, 'attend-compare-show', { ...own, path: parting!.path, index });
      this.close();
    };
    return html`<p class="verdict">${say('compare-parts', { count: compared.length, title })}</p>
      <p>${say(Number.isNaN(yours) ? 'compare-nan' : 'compare-largest', told)}</p>
      ${sideBySide(parting!)}
      <div class="row"><button type="button" @click=${show}>${say('compare-show')}</button></div>`;
  }

  private mistakes({ mistakes }: Comparison): TemplateResult {
    if (mistakes.length === 0)
      return html`<p>${say('compare-none', { count: MISTAKES.length })}</p>
        <details><summary>${say('compare-known')}</summary><ul>${MISTAKES.map(({ name }) => html`<li>${name}</li>`)}</ul></details>`;
    return html`<p>${say(mistakes.length === 1 ? 'compare-one' : 'compare-several')}</p>
      <ul class="mistakes">${mistakes.map(({ name, mend }) => html`<li><b>${name}</b>. ${mend}</li>`)}</ul>`;
  }

  private answer(): TemplateResult {
    const { found, problem } = this;
    const agreed =
      found?.agrees &&
      html`<p class="verdict">${say('compare-agrees', { count: found.compared.length, paths: found.compared.join(', ') })}</p>`;
    return html`<div class="found ${found || problem ? '' : 'empty'}" role="status">
      ${problem ? html`<p class="refusal" id="problem">${problem}</p>` : nothing}
      ${agreed || nothing}
      ${found?.parting ? html`${this.parting(found)}${this.mistakes(found)}` : nothing}
    </div>`;
  }

  private onPointer = (event: Event): void => {
    if (event.target === event.currentTarget) this.close();
  };

  protected override render(): TemplateResult {
    const path = this.session ? firstScores(this.session) : '';
    return html`<dialog class=${this.over ? 'over' : ''} aria-labelledby="title" @click=${this.onPointer}
        @keydown=${(event: Event) => event.stopPropagation()} @dragover=${this.onDrag} @dragleave=${this.onDrag} @drop=${this.onDrop}>
      <div class="inside">
        <header><h2 id="title">${say('compare-title')}</h2><button type="button" @click=${this.close}>${say('compare-close')}</button></header>
        <p>${say('compare-lead')}</p>
        <label class="label" for="text">${say('compare-text')}</label>
        <textarea id="text" spellcheck="false" autofocus placeholder=${say('compare-example')} aria-describedby="names problem"
          aria-invalid=${this.problem !== ''}></textarea>
        <p class="hint" id="names">${say('compare-names', { path })}</p>
        <div class="row">${this.choosing('compare-files', 'files', true, this.onFiles)}<p class="hint">${say('compare-files-about')}</p></div>
        <div class="row">${this.choosing('compare-weights', 'weights', false, this.onWeights)}<p class="hint">${say('compare-weights-about')}</p></div>
        ${this.handedIn()}
        <div class="row"><button type="button" class="main" @click=${this.run}>${say('compare-run')}</button></div>
        ${this.answer()}
      </div>
    </dialog>`;
  }

  static override styles = [base, buttons, fields, sideSheet, dialogSheet, compareSheet];
}

/** A path as an example: the first scores of the program. */
function firstScores({ program }: Session): string {
  const steps = [program];
  for (const step of steps) {
    if (step.stage === 'scores') return step.outputs.scores ?? step.path;
    steps.push(...step.children);
  }
  return '';
}

customElements.define('attend-compare', AttendCompare);
