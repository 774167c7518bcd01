/** Judges exercises and the blocks around the sections: what each kind needs, and that every path and index exists. */
import { isNode, splitChoice } from '../markdown/blocks.js';
import { openedValue } from '../markdown/inline.js';
import { EXERCISE_ATTRIBUTES } from '../markdown/tags.js';
import { didYouMean } from './problems.js';
import { misplaced, saidIn, saidInExercise } from './said.js';

/** What each kind of exercise must have and may have, besides `scene`. */
const KINDS = {
  number: { needs: ['path', 'at'], may: ['tolerance', 'seeds'] },
  cells: { needs: ['path', 'blanks'], may: ['at', 'tolerance', 'seeds'] },
  rank: { needs: ['path', 'at'], may: ['seeds'] },
  choose: { needs: [], may: ['path', 'at', 'answer'] },
  sequence: { needs: [], may: ['stages'] },
  mask: { needs: ['path'], may: [] },
  reach: { needs: ['path', 'at', 'edit', 'changes'], may: ['least', 'most', 'keep'] },
  bug: { needs: [], may: ['tolerance'] },
  worksheet: { needs: ['steps', 'blanks'], may: ['tolerance', 'seeds'] },
};
const WITH_CHOICES = ['choose', 'bug'];

export function checkExercise(node, lesson) {
  const say = (message, mend, line = node.line) => lesson.problems.add(line, 'exercise', message, mend);
  const before = lesson.problems.list.length;
  const { kind } = node.attributes;
  const found = Object.hasOwn(KINDS, kind ?? '') ? KINDS[kind] : null;
  checkParts(node, say);
  if (!found) {
    say(
      `kind is "${kind}".`,
      `${didYouMean(kind ?? '', Object.keys(KINDS))}Use one of ${Object.keys(KINDS).join(', ')}.`,
    );
    return;
  }
  checkAttributes(node, kind, found, say);
  for (const place of [node, ...node.children.filter(isNode)]) checkPlace(place, node, lesson);
  if (before === lesson.problems.list.length) reviewed(node, lesson, say);
}

/** The exercise as the page will grade it, put to the test through the engine; and what its text says. */
function reviewed(node, lesson, say) {
  const asked = askedOf(node);
  lesson.exercises.set(node, asked);
  const wrongs = node.children.filter((child) => isNode(child) && child.name === 'attend-wrong');
  const all = saidInExercise(node);
  const live = all.filter(({ tag, attributes }) => tag === 'attend-value' && attributes.answer !== undefined);
  for (const { part, line } of live) if (part !== 'wrong' || asked.kind !== 'reach') misplaced(line, lesson);
  for (const { message, mend, wrong, said } of lesson.helpers.review(asked, lesson.lab, all))
    say(message, mend, said !== null ? all[said].line : wrong !== null ? wrongs[wrong].line : node.line);
  if (lesson.problems.list.length === 0) for (const one of live) printWithAnswer(one, asked, lesson);
}

/** A number of the reader's answer reads, in the page as it is built, as it is with the mistake itself. */
function printWithAnswer({ attributes, at, token }, asked, lesson) {
  const { grading, withNumbers, numbersText, inkOfNumbers, parseIndex } = lesson.helpers;
  const { path, scene = 'main', digits = '2' } = attributes;
  const given = grading.wrong(asked, at, lesson.lab);
  withNumbers(asked, given, lesson.lab, (book) => {
    const text = numbersText(book.at(path, parseIndex(attributes.at), scene), Number(digits));
    token.content = openedValue(attributes, { text, ink: inkOfNumbers(path, book.tensor(path, scene).name) });
  });
}

/** @returns {import('../../exercise/asked.js').Asked} */
export function askedOf({ attributes, children }) {
  const parts = (name) =>
    children.filter((child) => isNode(child) && child.name === name).map((part) => part.attributes);
  const [solution = null] = parts('attend-solution');
  const { id = '', kind } = attributes;
  const printed = saidIn(children)
    .filter(({ tag }) => tag === 'attend-value')
    .map((said) => said.attributes);
  return { id, kind, attributes, wrongs: parts('attend-wrong'), choices: parts('attend-choice'), solution, printed };
}

