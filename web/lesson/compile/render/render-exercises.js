/** The HTML of exercises and of the blocks around the sections; all of it reads without scripts. */
import { isNode, splitChoice } from '../markdown/blocks.js';
import { attributesText } from '../markdown/markdown.js';
import { staticExercise } from './static-exercise.js';

/** What `<attend-exercise>` says without scripts. Everything that gives something away lies in a `<details>`. */
export async function renderExercise(node, lesson) {
  const blocks = (name) => node.children.filter((child) => isNode(child) && child.name === name);
  const question = await lesson.render(node.children.filter((child) => !isNode(child)));
  const { figure, solved, order, mistakes } = await staticExercise(node, lesson);
  const choices = await Promise.all(blocks('attend-choice').map((choice, i) => renderChoice(choice, i, lesson)));
  const parts = [`<div class="exercise-question">\n${question}</div>`, figure];
  if (choices.length) {
    const items = order.length === choices.length ? order.map((i) => choices[i].item) : choices.map(({ item }) => item);
    parts.push(`<ol class="exercise-choices">\n${items.join('\n')}\n</ol>`);
  }
  for (const [i, hint] of blocks('attend-hint').entries())
    parts.push(details('exercise-hint', `Hint ${i + 1}`, await lesson.render(hint.children)));
  for (const solution of blocks('attend-solution'))
    parts.push(`<div class="exercise-solution" hidden${data(solution)}></div>`);
  const reasons = choices.map(({ reason }) => reason).filter(Boolean);
  const answers = await Promise.all(blocks('attend-answer').map(({ children }) => lesson.render(children)));
  const wrongs = [];
  for (const [i, wrong] of blocks('attend-wrong').entries()) {
    const mistake = mistakes[i] ? `<p class="choice">${mistakes[i]}</p>\n` : '';
    wrongs.push(`<div class="exercise-wrong"${data(wrong)}>\n${mistake}${await lesson.render(wrong.children)}</div>`);
  }
  const told = [
    reasons.length ? `<ol class="exercise-reasons">\n${reasons.join('\n')}\n</ol>` : '',
    solved,
    answers.join(''),
    wrongs.length ? `<div class="exercise-wrongs">\n<p>Common wrong answers:</p>\n${wrongs.join('\n')}\n</div>` : '',
  ];
  parts.push(details('exercise-answer', 'Answer', `${told.filter(Boolean).join('\n')}\n`));
  const attributes = Object.fromEntries(
    Object.entries(node.attributes).map(([key, value]) => [key, key === 'seeds' ? 'seeds' : value]),
  );
  return `<attend-exercise${attributesText(attributes)}>\n${parts.filter(Boolean).join('\n')}\n</attend-exercise>\n`;
}

async function renderChoice(choice, place, lesson) {
  const { label, reason } = splitChoice(choice);
  const text = lesson.md.renderer.renderInline(label?.children ?? [], lesson.md.options, {});
  return {
    item: `<li${data(choice)} data-place="${place}">${text}</li>`,
    reason: reason.length ? `<li><p class="choice">${text}</p>\n${await lesson.render(reason)}</li>` : '',
  };
}

/** The attributes of a part as data, where the element finds them; one without a value says its own name. */
const data = ({ attributes }) =>
  attributesText(
    Object.fromEntries(Object.entries(attributes).map(([key, value]) => [`data-${key}`, value === '' ? key : value])),
  );

const details = (className, summary, html) =>
  `<details class="${className}"><summary>${summary}</summary>\n${html}</details>`;

export async function renderObjectives(node, lesson) {
  return `<section class="objectives" aria-labelledby="objectives-title">
<h2 id="objectives-title">What you will be able to do</h2>
${await lesson.render(node.children)}</section>\n`;
}

export async function renderSummary(node, lesson) {
  return `<section class="summary" aria-labelledby="summary-title">
<h2 id="summary-title">In short</h2>
${await lesson.render(node.children)}</section>\n`;
}

/** Stands on its own under a heading of the second level, or within a section under one of the third. */
export async function renderMisconception(node, lesson) {
  const { id } = node.attributes;
  const open = node.children.findIndex((child) => child.type === 'heading_open');
  // Without a heading it is refused; the rest of the lesson is still read.
  const heading = open < 0 ? [] : [node.children[open], node.children[open + 2]];
  heading[0]?.attrSet('id', `${id}-title`);
  if (node.parent === 'attend-step') for (const token of heading) token.tag = 'h3';
  return `<section class="misconception" id="${id}" aria-labelledby="${id}-title">
<p class="kicker">A common misconception</p>
${await lesson.render(node.children)}</section>\n`;
}
