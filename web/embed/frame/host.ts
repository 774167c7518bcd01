/**
 * For pages that embed Attend in a frame: listens to it and drives it.
 *
 * ```js
 * import { connect } from 'attend/host';
 * const attend = connect(document.querySelector('iframe'), { resize: true });
 * attend.on('step', ({ path }) => console.log(path));
 * await attend.ready;
 * attend.goto('layers.0.attention.softmax');
 * ```
 */
import {
  type IncomingData,
  type IncomingType,
  isOurs,
  OUTGOING,
  type OutgoingData,
  type OutgoingType,
  SOURCE,
  VERSION,
} from './messages.js';

export type { IncomingData, IncomingType, OutgoingData, OutgoingType } from './messages.js';

export interface ConnectOptions {
  /** Gives the frame the height that its content asks for. */
  resize?: boolean;
  /** The greatest height that is given, in pixels. */
  maxHeight?: number;
}

export interface AttendFrame {
  /** Resolves when the first picture stands. */
  readonly ready: Promise<OutgoingData['ready']>;
  /** Calls `listener` with each message of a type; the function that is returned ends that. */
  on<Type extends OutgoingType>(type: Type, listener: (data: OutgoingData[Type]) => void): () => void;
  /** What the embed shows and what was changed there, as text for `setState`. */
  getState(): Promise<string>;
  setState(state: string): void;
  /** Goes to a step, a cell of a step, or a section of a lesson. */
  goto(step: string): void;
  reset(): void;
  /** Options by name, as in the address: `{ theme: 'dark', controls: false }`. */
  setConfig(config: Record<string, string | boolean | readonly string[]>): void;
  /** Stops listening. */
  close(): void;
}

const WAIT_MS = 10_000;

/** @param frame an iframe whose address is one of Attend’s embed pages; it may be loading still */
export function connect(
  frame: HTMLIFrameElement,
  { resize = false, maxHeight = 4000 }: ConnectOptions = {},
): AttendFrame {
  const listeners = new Map<OutgoingType, Set<(data: never) => void>>();
  let asked = 0;
  let isReady: (data: OutgoingData['ready']) => void;
  const ready = new Promise<OutgoingData['ready']>((done) => {
    isReady = done;
  });

  const send = <Type extends IncomingType>(type: Type, data: IncomingData[Type], id?: number): void => {
    // The frame may be sandboxed, of no origin at all: what is sent is meant for this window, whatever its address.
    frame.contentWindow?.postMessage({ source: SOURCE, version: VERSION, type, ...data, ...(id ? { id } : {}) }, '*');
  };
  const on: AttendFrame['on'] = (type, listener) => {
    const all = listeners.get(type) ?? new Set();
    listeners.set(type, all.add(listener as (data: never) => void));
    return () => all.delete(listener as (data: never) => void);
  };
  const receive = ({ source, data }: MessageEvent): void => {
    if (source !== frame.contentWindow || !isOurs(data) || data.version !== VERSION) return;
    const type = OUTGOING.find((known) => known === data.type);
    for (const listener of (type && listeners.get(type)) ?? []) listener(data as never);
  };
  const getState = (): Promise<string> =>
    new Promise((done, fail) => {
      asked += 1;
      const id = asked;
      const late = setTimeout(() => {
        end();
        fail(
          new Error(`The frame did not answer within ${WAIT_MS / 1000} s. Is its address one of Attend’s embed pages?`),
        );
      }, WAIT_MS);
      const end = on('state', (data) => {
        if ((data as { id?: unknown }).id !== id) return;
        clearTimeout(late);
        end();
        done(data.state);
      });
      send('getState', {}, id);
    });

  window.addEventListener('message', receive);
  on('ready', (data) => isReady(data));
  // The frame may have been there first, and its word been said to nobody.
  send('setConfig', { config: {} });
  if (resize) {
    on('resize', ({ height }) => {
      if (Number.isFinite(height)) frame.style.height = `${Math.min(maxHeight, Math.max(0, Math.ceil(height)))}px`;
    });
  }
  return {
    ready,
    on,
    getState,
    setState: (state) => send('setState', { state }),
    goto: (step) => send('goto', { step }),
    reset: () => send('reset', {}),
    setConfig: (config) => send('setConfig', { config }),
    close: () => window.removeEventListener('message', receive),
  };
}
