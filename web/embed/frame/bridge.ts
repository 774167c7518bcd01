/** Speaks with the page around: answers its messages, and tells it what happens here. */
import { say } from '../../elements/shared/words.js';
import type { EmbedConfig, Read } from './config.js';
import { readConfig, valuesOfData, valuesOfQuery } from './config.js';
import { HeightTeller, type Measured, resizeMessages } from './height.js';
import { isOurs, type OutgoingData, type OutgoingType, readIncoming, SOURCE, VERSION } from './messages.js';

/** What runs in an embed, whether a stepper or a lesson. */
export interface Player {
  readonly kind: string;
  readonly element: HTMLElement;
  /** Until then a part of what is shown is still being loaded, and the host is not told that it can speak. */
  readonly complete: Promise<void>;
  /** What asks for a height of its own; null where the page scrolls in its frame. */
  readonly measured: Measured | null;
  getState(): string;
  setState(state: string): void;
  goto(step: string): void;
  reset(): void;
  /** A promise where something has to be loaded; it fails with an error that can be shown. */
  apply(config: EmbedConfig): void | Promise<void>;
}

/** Milliseconds without a change after which the state is told. */
const QUIET = 250;

/** What a message may hold of the detail of an event: text, numbers, true and false, or nothing. */
function plain<Type extends OutgoingType>(detail: unknown, fields: (keyof OutgoingData[Type])[]): OutgoingData[Type] {
  const from = detail as Record<string, unknown>;
  return Object.fromEntries(fields.map((field) => [field, from[field as string]])) as OutgoingData[Type];
}

export class Bridge {
  private readonly player: Player;
  private readonly warn: (problems: string[]) => void;
  private values: Map<string, string>;
  private config: EmbedConfig;
  private teller: HeightTeller | null = null;
  private quiet = 0;
  private section: string | null = null;
  private ready = false;

  /** @param warn shows what could not be used of a configuration */
  constructor(player: Player, values: Map<string, string>, { config }: Read, warn: (problems: string[]) => void) {
    this.player = player;
    this.values = values;
    this.config = config;
    this.warn = warn;
    window.addEventListener('message', this.receive);
    this.listen();
  }

  tell<Type extends OutgoingType>(type: Type, data: OutgoingData[Type], id?: string | number): void {
    if (window.parent === window) return;
    // Nothing in here is secret, and an embed cannot know who embeds it: anybody may listen.
    window.parent.postMessage({ source: SOURCE, version: VERSION, type, ...data, ...(id ? { id } : {}) }, '*');
  }

  private listen(): void {
    const on = (type: string, work: (detail: never) => void): void =>
      this.player.element.addEventListener(type, (event) => work((event as CustomEvent).detail as never));
    on('attend-ready', () => this.onReady());
    on('attend-error', ({ error }: { error: { code: string; message: string } }) =>
      this.tell('error', plain<'error'>(error, ['code', 'message'])),
    );
    on('attend-step', ({ position }: { position: { path: string; cells: number; totalCells: number } }) => {
      this.tell('step', { ...plain<'step'>(position, ['path', 'cells', 'totalCells']), section: this.section });
      this.changed();
    });
    on('attend-section', ({ id }: { id: string }) => {
      this.section = id;
      this.tell('step', { path: '', cells: 0, totalCells: 0, section: id });
      this.changed();
    });
    on('attend-answer', (detail) =>
      this.tell('answer', plain<'answer'>(detail, ['id', 'kind', 'right', 'score', 'tries', 'given'])),
    );
    on('attend-score', (detail) => this.tell('score', plain<'score'>(detail, ['score', 'least', 'most'])));
    on('attend-complete', (detail) => this.tell('complete', plain<'complete'>(detail, ['score'])));
    for (const type of ['attend-change', 'attend-rebuild', 'attend-select', 'attend-restore', 'attend-answer'])
      on(type, () => this.changed());
    this.player.element.addEventListener('click', (event) => {
      const folds = (target: EventTarget) => target instanceof Element && target.matches('[aria-expanded]');
      if (event.composedPath().some(folds)) this.teller?.renew();
    });
  }

