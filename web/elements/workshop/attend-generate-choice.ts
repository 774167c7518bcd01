import { html, nothing, type TemplateResult } from 'lit';
import type { GenerateConfig, SceneChange, Session } from '../../engine/index.js';
import type { KeyInfo } from '../../engine/scene/scene-keys.js';
import { generateKeys } from '../../engine/scene/scene-keys.js';
import { tell } from '../shared/tell.js';
import { KeyControls, type Value } from './key-controls.js';
import { say } from './workshop-words.js';

/** How many tokens come first where none did. */
const FIRST = 4;

/**
 * Whether the model goes on behind its words, and how each token is picked.
 *
 * @fires attend-generate - `{ change, field }`: it is to go on in another way, or not; `field` is where a refusal is told
 */
export class AttendGenerateChoice extends KeyControls {
  static override properties = {
    ...KeyControls.properties,
    session: { attribute: false },
  };

  session!: Session;
  protected readonly about = 'generate';
  protected readonly refusedAs = 'generate.';

  protected get values(): GenerateConfig {
    return this.session.scene.generate as GenerateConfig;
  }

  protected counts({ name }: KeyInfo): boolean {
    return this.values.pick.kind === 'sample' || !['temperature', 'top_k', 'top_p', 'seed'].includes(name);
  }

  protected override offers(key: KeyInfo): boolean {
    return super.offers(key) || key.name === 'seed';
  }

  protected send(path: string, value: Value): void {
    const [name = '', inner] = path.split('.');
    const { values } = this;
    const part = inner ? { pick: { ...values.pick, [inner]: value } } : { [name]: value };
    this.tell({ generate: { ...values, ...part } }, `generate.${path}`);
  }

  private tell(change: SceneChange, field: string): void {
    tell(this, 'attend-generate', { change, field });
  }

  /** A model that has no logits yet, or sees what comes, gets what it needs to go on. */
  private turn(on: boolean): void {
    const { unembed, mask } = this.session.scene.model;
    const model = {
      ...(unembed ? {} : { unembed: true }),
      ...(mask.kind === 'none' ? { mask: { kind: 'causal' as const } } : {}),
    };
    this.tell(on ? { generate: { tokens: FIRST }, model } : { generate: null }, 'generate');
  }

  protected override render(): TemplateResult {
    const on = this.session.scene.generate !== undefined;
    return html`${this.tick(say('generate-whether'), on, (checked) => this.turn(checked))}
      <p class="refusal" role="alert">${this.refusals.generate ?? ''}</p>
      ${on ? generateKeys.map((key) => this.control(key)) : nothing}`;
  }
}
