/** Reads what the build wrote between the tags of an exercise, and sets its pieces out so that each can be shown on its own. */
import { type Asked, type Attributes, KINDS, type KindName } from '../asked.js';

/** How many of each piece there are, and what the choices say. */
export interface Parts {
  asked: Asked;
  labels: string[];
  hints: number;
}

const NAMES = [
  ...['path', 'at', 'scene', 'tolerance', 'blanks', 'answer', 'stages', 'least', 'most', 'changes', 'edit', 'steps'],
  ...['keep', 'seeds'],
];

const attributesOf = (element: Element): Attributes =>
  Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));

const dataOf = (element: Element): Attributes => ({ ...(element as HTMLElement).dataset }) as Attributes;

/** Moves what is in `from` into a piece of its own, shown only where a slot of this name is. */
function setOut(host: Element, from: Element | undefined, name: string): void {
  if (!from || host.querySelector(`:scope > [slot="${name}"]`)) return;
  const piece = document.createElement('div');
  piece.slot = name;
  piece.append(
    ...[...from.childNodes].filter(
      (child) =>
        !(
          child instanceof HTMLElement &&
          child.matches('summary, .choice, .exercise-reasons, .exercise-wrongs, .exercise-solved')
        ),
    ),
  );
  host.append(piece);
}

/** Reads the exercise off its element, and gives its pieces their slots: question, hint-N, wrong-N, reason-N, answer. */
export function partsOf(host: Element): Parts {
  const all = (selector: string) => [...host.querySelectorAll(selector)];
  const kind = host.getAttribute('kind') as KindName;
  const attributes = Object.fromEntries(
    NAMES.filter((name) => host.hasAttribute(name)).map((name) => [name, host.getAttribute(name) ?? '']),
  );
  const choices = all('.exercise-choices > li').sort((a, b) => placeOf(a) - placeOf(b));
  const reasons = all('.exercise-reasons > li');
  const wrongs = all('.exercise-wrong');
  const hints = all('.exercise-hint');
  const solution = host.querySelector('.exercise-solution');
  const asked: Asked = {
    id: host.id,
    kind: KINDS.includes(kind) ? kind : 'number',
    attributes,
    wrongs: wrongs.map(dataOf),
    choices: choices.map(dataOf),
    solution: solution ? dataOf(solution) : null,
    printed: all('.exercise-question attend-value').map(attributesOf),
  };
  const labels = choices.map((choice) => choice.innerHTML);
  host.querySelector('.exercise-question')?.setAttribute('slot', 'question');
  for (const [i, hint] of hints.entries()) setOut(host, hint, `hint-${i}`);
  for (const [i, wrong] of wrongs.entries()) setOut(host, wrong, `wrong-${i}`);
  for (const [i, reason] of reasons.entries()) setOut(host, reason, `reason-${i}`);
  setOut(host, host.querySelector('.exercise-answer') ?? undefined, 'answer');
  return { asked, labels, hints: hints.length };
}

/** Things to order stand mixed in the page; each carries its right place. */
const placeOf = (choice: Element): number => Number((choice as HTMLElement).dataset.place ?? 0);
