import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Engine, MaskConfig, SceneChange, SceneFile, Session } from '../../engine/index.js';
import { patched } from '../../engine/scene/patch.js';
import { type ModelFile, takesMemory, vocabularyOf } from '../../engine/scene/scene-edit.js';
import type { Turn } from '../editing/undo-line.js';
import { fields } from '../shared/fields-sheet.js';
import { keepFocus } from '../shared/keep-focus.js';
import { later } from '../shared/lazy-elements.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { needsWhole, sharedEngine } from '../stepper/load-scene.js';
import type { AttendOwnWords } from './attend-own-words.js';
import { compareSums, type RowSums, refusalOf, type Sides } from './workshop-mask.js';
import { workshopSheet } from './workshop-panel-sheet.js';
import { type Before, beforeOf, bothWays, joined, type Run, run, runAgain } from './workshop-run.js';
import { openSections, type Section } from './workshop-sections.js';
import { refusalToShare, tellRun, tellSameness } from './workshop-tell.js';
import { say } from './workshop-words.js';

/**
 * The panel that changes what a stepper runs: the sentence, the mask, the model, the seed. Give it the `engine` and the
 * `session` that runs; another session, unless it is one of its own, is a new scene to begin with.
 *
 * `closed`: only its heading is seen; `narrow`: the machine stands below it; `lock`: what is left out, see
 * `workshop-sections.ts`. The host gives `attend-rebuild`'s session to its stepper, and closes the one before.
 *
 * @fires attend-rebuild - `{ scene, session, change, engine }`: another scene is to be run, by this engine
 * @fires attend-fold - `{ closed }`: the panel was opened or closed
 * @fires attend-undo - the last change, here or of a number, is to be undone
 * @fires attend-see - the reader wants to see the machine
 */
export class AttendWorkshopPanel extends LitElement {
  static override properties = {
    engine: { attribute: false },
    session: { attribute: false },
    closed: { type: Boolean, reflect: true },
    narrow: { type: Boolean, reflect: true },
    lock: {},
    edits: { type: Number },
    undoable: { type: Boolean },
    refusals: { state: true },
    told: { state: true },
  };

  engine: Engine | null = null;
  session: Session | null = null;
  closed = false;
  narrow = false;
  lock: string | null = null;
  /** How many edits the session has; they are made beside this panel. */
  edits = 0;
  /** Whether there is something to undo: a change here, or an edit of the session. */
  undoable = false;
  /** Is given every change, with the way back and forth; null where there is no way back to what was before. */
  onTurn: (turn: Turn | null) => void = () => {};
  /** The scene as it came, with its weights; changes lie over it. */
  private scene: SceneFile | null = null;
  /** The newest session made here. */
  private made: Session | null = null;
  private change: SceneChange = {};
  /** The scene came by a link or a file with changes in it. */
  private linked = false;
  /** By control: `words`, `memory`, `mask`, `seed`, or the path of a key of the model. */
  private refusals: Record<string, string> = {};
  private told: string[] = [];
  private sides: Sides = { rows: [], cols: [] };