function checkParts(node, say) {
  const blocks = (name) => node.children.filter((child) => isNode(child) && child.name === name);
  if (node.children[0] === undefined || isNode(node.children[0]))
    say('The exercise asks nothing.', 'write the question first, before hints and answers.');
  if (blocks('attend-hint').length === 0)
    say('The exercise has no hint.', 'add <attend-hint> with what to look at first.');
  if (blocks('attend-answer').length !== 1)
    say(
      `The exercise has ${blocks('attend-answer').length} answers.`,
      'write one <attend-answer> that explains the right answer.',
    );
  const { kind } = node.attributes;
  if (!WITH_CHOICES.includes(kind) && blocks('attend-wrong').length === 0)
    say(
      'The exercise explains no wrong answer.',
      'add at least one <attend-wrong …> for a mistake that people make, and say in it why it is wrong.',
    );
  if (kind === 'reach' && blocks('attend-solution').length !== 1)
    say(
      'The exercise shows no way to its goal.',
      'add one <attend-solution edits="path at value; …"></attend-solution>.',
    );
  for (const block of [...blocks('attend-hint'), ...blocks('attend-wrong'), ...blocks('attend-answer')])
    if (block.children.length === 0)
      say(`<${block.name}> is empty.`, 'write its text, with an empty line after the opening tag.', block.line);
}

function checkAttributes({ attributes, children }, kind, { needs, may }, say) {
  for (const name of needs)
    if (!attributes[name]) say(`An exercise of the kind "${kind}" lacks ${name}.`, `add ${name}="…".`);
  for (const name of EXERCISE_ATTRIBUTES)
    if (name in attributes && name !== 'scene' && ![...needs, ...may].includes(name))
      say(
        `An exercise of the kind "${kind}" does not use ${name}.`,
        `take it away; it takes ${[...needs, ...may, 'scene'].join(', ')}.`,
      );
  const choices = children.filter((child) => isNode(child) && child.name === 'attend-choice');
  if (WITH_CHOICES.includes(kind) && choices.length < 2)
    say(`The exercise has ${choices.length} choices.`, 'give at least two <attend-choice>.');
  for (const choice of choices) {
    const { label, reason } = splitChoice(choice);
    if (!label) say('A choice has no text.', 'write the answer in its first paragraph.', choice.line);
    else if (kind !== 'sequence' && reason.length === 0)
      say('A choice lacks its explanation.', 'after an empty line, say why it is right or wrong.', choice.line);
  }
  if (kind === 'reach' && !attributes.least === !attributes.most)
    say('The goal is not clear.', 'give either least="…" or most="…".');
}

/** Paths and indices of the exercise or of one of its parts; `at` may stop early, so that a row stands under it. */
function checkPlace(part, node, lesson) {
  const { path, at, against, scene = node.attributes.scene } = part.attributes;
  if (against) lesson.tensorOrReport(against, scene, part.line);
  if (path && at) lesson.numbers({ path, at, scene }, part.line);
  else if (path) lesson.tensorOrReport(path, scene, part.line);
}

/** Objectives and summary are lists, so that each point stands for itself. */
export function checkList(node, { problems }) {
  if (node.children.some((child) => child.type === 'bullet_list_open' || child.type === 'ordered_list_open')) return;
  problems.add(node.line, 'shape', `<${node.name}> has no list.`, 'write its points as lines "- …".');
}

export function checkMisconception(node, { problems }) {
  const first = node.children[0];
  if (first?.type === 'heading_open' && first.tag === 'h2') return;
  problems.add(
    node.line,
    'heading',
    '<attend-misconception> does not begin with a heading of the second level.',
    'begin it with a line "## “what people say”".',
  );
}