  private async onReady(): Promise<void> {
    await this.player.complete;
    if (this.ready) return;
    this.ready = true;
    this.tellReady();
    this.watchHeight();
  }

  private tellReady(): void {
    const { name = '' } = document.documentElement.dataset;
    this.tell('ready', { kind: this.player.kind, name, title: document.title });
  }

  /** Tells the state once nothing has changed for a moment, and measures anew. */
  private changed(): void {
    this.teller?.look();
    clearTimeout(this.quiet);
    this.quiet = window.setTimeout(async () => {
      await this.player.complete;
      this.tell('state', { state: this.player.getState() });
      // What is loaded late is there now.
      this.teller?.look();
    }, QUIET);
  }

  private watchHeight(): void {
    this.teller?.close();
    this.teller = null;
    const { measured } = this.player;
    if (this.config.resize === 'none' || !measured) return;
    this.teller = new HeightTeller(measured, (size) => {
      if (this.config.resize === 'auto' || this.config.resize === 'attend') this.tell('resize', size);
      if (window.parent === window) return;
      for (const message of resizeMessages(this.config.resize, size)) window.parent.postMessage(message, '*');
    });
  }

  private receive = async ({ source, data }: MessageEvent): Promise<void> => {
    if (source !== window.parent || source === window) return;
    // The questions of open-iframe-resizer.
    if (data?.type === 'iframe-child-init' || data?.type === 'iframe-get-child-dimensions') this.teller?.repeat();
    if (!isOurs(data)) return;
    await this.player.complete;
    try {
      this.obey(data);
    } catch (error) {
      const { code = 'message', message } = error as { code?: string; message: string };
      this.tell('error', { code, message });
    }
  };

  private obey(data: Record<string, unknown> & { type: string }): void {
    const message = readIncoming(data);
    const { player } = this;
    if (message.type === 'getState') this.tell('state', { state: player.getState() }, message.id);
    else if (message.type === 'setState') player.setState(message.state);
    else if (message.type === 'goto') player.goto(message.step);
    else if (message.type === 'reset') {
      player.reset();
      this.teller?.renew();
    } else this.configure(message.config);
  }

  private configure(data: unknown): void {
    const { values, problems } = valuesOfData(data);
    for (const [name, value] of values) this.values.set(name, value);
    const read = readConfig(this.values);
    this.config = read.config;
    this.complain([...problems, ...read.problems]);
    this.apply().then(() => this.ready && this.tellReady());
    if (values.has('step') && read.config.step) this.player.goto(read.config.step);
  }

  /** Puts the configuration on the page; what is measured may be another element then. */
  async apply(): Promise<void> {
    try {
      await this.player.apply(this.config);
    } catch (error) {
      this.complain([(error as Error).message]);
    }
    if (!this.ready) return;
    this.watchHeight();
    // It begins with what is drawn still; what is put away may be gone a little later.
    this.teller?.renew();
  }

  /** Says on the page and to the host what of the configuration could not be used. */
  complain(problems: string[]): void {
    this.warn(problems);
    if (problems.length > 0) this.tell('error', { code: 'config', message: problems.join(' ') });
  }
}

/** Begins: reads the address, applies it, and speaks. */
export function begin(player: Player): Read {
  const values = valuesOfQuery(location.search);
  const read = readConfig(values);
  const bridge = new Bridge(player, values, read, showProblems);
  bridge.complain(read.problems);
  bridge.apply();
  return read;
}

/** A line at the top of the page for each problem; whoever pastes an address must see what is wrong with it. */
function showProblems(problems: string[]): void {
  document.querySelector('.embed-problems')?.remove();
  if (problems.length === 0) return;
  const box = document.createElement('div');
  box.className = 'embed-problems';
  box.setAttribute('role', 'status');
  const list = document.createElement('ul');
  for (const problem of problems) list.append(Object.assign(document.createElement('li'), { textContent: problem }));
  const close = Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: say('take-notice-close'),
  });
  close.addEventListener('click', () => box.remove());
  box.append(list, close);
  document.body.prepend(box);
}
