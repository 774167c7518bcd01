/** Turns markdown-it's flat list of tokens into a tree of our block tags, and says where they stand wrongly. */
import { ELEMENTS, readTag } from './tags.js';

const TAGS = /<[^>]*>/g;
const COMMENTS = /<!--[\s\S]*?-->/g;

/**
 * @typedef {{ name: string, attributes: Record<string, string>, line: number, parent: string, children: (Node | object)[] }} Node
 * A tag with what is in it: further nodes, and tokens of markdown-it; `parent` is the name of the tag it stands in.
 */

/**
 * @param {object[]} tokens
 * @param {{ problems: import('../judge/problems.js').Problems, line: (token: object) => number }} lesson
 * @returns {Node} a root without a name
 */
export function blockTree(tokens, lesson) {
  const root = { name: '', attributes: {}, line: 1, parent: '', children: [] };
  const stack = [root];
  for (const token of tokens) {
    if (token.type === 'html_block') readBlock(token, stack, lesson);
    else stack.at(-1).children.push(token);
  }
  for (const node of stack.slice(1)) {
    lesson.problems.add(
      node.line,
      'tag',
      `<${node.name}> is not closed.`,
      `write </${node.name}> on a line of its own after what belongs to it.`,
    );
  }
  return root;
}

function readBlock(token, stack, lesson) {
  const { problems } = lesson;
  const first = lesson.line(token);
  const text = token.content.replace(COMMENTS, (comment) => comment.replace(/[^\n]/g, ' '));
  text.split('\n').forEach((line, i) => {
    const texts = line.match(TAGS) ?? [];
    const tags = texts.map((tag) => readTag(tag, first + i, problems));
    if (tags.includes(null)) return;
    if (line.replace(TAGS, '').trim() !== '' || (line.includes('<') && tags.length === 0)) {
      problems.add(
        first + i,
        'placement',
        `"${line.trim()}" is directly under a tag, so it would not be read as Markdown.`,
        'leave an empty line between the tag and the text.',
      );
    }
    if (tags.length > 1) {
      problems.add(
        first + i,
        'placement',
        'There are two tags on one line.',
        'give every block tag a line of its own.',
      );
    }
    for (const tag of tags) placeTag(tag, token, stack, problems);
  });
}

function placeTag(tag, token, stack, problems) {
  const element = ELEMENTS[tag.name];
  if (element.kind !== 'block') {
    problems.add(tag.line, 'placement', `<${tag.name}> is on a line of its own.`, 'put it within a sentence.');
  } else if (token.level > 0) {
    problems.add(
      tag.line,
      'placement',
      `<${tag.name}> is inside a list or a quotation.`,
      'begin the line with the tag itself, not indented.',
    );
  } else if (tag.close) {
    closeBlock(tag, stack, problems);
  } else {
    openBlock(tag, element, stack, problems);
  }
}

function openBlock(tag, element, stack, problems) {
  const parent = stack.at(-1);
  if (!element.inside.includes(parent.name)) {
    const where = (name) => (name ? `inside <${name}>` : 'outside all other tags');
    problems.add(
      tag.line,
      'placement',
      `<${tag.name}> is ${where(parent.name)}.`,
      `put it ${element.inside.map(where).join(' or ')}, and close what was opened before it.`,
    );
  }
  const node = { name: tag.name, attributes: tag.attributes, line: tag.line, parent: parent.name, children: [] };
  parent.children.push(node);
  stack.push(node);
}

function closeBlock(tag, stack, problems) {
  const open = stack.at(-1);
  if (open.name === tag.name) {
    stack.pop();
    if (ELEMENTS[tag.name].empty && open.children.length > 0) {
      problems.add(
        open.line,
        'tag',
        `<${tag.name}> has something between its tags.`,
        'leave it empty; the engine fills it in.',
      );
    }
    return;
  }
  problems.add(
    tag.line,
    'tag',
    `</${tag.name}> closes nothing.`,
    open.name ? `close <${open.name}> of line ${open.line} first.` : `open <${tag.name}> before it, or remove it.`,
  );
}

/** Is this child a node of ours, rather than a token of markdown-it? */
export const isNode = (child) => 'attributes' in child;

/** The first paragraph of a choice is what is pressed; the rest is the explanation. */
export function splitChoice(choice) {
  const at = choice.children.findIndex((child) => child.type === 'inline');
  return { label: choice.children[at], reason: choice.children.slice(at + 2) };
}
