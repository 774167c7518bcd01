/** Judges the blocks of a lesson against the engine: paths, cells, answers, ids, headings. */

import { shared } from '../load-ts.js';
import { isNode, splitChoice } from '../markdown/blocks.js';
import { checkCalculator } from '../render/calculator.js';
import { checkPlot } from '../render/plots.js';
import { programPaths } from '../scene-book.js';
import { checkExercise, checkList, checkMisconception } from './check-exercises.js';
import { TYPED_NUMBER } from './check-text.js';
import { didYouMean } from './problems.js';

const LEVELS = ['model', 'layer', 'sublayer', 'stage', 'result', 'head', 'row', 'cell'];
const ID = /^[a-z][a-z0-9-]*$/;

/** Checks the whole tree; fills `lesson.shown` and `lesson.bars` with what is to be drawn. */
export async function checkBlocks(root, lesson) {
  const { parseIndex, extreme } = await shared();
  const seen = new Map();
  const visit = (node, step) => {
    checkId(node, seen, lesson);
    checkCaption(node, lesson);
    if (node.name === 'attend-step') checkStep(node, lesson, parseIndex);
    if (node.name === 'attend-quiz') checkQuiz(node, step, lesson, { parseIndex, extreme });
    if (node.name === 'attend-exercise') checkExercise(node, lesson);
    if (node.name === 'attend-misconception') checkMisconception(node, lesson);
    if (node.name === 'attend-objectives' || node.name === 'attend-summary') checkList(node, lesson);
    if (node.name === 'attend-training') checkTraining(node, lesson);
    if (node.name === 'attend-bars') checkBars(node, lesson, parseIndex);
    for (const child of node.children) if (isNode(child)) visit(child, node.name === 'attend-step' ? node : step);
  };
  visit(root, null);
  for (const node of blocksOf(root, 'attend-plot')) await checkPlot(node, lesson);
  for (const node of blocksOf(root, 'attend-calculator')) await checkCalculator(node, lesson);
  checkTitle(root, lesson);
}

/** Every block of one name, wherever it stands. */
function blocksOf(node, name) {
  const inside = node.children.filter(isNode).flatMap((child) => blocksOf(child, name));
  return node.name === name ? [node, ...inside] : inside;
}

function checkId({ attributes: { id }, line }, seen, { problems }) {
  if (!id) return;
  if (!ID.test(id))
    problems.add(
      line,
      'id',
      `"${id}" is not an id.`,
      'use lowercase letters, digits and hyphens, and begin with a letter.',
    );
  if (seen.has(id))
    problems.add(line, 'id', `The id "${id}" appears twice.`, `choose another; line ${seen.get(id)} has it already.`);
  else seen.set(id, line);
}

/** What stands under a picture, and names what is in it, is text like any other. */
function checkCaption({ name, attributes: { caption = '' }, line }, { problems }) {
  const number = caption.match(TYPED_NUMBER)?.[0];
  if (!number) return;
  problems.add(
    line,
    'number',
    `The caption of <${name}> states the number ${number} by hand.`,
    'say it in words, or in the text before, where the engine fills it in with <attend-value>.',
  );
}

function checkTitle(root, { problems, front }) {
  const titles = root.children.filter((child) => child.type === 'heading_open' && child.tag === 'h1');
  const first = root.children.find((child) => child.type !== 'html_block');
  if (titles.length === 1 && first === titles[0]) return;
  problems.add(
    front.bodyLine + 1,
    'heading',
    `The lesson has ${titles.length} headings of the first level${titles.length === 1 ? ', and there is something before it' : ''}.`,
    'begin the text with one line "# The question of this lesson".',
  );
}

function sessionOf(node, { sessions, front, problems }) {
  const name = node.attributes.scene ?? 'main';
  if (!front.scenes.has(name)) {
    problems.add(
      node.line,
      'scene',
      `The lesson has no scene "${name}".`,
      `${didYouMean(name, front.scenes.keys())}Name its file in the front matter: scene.${name}: FILE.json.`,
    );
  }
  return sessions.get(name);
}

