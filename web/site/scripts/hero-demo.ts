/** Makes the picture of the front page live: another word asks, another sentence, and three changes that each do something. */
import { html, render, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { sharedEngine } from '../../elements/stepper/load-scene.js';
import type { Engine, SceneFile } from '../../engine/index.js';
import { rebuildScene, tokenize } from '../../engine/index.js';
import { formatNumber } from '../../engine/writing/format.js';
import { slice } from '../../lesson/figures/calls.js';
import { arcOf, BASE, COLUMN, HEIGHT, middleOf, NUMBER_LINE, WORD } from '../../lesson/figures/weight-arcs.js';
import { say } from './words.js';

/** A sharper softmax than usual. */
const SHARP = 0.25;
const MOST_WORDS = 9;

type Change = 'without' | 'past' | 'sharp';

interface Row {
  tokens: string[];
  weights: number[];
  /** Words without a vector in the scene; the engine draws theirs by its seed. */
  drawn: string[];
}

class HeroDemo {
  private readonly engine: Engine;
  private readonly scene: SceneFile;
  private readonly path: string;
  private readonly lead: number[];
  private readonly root: HTMLElement;
  private tokens: string[];
  private asker: number;
  private change: Change | null = null;
  private problem = '';

  constructor(root: HTMLElement, engine: Engine, scene: SceneFile) {
    this.root = root;
    this.engine = engine;
    this.scene = scene;
    const { path = '', row = '' } = root.dataset;
    const index = row.split(' ').map(Number);
    this.path = path;
    this.lead = index.slice(0, -1);
    this.asker = index.at(-1)!;
    this.tokens = scene.tokens;
  }

  /** One row of weights of the sentence as it is now, by the engine. */
  private row(tokens: string[], asker: number, change: Change | null): Row {
    const model = {
      ...(change === 'past' ? { mask: { kind: 'causal' as const } } : {}),
      ...(change === 'sharp' ? { temperature: SHARP } : {}),
    };
    const session = this.engine.open(rebuildScene(this.engine, this.scene, { tokens, model }).scene);
    const weights = [...slice(session.tensor(this.path, { ahead: true }), [...this.lead, asker])];
    session.close();
    const known = new Set(this.scene.vocabulary ?? this.scene.tokens);
    return { tokens, weights, drawn: tokens.filter((token) => !known.has(token)) };
  }

  /** The word, other than the one that asks, that has most; it is the one that can be taken out. */
  private strongest({ weights }: Row): number {
    const others = weights.map((weight, i) => (i === this.asker ? -1 : weight));
    return others.indexOf(Math.max(...others));
  }

  /** What the change does to this very row, in numbers of two runs of the engine. */
  private told(before: Row, now: Row, out: number): string {
    const word = this.tokens[this.asker]!;
    const most = (row: Row) => row.weights.indexOf(Math.max(...row.weights));
    const number = (value: number) => formatNumber(value, 2);
    if (this.change === 'without') {
      const had = number(before.weights[out]!);
      const next = most(now);
      return say('hero-without', {
        out: before.tokens[out]!,
        had,
        word,
        next: now.tokens[next]!,
        has: number(now.weights[next]!),
      });
    }
    const first = most(before);
    const args = {
      word,
      most: before.tokens[first]!,
      had: number(before.weights[first]!),
      has: number(now.weights[first]!),
    };
    if (this.change === 'sharp') return say('hero-sharp', args);
    if (this.change !== 'past') return say('hero-ask', { word });
    const gone = before.weights.slice(this.asker + 1).reduce((sum, weight) => sum + weight, 0);
    return this.asker === before.tokens.length - 1
      ? say('hero-past-last', { word })
      : say('hero-past', { word, gone: number(gone) });
  }

  show(): void {
    const before = this.row(this.tokens, this.asker, null);
    const out = this.strongest(before);
    const { now, asker } = this.changed(before, out);
    render(this.view(before, now, asker, out), this.root.querySelector<HTMLElement>('.hero-live')!);
    this.fitWords();
  }

  /** Long words are written smaller, so that none comes close to the next. */
  private fitWords(): void {
    for (const word of this.root.querySelectorAll<SVGTextElement>('.hero-word')) {
      word.style.fontSize = '';
      const length = word.getComputedTextLength();
      if (length > WORD)
        word.style.fontSize = `${(Number.parseFloat(getComputedStyle(word).fontSize) * WORD) / length}px`;
    }
  }

  private changed(before: Row, out: number): { now: Row; asker: number } {
    if (this.change !== 'without')
      return { now: this.change ? this.row(this.tokens, this.asker, this.change) : before, asker: this.asker };
    const asker = this.asker - (out < this.asker ? 1 : 0);
    const tokens = this.tokens.filter((_, i) => i !== out);
    return { now: this.row(tokens, asker, null), asker };
  }

  private view(before: Row, now: Row, asker: number, out: number): TemplateResult {
    const button = (change: Change, text: string, off = false) =>
      html`<button type="button" aria-pressed=${this.change === change} aria-disabled=${off} @click=${() => off || this.turn(change)}>${text}</button>`;
    const drawn =
      now.drawn.length > 0 ? say('hero-drawn', { words: now.drawn.join(', '), count: now.drawn.length }) : '';
    return html`<svg viewBox="0 0 ${now.tokens.length * COLUMN} ${HEIGHT}" role="group" aria-label=${say('hero-name')} translate="no">
        ${now.tokens.map((token, i) => this.word(token, now.weights[i]!, i, asker))}
      </svg>
      <p class="hero-told" role="status">${this.problem || this.told(before, now, out)} ${this.problem ? '' : drawn}</p>
      <div class="hero-buttons">${button('without', say('hero-button-without', { word: before.tokens[out] ?? '' }), before.tokens.length < 2)}${button('past', say('hero-button-past'))}${button('sharp', say('hero-button-sharp'))}</div>
      <label class="hero-own">${say('hero-own')} <input type="text" .value=${this.text} maxlength="120" spellcheck="false" autocomplete="off" @input=${this.onText}></label>`;
  }

  private text = '';

  begin(): void {
    this.text = this.tokens.join(' ');
    this.show();
    // A narrow window has larger letters.
    new ResizeObserver(() => this.fitWords()).observe(this.root);
  }

  private word(token: string, weight: number, place: number, asker: number): SVGTemplateResult {
    const { d, width } = arcOf(place, asker, weight);
    const x = middleOf(place);
    const asks = place === asker;
    const label = say('hero-word', { token, weight: formatNumber(weight, 2) });
    return svg`<path class="hero-arc" d=${d} stroke-width=${width} visibility=${weight === 0 ? 'hidden' : 'visible'} />
      <g class="hero-choice" role="button" tabindex="0" aria-pressed=${asks ? 'true' : 'false'} aria-label=${label}
        @pointerenter=${() => this.ask(place)} @focus=${() => this.ask(place)} @click=${() => this.ask(place)}>
        <rect x=${x - COLUMN / 2 + 2} y=${BASE - 30} width=${COLUMN - 4} height="78" rx="8" />
        <text class="hero-word ${asks ? 'hero-asks' : ''}" x=${x} y=${BASE}>${token}</text>
        <text class="hero-number" x=${x} y=${NUMBER_LINE}>${formatNumber(weight, 2)}</text>
      </g>`;
  }

  /** Another word asks. A word that was taken out leaves a gap in the count of places. */
  private ask(place: number): void {
    if (this.change === 'without') {
      const out = this.strongest(this.row(this.tokens, this.asker, null));
      const asker = place + (place >= out ? 1 : 0);
      if (asker === this.asker) return;
      this.change = null;
      this.asker = asker;
    } else if (place === this.asker) return;
    else this.asker = place;
    this.show();
  }

  private turn(change: Change): void {
    this.change = this.change === change ? null : change;
    this.show();
  }

  private readonly onText = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    const { tokens, problem } = tokenize(this.text);
    this.problem =
      problem === 'empty'
        ? say('hero-empty')
        : problem || tokens.length > MOST_WORDS
          ? say('hero-long', { most: MOST_WORDS })
          : '';
    if (!this.problem) {
      this.tokens = tokens;
      this.asker = Math.min(this.asker, tokens.length - 1);
      this.change = null;
    }
    this.show();
  };
}

/** Starts once the engine and the scene are there; without them the picture stays as it was built. */
export async function startHero(root: HTMLElement): Promise<void> {
  const [engine, response] = await Promise.all([sharedEngine(), fetch(root.dataset.scene!)]);
  if (!response.ok) return;
  const live = root.querySelector('.hero-live')!;
  const scene = (await response.json()) as SceneFile;
  live.replaceChildren();
  root.querySelector('.hero-built')?.remove();
  new HeroDemo(root, engine, scene).begin();
}
