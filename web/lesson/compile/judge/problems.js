/** What is wrong in a file: where, what, and what to do about it. */

/**
 * @typedef {{ file: string, line: number, rule: string, message: string, mend: string }} Problem
 * `line` counts from 1; `message` says what is wrong and `mend` what to do.
 */

export class Problems {
  /** @type {Problem[]} */
  list = [];

  /** @param {string} file as people know it, relative to the folder they work in */
  constructor(file) {
    this.file = file;
  }

  /** @param {number} line @param {string} rule @param {string} message @param {string} mend */
  add(line, rule, message, mend) {
    this.list.push({ file: this.file, line, rule, message, mend });
  }

  sorted() {
    return [...this.list].sort((a, b) => a.line - b.line);
  }
}

/** `lessons/07-hacker/lesson.md:12 … Mend: …` */
export const problemText = ({ file, line, message, mend }) => `${file}:${line} ${message} Mend: ${mend}`;

/**
 * The name in `known` that is nearest to `name`, as a hint: `Did you mean "query"? `, or nothing.
 * @param {string} name @param {Iterable<string>} known
 */
export function didYouMean(name, known) {
  let best = '';
  let least = Math.max(2, Math.floor(name.length / 4)) + 1;
  for (const candidate of known) {
    const far = editDistance(name, candidate);
    if (far < least) [best, least] = [candidate, far];
  }
  return best ? `Did you mean "${best}"? ` : '';
}

/** Levenshtein's distance between two short names. */
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
