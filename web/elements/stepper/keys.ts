/** The keys of the stepper, in one list: what they do, and what the help says. */
import { remember, remembered } from '../shared/remember.js';

export type Action =
  | 'first'
  | 'back'
  | 'backInto'
  | 'step'
  | 'into'
  | 'out'
  | 'end'
  | 'play'
  | 'reset'
  | 'help'
  | 'head'
  | 'return'
  | 'stop'
  | 'goto'
  | 'whole'
  | 'ask'
  | 'undo'
  | 'redo'
  | 'clear';

interface Binding {
  action: Action;
  /** The letter works everywhere in the stepper; the other key belongs to the cell cursor inside a matrix. */
  letter: string;
  key?: string;
}

export const BINDINGS: readonly Binding[] = [
  { action: 'step', letter: 'n', key: 'ArrowRight' },
  { action: 'back', letter: 'b', key: 'ArrowLeft' },
  { action: 'into', letter: 'i', key: 'ArrowDown' },
  { action: 'out', letter: 'o', key: 'ArrowUp' },
  { action: 'backInto', letter: 'v' },
  { action: 'first', letter: 'f', key: 'Home' },
  { action: 'end', letter: 'e', key: 'End' },
  { action: 'goto', letter: 'g' },
  { action: 'play', letter: 'p' },
  { action: 'whole', letter: 'w' },
  { action: 'ask', letter: 'a' },
  { action: 'return', letter: 'u' },
  { action: 'head', letter: 'h' },
  { action: 'stop', letter: 'm' },
  { action: 'reset', letter: 'r' },
  { action: 'help', letter: '?' },
];

/** Undo and redo have the keys that they have everywhere. */
const EDITING: Record<string, Action> = { z: 'undo', Z: 'redo', y: 'redo' };

/** How a key is written on a button or in the help. */
export const KEY_SIGNS: Record<string, string> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowDown: '↓',
  ArrowUp: '↑',
};

export const signOf = (key: string): string => KEY_SIGNS[key] ?? key;

const LETTERS = 'letters';

/** Whether single letters do something: who speaks to the computer, or hits keys unawares, switches them off (WCAG 2.1.4). */
export const lettersOn = (): boolean => remembered(LETTERS) !== 'off';

export const setLetters = (on: boolean): void => remember(LETTERS, on ? 'on' : 'off');

/** For `aria-keyshortcuts`. */
export function shortcutsOf(action: Action): string {
  const binding = BINDINGS.find((each) => each.action === action);
  if (!binding) return '';
  return [binding.letter.toUpperCase(), binding.key].filter(Boolean).join(' ');
}

const TYPED = 'input:not([type=range], [type=radio]), textarea, select, [contenteditable]';

/** True where the browser itself uses the arrows: a slider, a region that can scroll, an open list. */
function usesArrows(target: Element): boolean {
  if (target.matches('input, select')) return true;
  const scrolls = target.scrollHeight > target.clientHeight + 1 || target.scrollWidth > target.clientWidth + 1;
  return scrolls && target.matches('[role=region], [role=tabpanel]');
}

/** What a key press asks for; null if it is not the stepper's. */
export function actionOf(event: KeyboardEvent): Action | null {
  const target = event.composedPath()[0];
  if (event.altKey || event.defaultPrevented) return null;
  if (!(target instanceof Element) || target.matches(TYPED)) return null;
  if (event.ctrlKey || event.metaKey) return EDITING[event.key] ?? null;
  const letter = lettersOn() && BINDINGS.find((binding) => binding.letter === event.key.toLowerCase());
  if (letter) return letter.action;
  if (event.shiftKey || usesArrows(target)) return null;
  return BINDINGS.find((binding) => binding.key === event.key)?.action ?? null;
}
