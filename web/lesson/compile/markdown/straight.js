/** What word processors make of straight signs: quotation marks in tags, three dashes as one. Told once, and read as meant. */

const CURLY = '“”„‟«»‘’‚‛';
const TAG = /<[a-z][a-z-]*(?:\s[^<>]*)?>/gi;
const VALUE = new RegExp(`=\\s*[${CURLY}]([^${CURLY}"<>]*)[${CURLY}"]`, 'g');

/**
 * @param {string} source a lesson
 * @param {import('../judge/problems.js').Problems} problems
 * @returns {string} the same with straight quotation marks in its tags, and as many lines
 */
export function withStraightSigns(source, problems) {
  const straight = source.replace(TAG, (tag, offset) => {
    const mended = tag.replace(VALUE, '="$1"');
    if (mended === tag) return tag;
    const line = source.slice(0, offset).split('\n').length;
    problems.add(
      line,
      'tag',
      `The tag ${tag.replace(/\s+/g, ' ')} has typographic quotation marks around its values.`,
      'write straight ones, ", and switch “smart quotes” off in your editor.',
    );
    return mended;
  });
  return withDashes(straight, problems);
}

/** The lines around the front matter. */
function withDashes(source, problems) {
  const lines = source.split('\n');
  const isDash = (line = '') => /^\uFEFF?\s*[—–][—–-]*\s*$/.test(line);
  if (!isDash(lines[0])) return source;
  problems.add(
    1,
    'front-matter',
    'The front matter begins with a typographic dash.',
    'write three hyphens, ---, there and at its end.',
  );
  const end = lines.findIndex((line, i) => i > 0 && (isDash(line) || line.trim() === '---'));
  return lines.map((line, i) => (i === 0 || i === end ? '---' : line)).join('\n');
}
