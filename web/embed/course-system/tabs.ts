/** Other windows of this browser in which the same learner has the same lesson open: each tells the others what was done. */
import type { LessonRecord } from '../../lesson/record/record.js';
import type { Tried } from './gradebook.js';

/** What one window tells the others. */
export interface Told {
  /** Tells attempts apart. */
  attempt: string;
  record: LessonRecord;
  tries: readonly Tried[];
}

export interface Tabs {
  tell(what: Told): void;
}

/**
 * @param key the same in all windows of one learner in one lesson; empty where the learner is not known, and nothing is told
 * @param onTold another window has told something
 * @param onAsked another window was opened, and asks what was done so far
 */
export function openTabs(key: string, onTold: (what: Told) => void, onAsked: () => void): Tabs {
  if (!key || !('BroadcastChannel' in globalThis)) return { tell() {} };
  const channel = new BroadcastChannel(key);
  channel.addEventListener('message', ({ data }: MessageEvent<Told | null>) => (data ? onTold(data) : onAsked()));
  channel.postMessage(null);
  return { tell: (what) => channel.postMessage(what) };
}
