/** The shape that every lesson of the course has: what it promises, asks, shows, exercises, corrects and sums up. */
import { isNode } from '../markdown/blocks.js';
import { Problems } from './problems.js';
import { saidIn } from './said.js';

/** What a lesson needs, how often, and what to write where it lacks. */
const SHAPE = [
  [
    1,
    'objectives',
    ({ count }) => count('attend-objectives'),
    'write <attend-objectives> with a list after the opening.',
  ],
  [1, 'prediction', ({ count }) => count('attend-quiz'), 'ask one with <attend-quiz> before the answer can be seen.'],
  [
    2,
    'scenes that the text drives',
    ({ driven }) => driven.size,
    'name a further scene, scene.NAME: FILE.json, and drive it with <attend-step scene="NAME" path="…">.',
  ],
  [
    2,
    'exercises',
    ({ count }) => count('attend-exercise'),
    'add an <attend-exercise>; docs/authoring.md has the kinds.',
  ],
  [
    1,
    'misconception',
    ({ count }) => count('attend-misconception'),
    'show with <attend-misconception> by a computation what is often said, and wrong.',
  ],
  [1, 'summary', ({ count }) => count('attend-summary'), 'end with <attend-summary> and a list.'],
  [1, 'concepts', ({ concepts }) => concepts.length, 'add a line "concepts: …" with ids of the glossary.'],
  [1, 'sources', ({ sources }) => sources.length, 'add a line "sources: …", or cite one in the text.'],
];

/**
 * What a lesson lacks of this shape.
 * @param {import('../markdown/blocks.js').Node} root
 * @param {object} lesson see lesson.js
 * @returns {import('./problems.js').Problem[]}
 */
export function shapeOf(root, lesson) {
  const nodes = all(root);
  const steps = nodes.filter(({ name, attributes }) => name === 'attend-step' && attributes.path);
  const facts = {
    count: (name) => nodes.filter((node) => node.name === name).length,
    driven: new Set(steps.map(({ attributes }) => attributes.scene ?? 'main')),
    concepts: lesson.concepts(),
    sources: lesson.sources(),
  };
  const problems = new Problems(lesson.problems.file);
  for (const [least, what, found, mend] of SHAPE) {
    if (found(facts) >= least) continue;
    const line = what === 'concepts' || what === 'sources' ? 1 : lesson.front.bodyLine + 1;
    problems.add(line, 'shape', `The lesson needs at least ${least} ${what}; it has ${found(facts)}.`, mend);
  }
  for (const node of nodes) if (node.attributes.kind === 'reach') checkAnswer(node, problems);
  return problems.list;
}

/** An answer that tells what to change tells it in a form that the check can do. */
function checkAnswer(exercise, problems) {
  const answer = exercise.children.find((child) => isNode(child) && child.name === 'attend-answer');
  if (!answer || saidIn(answer.children).some(({ tag }) => tag === 'attend-change')) return;
  problems.add(
    answer.line,
    'shape',
    'The answer names no change that can be tried.',
    'say in it what to change, in <attend-change edits="PATH INDEX VALUE">these words</attend-change>.',
  );
}

const all = (node) => node.children.filter(isNode).flatMap((child) => [child, ...all(child)]);
