/** What a lesson says in words and can be held to: numbers that it prints, claims and changes, with where they stand. */
import { isNode } from '../markdown/blocks.js';

const TAGS = ['attend-value', 'attend-claim', 'attend-change'];

/**
 * The tags of this kind among the children of a block, not those of blocks within it.
 * @returns {{ tag: string, attributes: Record<string, string>, line: number, token: object }[]}
 */
export function saidIn(children) {
  const inline = children.filter((child) => !isNode(child) && child.type === 'inline');
  return inline.flatMap(({ children: tokens }) =>
    tokens
      .filter(({ meta }) => meta && !meta.close && TAGS.includes(meta.name))
      .map((token) => ({ tag: token.meta.name, attributes: token.meta.attributes, line: token.meta.line, token })),
  );
}

const PARTS = {
  'attend-hint': 'hint',
  'attend-wrong': 'wrong',
  'attend-choice': 'choice',
  'attend-answer': 'answer',
};

/** The same of a whole exercise, with the part in which each stands and which of these parts it is. */
export function saidInExercise(node) {
  const blocks = node.children.filter(isNode);
  const parts = blocks.flatMap((block) => {
    const at = blocks.filter(({ name }) => name === block.name).indexOf(block);
    return saidIn(block.children).map((said) => ({ ...said, part: PARTS[block.name] ?? 'question', at }));
  });
  return [...saidIn(node.children).map((said) => ({ ...said, part: 'question', at: 0 })), ...parts];
}

/** Holds the claims of everything but exercises against the scenes; exercises hold their own. */
export function checkClaims(root, lesson) {
  const visit = (node) => {
    for (const { tag, attributes, line } of saidIn(node.children)) {
      const { that } = attributes;
      if (tag === 'attend-claim' && that) {
        const found = lesson.helpers.claimAgainst(that, lesson.book, lesson.book, '');
        if (found) lesson.problems.add(line, 'claim', ...found);
      }
      if (tag === 'attend-change')
        lesson.problems.add(
          line,
          'placement',
          '<attend-change> says how an exercise is solved, but it is not in an exercise.',
          'put it into the hint or the answer of an exercise of the kind "reach".',
        );
      if (tag === 'attend-value' && attributes.answer !== undefined) misplaced(line, lesson);
    }
    for (const child of node.children) if (isNode(child) && child.name !== 'attend-exercise') visit(child);
  };
  visit(root);
}

/** Numbers of the reader's answer stand where there is one: in the text of a mistake. */
export const misplaced = (line, lesson) =>
  lesson.problems.add(
    line,
    'placement',
    '<attend-value … answer> shows a number with the reader’s changes, but there are none here.',
    'put it into an <attend-wrong> of an exercise of the kind "reach", or remove answer.',
  );
