/** What stands within sentences: values, terms, citations, formulas, links; each checked, and made into its HTML. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TYPED_NUMBER } from '../judge/check-text.js';
import { didYouMean } from '../judge/problems.js';
import { escapeHtml } from './markdown.js';
import { mathml } from './math.js';
import { ELEMENTS, readTag } from './tags.js';

const COMMENT = /^<!--[\s\S]*-->$/;

/**
 * Checks one inline token and puts the HTML of our tags into it.
 * @param {object} token of markdown-it, type `inline`
 * @param {object} lesson the lesson at work, see lesson.js
 */
export function finishInline(token, lesson) {
  const state = { line: lesson.line(token), open: [], tokens: token.children, at: 0 };
  checkDollar(token, { problems: lesson.problems, line: state.line });
  for (; state.at < token.children.length; state.at++) {
    finishChild(token.children[state.at], state, lesson);
    state.line += newlines(token.children[state.at]);
  }
  for (const tag of state.open) {
    lesson.problems.add(
      tag.line,
      'tag',
      `<${tag.name}> is not closed in its paragraph.`,
      `write </${tag.name}> after the words it is about.`,
    );
  }
}

function newlines(child) {
  if (child.type === 'softbreak' || child.type === 'hardbreak') return 1;
  return child.type === 'html_inline' ? (child.source ?? child.content).split('\n').length - 1 : 0;
}

function finishChild(child, state, lesson) {
  if (child.type === 'html_inline') return finishTag(child, state, lesson);
  if (child.type === 'text') return checkNumbers(child.content, state, lesson);
  if (child.type === 'math_inline') return finishMath(child, state.line, lesson, false);
  if (child.type === 'citation') return finishCitation(child, state.line, lesson);
  if (child.type === 'link_open') return checkAddress(child.attrGet('href'), state.line, lesson);
  if (child.type === 'image') return checkImage(child, state.line, lesson);
}

