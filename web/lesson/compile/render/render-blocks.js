/** The HTML of a lesson's blocks: sections that drive the stepper, predictions, bars. */
import { isNode, splitChoice } from '../markdown/blocks.js';
import { attributesText, plainText } from '../markdown/markdown.js';
import { renderCalculator } from './calculator.js';
import { renderPlot } from './plots.js';
import { renderExercise, renderMisconception, renderObjectives, renderSummary } from './render-exercises.js';
import { barTable, staticTables } from './static-table.js';

/**
 * @param {(import('../markdown/blocks.js').Node | object)[]} children
 * @param {object} lesson see lesson.js
 * @returns {Promise<string>}
 */
export async function renderChildren(children, lesson) {
  let html = '';
  let tokens = [];
  const flush = () => {
    html += lesson.md.renderer.render(tokens, lesson.md.options, {});
    tokens = [];
  };
  for (const child of children) {
    if (!isNode(child)) {
      tokens.push(child);
      continue;
    }
    flush();
    html += (await RENDER[child.name]?.(child, lesson)) ?? '';
  }
  flush();
  return html;
}

const RENDER = {
  'attend-step': renderStep,
  'attend-quiz': renderQuiz,
  'attend-objectives': renderObjectives,
  'attend-misconception': renderMisconception,
  'attend-summary': renderSummary,
  'attend-exercise': renderExercise,
  'attend-bars': renderBars,
  'attend-plot': renderPlot,
  'attend-calculator': renderCalculator,
  'attend-overview': renderOverview,
  'attend-training': renderTraining,
};

async function renderStep(node, lesson) {
  const { id, path, cell, level, scene } = node.attributes;
  const number = lesson.sections.findIndex((section) => section.id === id) + 1;
  numberHeading(node, id, number);
  const inner = await renderChildren(node.children, lesson);
  const tables = await fallbackTables(node, lesson);
  const open = `<attend-step${attributesText({ id, path, cell, level, scene })}>`;
  return `${open}\n<section aria-labelledby="${id}-title">\n${inner}${tables}</section>\n</attend-step>\n`;
}

/** The section's heading gets an id and its number, which links to the section. */
function numberHeading(node, id, number) {
  const at = node.children.findIndex((child) => child.type === 'heading_open');
  if (at < 0) return;
  node.children[at].attrSet('id', `${id}-title`);
  const anchor = {
    type: 'html_inline',
    content: `<a class="section-number" href="#${id}" aria-label="Section ${number}">${number}</a> `,
  };
  node.children[at + 1].children.unshift(anchor);
}

async function fallbackTables(node, lesson) {
  const { path, scene = 'main' } = node.attributes;
  const shown = lesson.shown.get(node);
  if (!path || !shown) return '';
  const tables = [];
  for (const tensorPath of shown.paths) {
    const tensor = lesson.sessions.get(scene).tensor(tensorPath, { ahead: true });
    tables.push(await staticTables(tensor, shown.title(tensorPath)));
  }
  return `<div class="fallback">\n${tables.join('\n')}\n</div>\n`;
}

async function renderQuiz(node, lesson) {
  const { id, answer, path, at, show, 'show-cell': showCell, scene } = node.attributes;
  const choices = node.children.filter((child) => isNode(child) && child.name === 'attend-choice');
  const question = await renderChildren(
    node.children.filter((child) => !choices.includes(child)),
    lesson,
  );
  const items = [];
  const reasons = [];
  for (const choice of choices) {
    const { label, reason } = splitChoice(choice);
    const text = lesson.md.renderer.renderInline(label?.children ?? [], lesson.md.options, {});
    const right = choice.attributes.right === undefined ? undefined : 'right';
    const mark = attributesText({ 'data-index': choice.attributes.index, 'data-right': right });
    items.push(`<li${mark}>${text}</li>`);
    reasons.push(`<li><p class="choice">${text}</p>\n${await renderChildren(reason, lesson)}</li>`);
  }
  return `<attend-quiz${attributesText({ id, answer, path, at, show, 'show-cell': showCell, scene })}>
<div class="quiz-question">${question}</div>
<ul class="quiz-choices">\n${items.join('\n')}\n</ul>
<details class="quiz-reasons"><summary>What each answer means</summary>\n<ul>\n${reasons.join('\n')}\n</ul>\n</details>
</attend-quiz>\n`;
}

async function renderBars(node, lesson) {
  const bars = lesson.bars.get(node);
  return bars ? barTable({ caption: node.attributes.caption, ...bars }) : '';
}

/** Follows the machine beside the text; without scripts there is none, and nothing to be seen. */
function renderOverview({ attributes: { caption } }, { md }) {
  return `<figure class="overview js-only"><attend-overview></attend-overview><figcaption>${md.renderInline(caption)}</figcaption></figure>\n`;
}

/** Trains a scene of the lesson, of which the machine then shows any step; without scripts there is nothing to be seen. */
function renderTraining({ attributes: { scene = 'main', caption, ...settings } }, { md }) {
  const training = `<attend-training${attributesText({ of: scene, ...settings })} led></attend-training>`;
  return `<figure class="training js-only">${training}<figcaption>${md.renderInline(caption)}</figcaption></figure>\n`;
}

/** The contents of a lesson: its sections in order. */
export function sectionsOf(root) {
  return root.children
    .filter((child) => isNode(child) && child.name === 'attend-step')
    .map((node) => {
      const at = node.children.findIndex((child) => child.type === 'heading_open');
      return { id: node.attributes.id ?? '', title: at < 0 ? '' : plainText(node.children[at + 1]), node };
    });
}