/** One step is taken, as the page would begin. */
function checkTraining(node, lesson) {
  const { task, rate = 0.01, batch = 16, seed = 1, optimizer = 'adam', decay = 0 } = node.attributes;
  const session = sessionOf(node, lesson);
  if (!session) return;
  try {
    const run = lesson.engine.train({
      scene: session.given,
      data: { task, seed: Number(seed) },
      optimizer: { kind: optimizer, rate: Number(rate), decay: Number(decay) },
      batch: Number(batch),
    });
    run.advance(1);
    run.close();
  } catch (error) {
    lesson.problems.add(
      node.line,
      'training',
      `<attend-training> cannot begin: ${error.message}`,
      'correct the tag, or its scene; docs/training.md describes both.',
    );
  }
}

function checkStep(node, lesson, parseIndex) {
  const { problems } = lesson;
  const { path, cell, level } = node.attributes;
  const first = node.children[0];
  if (first?.type !== 'heading_open' || first.tag !== 'h2') {
    problems.add(
      node.line,
      'heading',
      '<attend-step> does not begin with a heading of the second level.',
      'begin it with a line "## What this section says".',
    );
  }
  if (level !== undefined && !LEVELS.includes(level)) {
    problems.add(node.line, 'attribute', `level is "${level}".`, `use one of ${LEVELS.join(', ')}.`);
  }
  const session = sessionOf(node, lesson);
  if (!session) return;
  if (!path) {
    if (cell)
      problems.add(
        node.line,
        'index',
        '<attend-step> has a cell but no path.',
        'add path="…", the tensor the cell is in.',
      );
    return;
  }
  const places = programPaths(session.program);
  const found = places.get(path);
  if (!found) {
    const message = `"${path}" is not a step or result of the scene, so the machine cannot run to it.`;
    problems.add(node.line, 'path', message, `${didYouMean(path, places.keys())}docs/notation.md explains paths.`);
    return;
  }
  lesson.shown.set(node, {
    paths: tensorPaths(path, found, lesson.engine),
    title: (tensorPath) => titleOf(tensorPath, session, lesson.engine),
  });
  if (cell) checkCell(node, path, 'cell', node.attributes.scene, lesson, parseIndex);
}

/** The tensors that stand for a path: itself; where it is a step with several main results, or one of them, all of these. */
function tensorPaths(path, node, engine) {
  if (!node.stage) return [];
  const info = node.gradient ?? engine.stages.find(({ id }) => id === node.stage);
  const mains = info?.writes.filter((result) => result.main) ?? [];
  const paths = mains.map(({ name }) => node.outputs[name]);
  return path === node.path || paths.includes(path) ? paths : [path];
}

const GRADIENTS = 'gradients.';

function titleOf(path, session, engine) {
  if (path.startsWith(GRADIENTS)) return `Gradient: ${titleOf(path.slice(GRADIENTS.length), session, engine)}`;
  const { stage, name } = session.tensor(path, { ahead: true });
  const info = engine.stages.find(({ id }) => id === stage);
  const main = info?.writes.filter((result) => result.main) ?? [];
  if (!info) return path;
  return main.length === 1 && main[0].name === name ? info.title : `${info.title}: ${name}`;
}

function checkCell(node, path, attribute, scene, lesson, parseIndex) {
  const cell = node.attributes[attribute];
  const index = parseIndex(cell);
  const tensor = lesson.tensorOrReport(path, scene, node.line);
  if (!tensor) return;
  const fits = index && index.length === tensor.shape.length && index.every((i, axis) => i < tensor.shape[axis]);
  if (fits) return;
  lesson.problems.add(
    node.line,
    'index',
    `${attribute}="${cell}" is not a cell of ${path}, which is ${tensor.axes.join('×')} = ${tensor.shape.join('×')}.`,
    `give ${tensor.shape.length} numbers, counted from 0, with commas.`,
  );
}

const ANSWERS = ['argmax', 'argmin', 'choice'];