/** A dollar sign that opens no formula; what is code, a formula, or escaped, is none. */
function checkDollar(token, { problems, line }) {
  const formulas = token.children.filter(({ type }) => type === 'math_inline').map(({ content }) => `$${content}$`);
  const rest = formulas.reduce((text, formula) => text.replace(formula, ''), token.content.replace(/`[^`]*`/g, ''));
  if (!/(?<!\\)\$/.test(rest)) return;
  problems.add(
    line,
    'formula',
    'A dollar sign has no partner, so what follows it is not read as a formula.',
    'close the formula with another one directly after its last sign; a plain dollar sign is written \\$.',
  );
}

function checkNumbers(text, { line, open }, { problems }) {
  const number = text.match(TYPED_NUMBER)?.[0];
  if (!number || open.some(({ name }) => name === 'attend-given')) return;
  problems.add(
    line,
    'number',
    `The prose states the number ${number} by hand.`,
    'ask the engine for it with <attend-value path="…" at="…"></attend-value>; or, if it is not computed here, write <attend-given why="where it comes from">…</attend-given>.',
  );
}

/** Compiles a formula; also used for formulas on their own line. */
export function finishMath(token, line, { problems }, display) {
  if (/\d*\.\d+/.test(token.content)) {
    problems.add(
      line,
      'number',
      `The formula $${token.content}$ holds a decimal number.`,
      'write letters in formulas, and numbers with <attend-value>.',
    );
  }
  try {
    token.meta = mathml(token.content, display);
  } catch (error) {
    const reason = String(error.message).split('\n')[0];
    problems.add(
      line,
      'formula',
      `The formula $${token.content}$ does not compile: ${reason}`,
      'correct the LaTeX; a plain dollar sign is written \\$.',
    );
  }
}

function finishCitation(token, line, lesson) {
  const source = lesson.bibliography[token.content];
  if (!source) {
    lesson.problems.add(
      line,
      'citation',
      `There is no source "${token.content}".`,
      `${didYouMean(token.content, Object.keys(lesson.bibliography))}Sources are the files of lessons/_shared/bibliography/.`,
    );
    return;
  }
  lesson.cited.add(token.content);
  token.meta = `<a class="cite" href="#source-${token.content}">${escapeHtml(source.short)}</a>`;
}

function checkAddress(href, line, { problems, links }) {
  links.push({ href, line });
  const scheme = decodeURIComponent(href.replace(/%(?![\da-f]{2})/gi, '%25'))
    .match(/^[\s\p{Cc}]*([a-z][a-z0-9+.-]*)\s*:/iu)?.[1]
    ?.toLowerCase();
  if (!scheme || ['http', 'https', 'mailto'].includes(scheme)) return;
  problems.add(
    line,
    'script',
    `The link leads to a "${scheme}:" address.`,
    'link to https:, mailto:, or a page of this site; lessons carry no script.',
  );
}

function checkImage(token, line, { problems, folder, files }) {
  const place = token.attrGet('src');
  if (!/^[\w-][\w.-]*\.(png|jpg|svg|webp)$/i.test(place) || !existsSync(join(folder, place))) {
    problems.add(
      line,
      'image',
      `There is no picture "${place}" in the folder of the lesson.`,
      'put a .png, .jpg, .svg or .webp file beside lesson.md and name it.',
    );
    return;
  }
  if (!token.content.trim())
    problems.add(
      line,
      'image',
      `The picture "${place}" has no text.`,
      'say between the brackets what it shows: ![what it shows](picture.png).',
    );
  const number = token.content.match(TYPED_NUMBER)?.[0];
  if (number)
    problems.add(
      line,
      'number',
      `The text of the picture "${place}" states the number ${number} by hand.`,
      'say it in words, or in the text before, where the engine fills it in with <attend-value>.',
    );
  files.push({ name: place, from: join(folder, place) });
}

function finishTag(child, state, lesson) {
  child.source = child.content;
  if (COMMENT.test(child.content)) {
    child.content = '';
    return;
  }
  const tag = readTag(child.content, state.line, lesson.problems);
  child.content = '';
  if (!tag) return;
  child.meta = tag;
  if (ELEMENTS[tag.name].kind === 'block') {
    lesson.problems.add(
      state.line,
      'placement',
      `<${tag.close ? '/' : ''}${tag.name}> is inside a paragraph.`,
      'put the tag on a line of its own, with an empty line before and after it.',
    );
  } else if (tag.close) {
    child.content = closeTag(tag, state, lesson);
  } else {
    child.content = openTag(tag, state, lesson);
  }
}

function closeTag(tag, state, { problems }) {
  const last = state.open.pop();
  if (last?.name === tag.name) return last.end;
  if (last) state.open.push(last);
  problems.add(
    state.line,
    'tag',
    `</${tag.name}> closes nothing.`,
    last ? `close <${last.name}> first.` : 'remove it, or open the tag before it.',
  );
  return '';
}

function openTag(tag, state, lesson) {
  const { name, attributes } = tag;
  const open = (start, end) => {
    state.open.push({ name, line: state.line, end });
    return start;
  };
  if (name === 'attend-value') return openValue(tag, state, lesson, open);
  if (name === 'attend-term') return openTerm(attributes.id, state.line, lesson, open);
  if (name === 'attend-given') return open('<span class="given">', '</span>');
  if (name === 'attend-claim' || name === 'attend-change') return open('', '');
  return open(`<${name}>`, `</${name}>`);
}

function openTerm(id, line, lesson, open) {
  const term = lesson.glossary[id];
  if (!term && id) {
    lesson.problems.add(
      line,
      'term',
      `The glossary has no term "${id}".`,
      `${didYouMean(id, Object.keys(lesson.glossary))}Terms are the files of lessons/_shared/glossary/.`,
    );
  }
  if (!term) return open('<span>', '</span>');
  lesson.terms.add(id);
  const ink = term.role ? ` ink-${term.role}` : '';
  return open(`<a class="term${ink}" href="${lesson.glossaryHref}#${id}" aria-describedby="note-${id}">`, '</a>');
}

function openValue({ attributes }, state, lesson, open) {
  const next = state.tokens[state.at + 1];
  if (next?.type !== 'html_inline' || next.content !== '</attend-value>') {
    lesson.problems.add(
      state.line,
      'value',
      '<attend-value> has something between its tags.',
      'leave it empty: <attend-value path="…" at="…"></attend-value>; the engine fills it in.',
    );
  }
  const value = lesson.value(attributes, state.line);
  if (!value) return open('<span>', '</span>');
  return open(openedValue(attributes, value), '</attend-value>');
}

/** The opening tag of a number and its text. */
export function openedValue(attributes, { text, ink }) {
  const shown = Object.entries({ ...attributes, class: ink }).filter(([key, content]) => content || key === 'answer');
  return `<attend-value${shown.map(([key, content]) => ` ${key}="${escapeHtml(content)}"`).join('')} translate="no">${escapeHtml(text)}`;
}