  constructor() {
    super();
    keepFocus(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    // What was told of a change here is no longer all that was changed.
    if (changed.has('edits') && !changed.has('session')) this.told = [];
    if (!changed.has('session') || !this.session) return;
    if (this.session !== this.made) {
      const { given, patch } = this.session;
      this.scene = patched(given, patch) as SceneFile;
      this.linked = Object.keys(patch).length > 0;
      this.change = {};
      this.refusals = {};
      this.told = [];
    }
    this.sides = this.sidesNow();
  }

  /** Kept as long as the words are the same, so that a mask being drawn is not cut anew. */
  private sidesNow(): Sides {
    const { tokens, memory = [], model } = this.session!.scene;
    const cols = model.kind === 'attention' && memory.length > 0 ? memory : tokens;
    const same = JSON.stringify([tokens, cols]) === JSON.stringify([this.sides.rows, this.sides.cols]);
    return same ? this.sides : { rows: tokens, cols };
  }

  /** Tries a change; what cannot be is told at its control, and the machine runs on as before. */
  private try(part: SceneChange, control: string, done: string): void {
    const { engine, scene, session } = this;
    if (!engine || !scene || !session) return;
    const before = beforeOf(this.change, session);
    try {
      const made = run(engine, scene, joined(this.change, part), session);
      this.show(made, done);
      this.note(before);
      if (made.scene.memory && !this.change.memory && !scene.memory) this.told.push(say('workshop-copied'));
    } catch (error) {
      if (needsWhole(error)) void this.tryWhole(part, control, done);
      else this.refuse(control, error);
    }
  }

  /** The same with the whole engine, which is fetched where the lighter one refused. */
  private async tryWhole(part: SceneChange, control: string, done: string): Promise<void> {
    try {
      this.engine = await sharedEngine(true);
      this.try(part, control, done);
    } catch (error) {
      this.refuse(control, error);
    }
  }

  private refuse(control: string, error: unknown): void {
    this.refusals = { ...this.refusals, [control]: refusalOf(error) };
    this.onRefused();
  }

  /** What was told of the change before would be read as the answer to this one. */
  private onRefused = (): void => {
    this.told = [say('workshop-refused')];
  };

  private show(made: Run, done: string): void {
    this.told = tellRun(made, done, this.session!);
    this.change = made.change;
    this.session = made.session;
    this.made = made.session;
    this.edits = made.session.edits.length;
    this.refusals = {};
    const { scene, session, change } = made;
    tell(this, 'attend-rebuild', { scene, session, change, engine: this.engine });
  }

  /** Puts what was just done on the line of changes, with edits and place as they were before. */
  private note(before: Before): void {
    const after = beforeOf(this.change, this.session!);
    this.onTurn({ undo: () => this.again(before), redo: () => this.again(after) });
  }

  private again(before: Before): void {
    const made = runAgain(this.engine!, this.scene!, before, this.session!);
    const changed = Object.keys(before.change).length > 0 || before.edits.length > 0;
    this.show(made, say(changed ? 'workshop-undone' : this.linked ? 'workshop-linked' : 'workshop-fresh'));
  }

  private back = (): void => tell(this, 'attend-undo');

  /** The scene is what it was before the link changed it; there is no way back but the link. */
  private unlink(): void {
    this.scene = this.session!.given as SceneFile;
    this.linked = false;
    this.onTurn(null);
  }

  /** There is nothing to start over from. */
  private get fresh(): boolean {
    return Object.keys(this.change).length === 0 && !this.linked && this.edits === 0;
  }

  /** How things stand, where nothing was just done here: seen, not heard. */
  private status(): string {
    if (this.edits > 0) return say('workshop-status-edited', { count: this.edits });
    return say(this.linked ? 'workshop-linked' : 'workshop-status-none');
  }

  /** Compares what runs with the scene as it came. */
  private isSame = (): void => {
    if (this.fresh) return;
    const before = this.engine!.open(this.scene!);
    try {
      this.told = [tellSameness(this.session!, before)];
    } finally {
      before.close();
    }
  };

  private startOver = (): void => {
    if (this.fresh) return;
    const before = beforeOf(this.change, this.session!);
    const unlinks = this.linked && Object.keys(this.change).length === 0;
    if (unlinks) this.unlink();
    const made = runAgain(this.engine!, this.scene!, { change: {}, edits: [], cells: 0 }, this.session!);
    this.show(made, say(this.linked ? 'workshop-linked' : 'workshop-fresh'));
    if (!unlinks) this.note(before);
  };

  private onModel = ({ detail }: CustomEvent<{ change: Partial<ModelFile>; field: string }>): void => {
    const { change, field } = detail;
    const refusal = refusalToShare({ ...this.session!.scene.model, ...change }, field);
    if (refusal) this.refusals = { ...this.refusals, [field]: refusal };
    else this.try({ model: change }, field, say('did-model'));
  };

  private compare = (mask: MaskConfig): RowSums | null => {
    if (mask.kind === 'none') return null;
    try {
      return compareSums(...bothWays(this.engine!, this.scene!, this.change, mask));
    } catch {
      return null;
    }
  };

  private words(): TemplateResult {
    const { tokens, memory = [], model, vocabulary = [] } = this.session!.scene;
    const crossed = model.kind === 'encoder-decoder' ? '-decoder' : memory.length > 0 ? '-cross' : '';
    const written = this.scene!.weights.tensors !== undefined && this.change.seed === undefined;
    const known = new Set(written ? vocabularyOf(this.scene!) : vocabulary);
    return html`<attend-own-words class="first" .label=${say(`words-first${crossed}`)} .tokens=${tokens} .known=${known}
        .refusal=${this.refusals.words ?? ''}
        @attend-words=${(event: CustomEvent<{ tokens: string[] }>) => this.try(event.detail, 'words', say('did-words'))}></attend-own-words>
      ${takesMemory(model.kind) ? this.second(memory, known) : nothing}
      <p class="hint">${say('words-how')} ${say(written ? 'words-random-written' : 'words-random')}</p>`;
  }

  private second(memory: string[], known: Set<string>): TemplateResult {
    const { tokens, model } = this.session!.scene;
    const set = (words: string[]) => this.try({ memory: words }, 'memory', say('did-memory'));
    if (memory.length === 0) {
      return html`<div><button type="button" class="add" @click=${() => this.addSecond(set, tokens)}>${say('words-add')}</button>
        <p class="hint">${say('words-add-hint')}</p></div>`;
    }
    const required = model.kind === 'encoder-decoder';
    return html`<attend-own-words class="second" .label=${say(required ? 'words-second-encoder' : 'words-second')}
        .tokens=${memory} .known=${known} .refusal=${this.refusals.memory ?? ''}
        @attend-words=${(event: CustomEvent<{ tokens: string[] }>) => set(event.detail.tokens)}></attend-own-words>
      ${required ? nothing : html`<div><button type="button" class="link" @click=${() => set([])}>${say('words-remove')}</button></div>`}`;
  }

  /** The field takes the place of its button, and the keyboard. */
  private addSecond(set: (words: string[]) => void, tokens: string[]): void {
    set(tokens);
    this.updateComplete.then(() => this.renderRoot.querySelector<AttendOwnWords>('.second')?.focus());
  }

  private seed(): TemplateResult {
    const { weights } = this.scene!;
    const now = this.change.seed ?? weights.seed ?? 0;
    const written = weights.tensors !== undefined && this.change.seed === undefined;
    const set = (seed: number) => this.try({ seed }, 'seed', say('did-seed', { seed: String(seed) }));
    return html`<attend-number whole .label=${say('seed-label')} .value=${now} .least=${0} .most=${4294967295}
        .hint=${say(written ? 'seed-written' : 'seed-about')} .refusal=${this.refusals.seed ?? ''}
        @attend-number=${(event: CustomEvent<{ value: number }>) => set(event.detail.value)}></attend-number>
      <div><button type="button" @click=${() => set((now + 1) % 4294967296)}>${say('seed-another')}</button></div>`;
  }

  /** What a section needs is fetched when it is opened. */
  private onToggle = ({ currentTarget }: Event): void => {
    if ((currentTarget as HTMLDetailsElement).open && (currentTarget as Element).matches('.parts'))
      void later('attend-interventions');
  };

  private section(name: Section, now: string, content: TemplateResult, open = false): TemplateResult | typeof nothing {
    if (!openSections(this.lock).has(name)) return nothing;
    return html`<details ?open=${open} class=${name} @toggle=${this.onToggle}><summary><h3>${say(`section-${name}`)}</h3><span>${now}</span></summary>
      <div class="content">${content}</div></details>`;
  }

  private panel(): TemplateResult {
    const { model, generate } = this.session!.scene;
    const { heads, layers, kind, mask } = model;
    const seed = this.change.seed ?? this.scene!.weights.seed;
    return html`<p class="lead">${say('workshop-lead')}</p>
      <div @attend-refused=${this.onRefused}>${this.section('words', '', this.words(), true)}</div>
      ${this.section(
        'mask',
        say(`mask-name-${mask.kind}`),
        html`${kind === 'encoder-decoder' ? html`<p class="hint">${say('mask-whose')}</p>` : nothing}
        <attend-mask-choice .engine=${this.engine} .mask=${mask} .sides=${this.sides} .compare=${this.compare}
          .refusal=${this.refusals.mask ?? ''}
          @attend-mask=${(event: CustomEvent<{ mask: MaskConfig }>) => this.try({ model: event.detail }, 'mask', say('did-mask'))}
        ></attend-mask-choice>`,
      )}
      ${this.section(
        'model',
        say('model-now', { kind: say(`kind-${kind}`), heads, layers }),
        html`<attend-model-choice .model=${model} .refusals=${this.refusals} @attend-model=${this.onModel}></attend-model-choice>`,
      )}
      ${this.section(
        'generate',
        say('generate-now', { count: generate?.tokens ?? 0 }),
        html`<attend-generate-choice .session=${this.session} .refusals=${this.refusals}
          @attend-generate=${(event: CustomEvent<{ change: SceneChange; field: string }>) =>
            this.try(event.detail.change, event.detail.field, say('did-generate'))}></attend-generate-choice>`,
      )}
      ${this.section(
        'parts',
        '',
        html`<attend-interventions .engine=${this.engine} .session=${this.session} .edits=${this.edits}></attend-interventions>`,
      )}
      ${this.section('seed', seed === undefined ? '' : String(seed), this.seed())}
      <div class="foot">
        <button type="button" class="see" @click=${this.see}>${say('workshop-see')}</button>
        <button type="button" class="back" aria-disabled=${!this.undoable} @click=${() => this.undoable && this.back()}>${say('workshop-back')}</button>
        <button type="button" class="over" aria-disabled=${this.fresh} @click=${this.startOver}>${say('workshop-start')}</button>
        <button type="button" class="same" aria-disabled=${this.fresh} @click=${this.isSame}>${say('workshop-same')}</button>
        <div class="told">${this.told.length > 0 ? nothing : html`<p>${this.status()}</p>`}
          <div role="status">${this.told.map((text) => html`<p>${text}</p>`)}</div></div>
      </div>`;
  }

  private fold = (): void => {
    this.closed = !this.closed;
    tell(this, 'attend-fold', { closed: this.closed });
  };

  /** The button goes away with the panel, so the keyboard is taken to the one that opens it again. */
  private see = async (): Promise<void> => {
    this.fold();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.fold')!.focus({ preventScroll: true });
    tell(this, 'attend-see', {});
  };

  protected override render(): TemplateResult {
    return html`<div class="head">
        <h2>${say('workshop')}</h2>
        <button type="button" class="fold" aria-expanded=${!this.closed} @click=${this.fold}>${say(
          this.closed ? 'workshop-open' : 'workshop-close',
        )}</button>
      </div>
      ${this.session && this.scene && this.engine && !this.closed ? html`<div class="body">${this.panel()}</div>` : nothing}`;
  }

  static override styles = [base, buttons, fields, workshopSheet];
}
