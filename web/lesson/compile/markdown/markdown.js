/** Markdown as lessons write it: CommonMark with tables, formulas `$…$`, citations `[@id]`, and our own tags left in place. */
import MarkdownIt from 'markdown-it';
import { mathPlugin } from './math.js';

/** @returns {MarkdownIt} */
export function markdown() {
  const md = new MarkdownIt({ html: true, typographer: true, linkify: false });
  md.disable('replacements');
  md.use(mathPlugin);
  md.inline.ruler.before('link', 'citation', citationRule);
  md.core.ruler.push('untranslated', keepCode);
  for (const rule of ['math_inline', 'math_block', 'citation'])
    md.renderer.rules[rule] = (tokens, i) => tokens[i].meta ?? '';
  for (const rule of ['th_open', 'td_open']) md.renderer.rules[rule] = alignByClass;
  md.renderer.rules.table_open = () => '<div class="table"><table>';
  md.renderer.rules.table_close = () => '</table></div>\n';
  // Addresses are judged by the lint, with the line they stand in; markdown-it would let a bad one pass as plain text.
  md.validateLink = () => true;
  return md;
}

/** Tables align their columns by a class: an inline style would be refused by the site's policy. */
function alignByClass(tokens, i, options, _env, renderer) {
  const align = tokens[i].attrGet('style')?.match(/text-align:(\w+)/)?.[1];
  tokens[i].attrs = align ? [['class', align]] : null;
  return renderer.renderToken(tokens, i, options);
}

/** Code says the same in every language. */
function keepCode({ tokens }) {
  for (const token of tokens.flatMap((each) => [each, ...(each.children ?? [])]))
    if (['code_inline', 'code_block', 'fence'].includes(token.type)) token.attrSet('translate', 'no');
}

function citationRule(state, silent) {
  const found = /^\[@([\w-]+)\]/.exec(state.src.slice(state.pos, state.pos + 80));
  if (!found) return false;
  if (!silent) state.push('citation', 'a', 0).content = found[1];
  state.pos += found[0].length;
  return true;
}

/** What an inline token says, without markup. */
export function plainText(token) {
  return (token.children ?? [])
    .map((child) =>
      child.type === 'text' || child.type === 'code_inline' || child.type === 'math_inline' ? child.content : '',
    )
    .join('')
    .trim();
}

export const escapeHtml = (text) =>
  String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

/** Attributes as text; those without a value are left out. */
export const attributesText = (entries) =>
  Object.entries(entries)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join('');
