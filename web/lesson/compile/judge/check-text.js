/** Judges what a lesson says outside of its tags: levels of headings, numbers typed by hand, scenes without use, links within. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from './problems.js';

/** A decimal, a percentage or a fraction. */
export const TYPED_NUMBER =
  /(?<![\w./])[-−]?\d*\.\d+(?![\w.]*\d)|\d+\s?(?:%|per\s?cent\b)|(?<![\w./])\d+\/\d+(?![\w/])/u;

export function checkText(tokens, lesson) {
  checkLevels(tokens, lesson);
  checkSummary(lesson);
  checkUse(lesson);
}

/** A heading is at most one level below the one before it. */
function checkLevels(tokens, lesson) {
  let before = 1;
  for (const token of tokens) {
    if (token.type !== 'heading_open') continue;
    const level = Number(token.tag.slice(1));
    if (level > before + 1) {
      lesson.problems.add(
        lesson.line(token),
        'heading',
        `A heading of level ${level} follows one of level ${before}.`,
        `write ${'#'.repeat(before + 1)} here, so that no level is left out.`,
      );
    }
    before = level;
  }
}

function checkSummary({ front, problems }) {
  for (const key of ['title', 'summary']) {
    const number = front.meta[key]?.match(TYPED_NUMBER)?.[0];
    if (!number) continue;
    problems.add(
      front.lineOf[key],
      'number',
      `The ${key} states the number ${number} by hand.`,
      'say it in words, or leave it to the text, where the engine fills it in.',
    );
  }
}

/** A further scene has to be used by a tag, or by a calculation. */
function checkUse({ front, book, sessions, problems }) {
  const used = `${front.body} ${JSON.stringify(book.calculations ?? '')}`;
  for (const [name, place] of front.scenes) {
    if (name === 'main' || !sessions.has(name) || new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(used)) continue;
    problems.add(
      front.lineOf[`scene.${name}`],
      'scene',
      `Nothing uses the scene "${name}" (${place}).`,
      `use it with scene="${name}", or remove the line.`,
    );
  }
}

/** Links within the lesson's own page and folder lead to something. */
export function checkAnchors(html, { links, problems, folder }) {
  const ids = [...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
  for (const { href, line } of links) {
    if (href.startsWith('#')) {
      const id = href.slice(1);
      if (!id || ids.includes(id)) continue;
      problems.add(
        line,
        'link',
        `The link "${href}" leads to nothing in this lesson.`,
        `${didYouMean(id, ids)}Name the id of a section or an exercise after the #.`,
      );
    } else if (!/^(?:[a-z][a-z0-9+.-]*:|\/|\.\.\/)/i.test(href)) {
      const file = href.replace(/[?#].*$/, '');
      if (!file || existsSync(join(folder, file))) continue;
      problems.add(
        line,
        'link',
        `The link "${href}" leads to no file beside the lesson.`,
        'correct the name, link to another lesson with ../NAME/, or write a whole address.',
      );
    }
  }
}
