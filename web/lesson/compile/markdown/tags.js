/** The tags that a lesson may use, and the reading of one tag. */
import { didYouMean } from '../judge/problems.js';

/** What `<attend-exercise>` takes besides id and kind; each kind needs and uses its own, see check-exercises.js. */
export const EXERCISE_ATTRIBUTES = [
  ...['path', 'at', 'scene', 'tolerance', 'blanks', 'answer', 'stages', 'least', 'most', 'changes', 'edit', 'steps'],
  ...['keep', 'seeds'],
];

/** How `<attend-wrong>` says which wrong answer it explains. */
export const WRONG_ATTRIBUTES = ['path', 'at', 'scene', 'value', 'values', 'order', 'edits', 'step'];

/** What the settings of a training begin with. */
export const TRAINING_ATTRIBUTES = ['optimizer', 'rate', 'decay', 'batch', 'seed', 'steps'];

const optional = (names) => Object.fromEntries(names.map((name) => [name, false]));

/**
 * `block` tags stand on lines of their own; `text` tags within a sentence. `inside` names the tags it may
 * stand in, '' for none. A value of true marks an attribute that must be there.
 * @type {Record<string, { kind: 'block' | 'text', attributes: Record<string, boolean>, empty?: boolean, inside?: string[] }>}
 */
export const ELEMENTS = {
  'attend-step': {
    kind: 'block',
    attributes: { id: true, path: false, cell: false, level: false, scene: false },
    inside: [''],
  },
  'attend-objectives': { kind: 'block', attributes: {}, inside: [''] },
  'attend-misconception': { kind: 'block', attributes: { id: true }, inside: ['', 'attend-step'] },
  'attend-summary': { kind: 'block', attributes: {}, inside: ['', 'attend-step'] },
  'attend-quiz': {
    kind: 'block',
    attributes: { id: true, answer: true, path: false, at: false, show: false, 'show-cell': false, scene: false },
    inside: ['attend-step', 'attend-misconception'],
  },
  'attend-choice': {
    kind: 'block',
    attributes: { index: false, right: false, path: false, against: false, scene: false },
    inside: ['attend-quiz', 'attend-exercise'],
  },
  'attend-exercise': {
    kind: 'block',
    attributes: { id: true, kind: true, ...optional(EXERCISE_ATTRIBUTES) },
    inside: ['', 'attend-step', 'attend-misconception'],
  },
  'attend-hint': { kind: 'block', attributes: {}, inside: ['attend-exercise'] },
  'attend-wrong': { kind: 'block', attributes: optional(WRONG_ATTRIBUTES), inside: ['attend-exercise'] },
  'attend-answer': { kind: 'block', attributes: {}, inside: ['attend-exercise'] },
  'attend-solution': { kind: 'block', attributes: { edits: true }, empty: true, inside: ['attend-exercise'] },
  'attend-bars': {
    kind: 'block',
    attributes: { caption: true, series: true, at: true, scene: false },
    empty: true,
    inside: ['', 'attend-step', 'attend-misconception'],
  },
  'attend-plot': {
    kind: 'block',
    attributes: { experiment: true, series: true, caption: true, log: false },
    empty: true,
    inside: ['', 'attend-step', 'attend-misconception'],
  },
  'attend-calculator': {
    kind: 'block',
    attributes: { models: true, caption: true },
    empty: true,
    inside: ['', 'attend-step'],
  },
  'attend-value': {
    kind: 'text',
    attributes: { path: true, at: true, digits: false, scene: false, answer: false },
    empty: true,
  },
  'attend-claim': { kind: 'text', attributes: { that: true } },
  'attend-change': { kind: 'text', attributes: { edits: true } },
  'attend-overview': { kind: 'block', attributes: { caption: true }, empty: true, inside: ['', 'attend-step'] },
  'attend-training': {
    kind: 'block',
    attributes: { scene: false, task: true, ...optional(TRAINING_ATTRIBUTES), caption: true },
    empty: true,
    inside: ['', 'attend-step'],
  },
  'attend-term': { kind: 'text', attributes: { id: true } },
  'attend-given': { kind: 'text', attributes: { why: true } },
  sub: { kind: 'text', attributes: {} },
  sup: { kind: 'text', attributes: {} },
  kbd: { kind: 'text', attributes: {} },
};

const NAMES = Object.keys(ELEMENTS);
const TAG = /^<(\/?)([A-Za-z][\w-]*)((?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(\/?)>$/;
const ATTRIBUTE = /([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/**
 * @typedef {{ name: string, close: boolean, attributes: Record<string, string>, line: number }} Tag
 */

/**
 * Reads one tag and reports what is wrong with it.
 * @param {string} text from `<` to `>`
 * @param {number} line
 * @param {import('../judge/problems.js').Problems} problems
 * @returns {Tag | null} null where it cannot be used
 */
export function readTag(text, line, problems) {
  const [, slash, rawName, rawAttributes, selfClosing] = text.match(TAG) ?? [];
  if (!rawName) {
    problems.add(
      line,
      'tag',
      `"${text}" is not a tag that can be read.`,
      'write <name attribute="value"> with straight double quotes.',
    );
    return null;
  }
  const name = rawName.toLowerCase();
  const element = Object.hasOwn(ELEMENTS, name) ? ELEMENTS[name] : null;
  if (!element && slash) return null;
  if (!element) {
    const script = name === 'script' ? 'Lessons carry no script. ' : '';
    problems.add(
      line,
      name === 'script' ? 'script' : 'tag',
      `<${name}> is not a tag of lessons.`,
      `${script}${didYouMean(name, NAMES)}Use Markdown, or one of ${NAMES.join(', ')}.`,
    );
    return null;
  }
  if (selfClosing) {
    problems.add(line, 'tag', `<${name} /> closes itself, which HTML does not allow.`, `write <${name}></${name}>.`);
    return null;
  }
  const attributes = slash ? {} : readAttributes(name, element, rawAttributes, line, problems);
  return { name, close: slash === '/', attributes, line };
}

function readAttributes(name, element, text, line, problems) {
  const found = Object.create(null);
  const known = Object.keys(element.attributes);
  for (const [, key, double, single, bare] of text.matchAll(ATTRIBUTE)) {
    const attribute = key.toLowerCase();
    if (attribute.startsWith('on')) {
      problems.add(
        line,
        'script',
        `<${name}> has the event handler "${attribute}".`,
        'remove it: lessons carry no script.',
      );
    } else if (!Object.hasOwn(element.attributes, attribute)) {
      problems.add(
        line,
        'attribute',
        `<${name}> has no attribute "${attribute}".`,
        `${didYouMean(attribute, known)}It takes ${known.join(', ') || 'none'}.`,
      );
    } else if (attribute in found) {
      problems.add(line, 'attribute', `<${name}> has the attribute "${attribute}" twice.`, 'keep one.');
    } else {
      found[attribute] = double ?? single ?? bare ?? '';
    }
  }
  for (const attribute of known) {
    if (element.attributes[attribute] && !found[attribute]) {
      problems.add(line, 'attribute', `<${name}> has no ${attribute}.`, `add ${attribute}="…".`);
    }
  }
  return found;
}
