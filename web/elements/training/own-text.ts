/** What a run learns from: the task that was given, or a text of the reader's own. */
import { html, nothing, type TemplateResult } from 'lit';
import type { TextData } from '../../engine/train/types.js';
import { say } from './training-words.js';

export type Source = 'given' | NonNullable<TextData['by']>;

export interface OwnText {
  source: Source;
  text: string;
}

export const ownText = (): OwnText => ({ source: 'given', text: say('training-text-sample') });

interface Worded {
  tokens?: string[];
  vocabulary?: string[];
  weights?: object;
  loss?: { kind?: string };
}

/** Weights and words that were drawn and not given make room for those of the text; a loss then asks for the next word. */
export function withWordsOf(scene: object, { source }: OwnText): object {
  const { vocabulary, tokens, ...rest } = scene as Worded;
  const drawn = Object.keys(rest.weights ?? {}).every((key) => key === 'seed');
  if (source === 'given' || !drawn) return scene;
  return rest.loss?.kind === 'cross_entropy' ? { ...rest, loss: { kind: 'cross_entropy' } } : rest;
}

/** The text, cut into sequences as long as the scene's; null where what was given is learned from. */
export const dataOf = (scene: object, { source, text }: OwnText): TextData | null =>
  source === 'given' ? null : { text, by: source, length: (scene as Worded).tokens?.length ?? 2 };

/**
 * @param given what it is called that was given
 * @param refusal why the engine refused the text
 */
export function ownTextPanel(
  own: OwnText,
  given: string,
  refusal: string,
  change: (own: OwnText) => void,
): TemplateResult {
  const { source, text } = own;
  const sources: [Source, string][] = [
    ['given', given],
    ['words', say('training-text-words')],
    ['characters', say('training-text-characters')],
  ];
  return html`<div class="choice"><label for="source">${say('training-source')}</label>
      <select id="source" .value=${source} @change=${(event: Event) => change({ ...own, source: (event.target as HTMLSelectElement).value as Source })}>
        ${sources.map(([value, label]) => html`<option value=${value} ?selected=${value === source}>${label}</option>`)}
      </select></div>
    ${
      source === 'given'
        ? nothing
        : html`<div class="text"><label for="text">${say('training-text')}</label>
        <textarea id="text" rows="5" spellcheck="false" aria-describedby="text-refusal" aria-invalid=${Boolean(refusal)} .value=${text}
          @change=${(event: Event) => change({ ...own, text: (event.target as HTMLTextAreaElement).value })}></textarea>
        <p id="text-refusal" class="refusal" role="alert">${refusal}</p></div>`
    }`;
}
