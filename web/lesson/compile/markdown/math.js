/** Formulas: `$…$` in a line and `$$…$$` on their own, made into MathML by Temml while the site is built. */
import temml from 'temml';

/** Letters that carry the colour of queries, keys, values and weights wherever they stand. */
const ROLES = { q: 'q', Q: 'q', k: 'k', K: 'k', v: 'v', V: 'v', a: 'weights', A: 'weights' };

/**
 * MathML without inline styles, so that a strict Content-Security-Policy can stand.
 * @param {string} latex
 * @param {boolean} display on a line of its own
 * @returns {string}
 * @throws {Error} where the LaTeX does not compile
 */
export function mathml(latex, display) {
  const made = temml.renderToString(latex, { displayMode: display, throwOnError: true, xml: false });
  return made
    .replace(/ style="[^"]*"/g, '')
    .replace(/^<math/, '<math translate="no"')
    .replace(/<mi>([qQkKvVaA])<\/mi>/g, (_, letter) => `<mi class="ink-${ROLES[letter]}">${letter}</mi>`);
}

/** markdown-it plugin; the tokens `math_inline` and `math_block` hold the LaTeX as their content. */
export function mathPlugin(md) {
  md.inline.ruler.after('escape', 'math_inline', inlineRule);
  md.block.ruler.before('fence', 'math_block', blockRule, { alt: ['paragraph', 'blockquote', 'list'] });
}

function inlineRule(state, silent) {
  const { src, pos } = state;
  if (src[pos] !== '$' || /[\s$]/.test(src[pos + 1] ?? ' ')) return false;
  let end = pos + 1;
  while (end < src.length && src[end] !== '$') end += src[end] === '\\' ? 2 : 1;
  if (src[end] !== '$' || /\s/.test(src[end - 1]) || /\d/.test(src[end + 1] ?? '')) return false;
  if (!silent) state.push('math_inline', 'math', 0).content = src.slice(pos + 1, end);
  state.pos = end + 1;
  return true;
}

function blockRule(state, first, last, silent) {
  const text = (line) => state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
  if (!text(first).startsWith('$$')) return false;
  let line = first;
  let content = text(first).slice(2).trimEnd();
  while (!content.endsWith('$$')) {
    line += 1;
    if (line >= last) return false;
    content += `\n${text(line).trimEnd()}`;
  }
  if (silent) return true;
  const token = state.push('math_block', 'math', 0);
  token.content = content.slice(0, -2).trim();
  token.map = [first, line + 1];
  token.block = true;
  state.line = line + 1;
  return true;
}