function checkQuiz(node, step, lesson, { parseIndex, extreme }) {
  const { problems } = lesson;
  const { answer, path, at } = node.attributes;
  const say = (message, mend, line = node.line) => problems.add(line, 'quiz', message, mend);
  const choices = node.children.filter((child) => isNode(child));
  if (choices.length < 2) say(`The quiz has ${choices.length} choices.`, 'give at least two <attend-choice>.');
  if (node.children[0]?.type !== 'paragraph_open')
    say('The quiz asks nothing.', 'write the question before the choices.');
  for (const choice of choices) checkChoice(choice, say);
  if (node.attributes.show) checkShow(node, step, lesson, parseIndex, say);
  if (!ANSWERS.includes(answer)) {
    say(`answer is "${answer}".`, `use one of ${ANSWERS.join(', ')}.`);
  } else if (answer === 'choice') {
    const right = choices.filter((choice) => choice.attributes.right !== undefined).length;
    if (right !== 1) say(`${right} choices are marked right.`, 'mark exactly one: <attend-choice right>.');
  } else {
    checkExtreme({ choices, answer, path, at, node }, lesson, { parseIndex, extreme }, say);
  }
}

/** What the machine shows while the answer is open has to come before what the section is about. */
function checkShow(node, step, lesson, parseIndex, say) {
  const { show } = node.attributes;
  const { path, scene = 'main' } = step?.attributes ?? {};
  const session = lesson.sessions.get(scene);
  if (!session || !path || !lesson.tensorOrReport(show, scene, node.line)) return;
  if (node.attributes['show-cell']) checkCell(node, show, 'show-cell', scene, lesson, parseIndex);
  // A path that the section has wrong is told there.
  if (!programPaths(session.program).has(path)) return;
  if (session.locate(show) < session.locate(path)) return;
  say(
    `show="${show}" is not made before ${path}, so it could give the answer away.`,
    'name an earlier result, or leave show out.',
  );
}

function checkChoice(choice, say) {
  const { label, reason } = splitChoice(choice);
  if (label && reason.length > 0) return;
  say(
    'A choice lacks its text or its explanation.',
    'write the answer in the first paragraph and, after an empty line, why it is right or wrong.',
    choice.line,
  );
}

function checkExtreme({ choices, answer, path, at, node }, lesson, { parseIndex, extreme }, say) {
  const index = at === undefined ? null : parseIndex(at);
  if (!path || !index) {
    say(
      `A quiz with answer="${answer}" lacks its path or at.`,
      'name the row of numbers it asks about: path="…" at="0,3".',
    );
    return;
  }
  const row = lesson.numbers({ path, at, scene: node.attributes.scene }, node.line);
  if (!row) return;
  const marked = choices.map((choice) => Number(choice.attributes.index ?? Number.NaN));
  if (marked.some((i) => !Number.isInteger(i) || i < 0 || i >= row.length) || new Set(marked).size !== marked.length) {
    say(
      `The index of a choice is missing, used twice, or not from 0 to ${row.length - 1}.`,
      'give every <attend-choice> the index of its number in the row: index="4".',
    );
  } else if (!marked.includes(extreme(row, answer))) {
    say(
      'No choice is right: the engine finds another number largest (or smallest), or two share the place.',
      'offer the right one among the choices, or ask about another row.',
    );
  } else {
    const { tieAsShown, tie } = lesson.helpers;
    const { data, labels } = lesson.book.tensor(path, node.attributes.scene);
    const tied = tieAsShown(row, answer, data);
    if (tied)
      say(
        ...tie(
          tied.map((place) => labels.at(-1)[place]),
          row[tied[0]],
        ),
      );
  }
}

function checkBars(node, lesson, parseIndex) {
  const { series, at, scene } = node.attributes;
  if (!series || !at || !parseIndex(at)) return;
  const session = sessionOf(node, lesson);
  const labels = session?.tensor('embed', { ahead: true }).labels[0];
  const rows = series.split(',').map((part) => part.split(':').map((text) => text.trim()));
  if (rows.some(([name, path]) => !name || !path)) {
    lesson.problems.add(node.line, 'attribute', `series is "${series}".`, 'write series="name: path, name: path".');
    return;
  }
  const made = rows.map(([name, path]) => ({ name, values: lesson.numbers({ path, at, scene }, node.line) }));
  if (!labels || made.some(({ values }) => !values)) return;
  if (made.some(({ values }) => values.length !== labels.length)) {
    lesson.problems.add(
      node.line,
      'index',
      `A series does not have one number for each of the ${labels.length} tokens.`,
      'shorten or lengthen at="…" so that one row of tokens is left.',
    );
    return;
  }
  lesson.bars.set(node, { labels, series: made });
}
