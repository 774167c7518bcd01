/** What all lessons share, one file for each entry: the glossary (Markdown) and the bibliography (JSON). */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileText } from './file-text.js';
import { TYPED_NUMBER } from './judge/check-text.js';
import { didYouMean, Problems } from './judge/problems.js';
import { escapeHtml } from './markdown/markdown.js';
import { mathml } from './markdown/math.js';

const ID = /^[a-z][a-z0-9-]*$/;
const TERM_KEYS = { term: true, also: false, role: false, theme: false, formula: false, related: false };
const ROLES = ['q', 'k', 'v', 'weights'];
const SOURCE_KEYS = { authors: true, year: true, title: true, venue: true, what: true, url: false };

/**
 * @typedef {{ term: string, also: string[], role?: string, theme?: string, formula?: string, formulaHtml: string, text: string, html: string, related: string[] }} Term
 *   `also` are other names that people look for it under; `text` as it is written, with `$…$`; `html` and `formulaHtml` with MathML; `related` both ways, by their terms
 * @typedef {{ authors: string[], year: number, title: string, venue: string, what: string, url?: string, short: string }} Source
 *   `short` is how the text cites it: Vaswani et al. 2017
 */

/**
 * Reads `glossary/ID.md`: front matter with term, also (other names), role (a colour: q, k, v, weights), theme (its place on the map), formula
 * (LaTeX) and related (ids), then one paragraph.
 * @param {string} folder @param {string} root what file names in messages are relative to
 * @param {import('./judge/problems.js').Problem[]} problems gets what is wrong
 * @param {Record<string, Term>} base entries that are there already; one of the same id takes their place
 * @returns {Record<string, Term>} by id, in the order of the terms
 */
export function readGlossary(folder, root, problems, base = {}) {
  const own = readFolder({ folder, root, ending: '.md', problems }, readTerm);
  const read = { ...base, ...own };
  const byTerm = ([, a], [, b]) => a.term.localeCompare(b.term, 'en', { sensitivity: 'base' });
  const glossary = Object.fromEntries(Object.entries(read).sort(byTerm));
  relateBothWays(glossary, { own: Object.keys(own), folder, root, problems });
  return glossary;
}

/**
 * Reads `bibliography/ID.json`: authors (a list of names, the last may be "et al."), year, title, venue, what is taken from
 * it, and where it can be found.
 * @param {string} folder @param {string} root @param {import('./judge/problems.js').Problem[]} problems
 * @param {(text: string) => unknown} readJson of web/engine/reading/read-json.ts, whose faults know their line
 * @returns {Record<string, Source>} by id, in the order of the first authors
 */
export function readBibliography(folder, root, problems, readJson = JSON.parse) {
  const read = readFolder({ folder, root, ending: '.json', problems }, (text, told) =>
    readSource(text, told, readJson),
  );
  const key = ({ authors, year, title }) => [surname(authors[0] ?? ''), year, title];
  const byAuthor = ([, a], [, b]) => String(key(a)).localeCompare(String(key(b)), 'en', { sensitivity: 'base' });
  return Object.fromEntries(Object.entries(read).sort(byAuthor));
}

function readFolder({ folder, root, ending, problems }, readOne) {
  const found = {};
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(folder).sort()) {
    const told = new Problems(fileName(join(folder, name), root));
    const id = name.slice(0, -ending.length);
    if (!name.endsWith(ending) || !ID.test(id)) {
      const mend = `name it ID${ending}, with lowercase letters, digits and hyphens.`;
      told.add(1, 'shared', `${name} is not the file of an entry.`, mend);
    } else {
      const text = fileText(join(folder, name), (line, message, mend) => told.add(line, 'encoding', message, mend));
      const entry = readOne(text.replaceAll('\r\n', '\n'), told);
      if (entry) found[id] = entry;
    }
    problems.push(...told.sorted());
  }
  return found;
}

const fileName = (path, root) => relative(root, path).replaceAll('\\', '/');

function readTerm(source, told) {
  const [, front, body] = source.match(/^\uFEFF?---\n([\s\S]*?\n)---\n([\s\S]*)$/) ?? [];
  if (front === undefined) {
    told.add(1, 'shared', 'The entry has no front matter.', 'begin with "---", "term: …", "---", then the definition.');
    return null;
  }
  const meta = {};
  for (const [i, line] of front.trimEnd().split('\n').entries()) readPair(line, i + 2, meta, told);
  checkKeys(meta, TERM_KEYS, told);
  if (!meta.term) return null;
  const text = body.trim();
  if (text === '' || /\n\s*\n/.test(text))
    told.add(1, 'shared', 'The definition is not one paragraph.', 'write one paragraph below the front matter.');
  checkNumbers(meta, text, front.split('\n').length + 1 + body.match(/^\s*/)[0].split('\n').length, told);
  if (meta.role && !ROLES.includes(meta.role))
    told.add(1, 'shared', `The role is "${meta.role}".`, `use one of ${ROLES.join(', ')}, or leave it out.`);
  return {
    ...meta,
    text,
    html: withFormulas(text, told),
    formulaHtml: meta.formula ? compiled(meta.formula, true, told) : '',
    also: listed(meta.also),
    related: listed(meta.related),
  };
}

/** Words and definitions stand for every lesson, so they state no number of one. `line` is that of the definition. */
function checkNumbers({ term, also = '', formula = '' }, text, line, told) {
  const prose = text.replace(/\$[^$]*\$/g, (part) => part.replace(/[^\n]/g, ' '));
  const found = [
    [1, term.match(TYPED_NUMBER)],
    [1, also.match(TYPED_NUMBER)],
    [1, formula.match(/\d*\.\d+/)],
    [line, prose.match(TYPED_NUMBER) ?? text.match(/(?<=\$[^$]*)\d*\.\d+(?=[^$]*\$)/)],
  ];
  for (const [at, number] of found) {
    if (!number) continue;
    const below = at === line ? text.slice(0, number.index).split('\n').length - 1 : 0;
    const mend = 'say it in words, or leave it to a lesson, where the engine fills it in.';
    told.add(at + below, 'number', `The entry states the number ${number[0]} by hand.`, mend);
  }
}

function readPair(line, number, meta, told) {
  const [, key, value] = line.match(/^([a-z]+):\s*(.*\S)\s*$/) ?? [];
  if (key) meta[key] = value;
  else told.add(number, 'shared', `"${line}" is not of the form "key: value".`, 'write a key, a colon and its value.');
}

function readSource(text, told, readJson) {
  let source;
  try {
    source = readJson(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const { line = 1, message } = error;
    told.add(line, 'shared', `The file is not JSON: ${message.replace(/\.$/, '')}.`, 'mend the place it names.');
    return null;
  }
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    told.add(1, 'shared', 'The file holds no object.', 'write {"authors": […], "year": …, "title": "…", …}.');
    return null;
  }
  checkKeys(source, SOURCE_KEYS, told);
  const { authors, year, url } = source;
  if (!Array.isArray(authors) || authors.length === 0 || authors.some((name) => typeof name !== 'string')) {
    told.add(1, 'shared', 'authors is not a list of names.', 'write ["First Author", "Second Author"].');
    return null;
  }
  if (!Number.isInteger(year)) told.add(1, 'shared', `year is ${JSON.stringify(year)}.`, 'write a whole number.');
  if (url !== undefined && !/^https:\/\/\S+$/.test(url))
    told.add(
      1,
      'shared',
      `url is ${JSON.stringify(url)}.`,
      'write an address that begins with https://, or leave it out.',
    );
  return { ...source, short: `${shortNames(authors)} ${year}` };
}

function checkKeys(entry, known, told) {
  for (const key of Object.keys(entry)) {
    if (!Object.hasOwn(known, key))
      told.add(
        1,
        'shared',
        `The entry has an unknown key "${key}".`,
        `${didYouMean(key, Object.keys(known))}The keys are ${Object.keys(known).join(', ')}.`,
      );
  }
  for (const key of Object.keys(known)) {
    if (known[key] && !entry[key]) told.add(1, 'shared', `The entry has no ${key}.`, `add "${key}".`);
  }
}

/** An id in `related` of one entry stands in the other one too. */
function relateBothWays(glossary, { own, folder, root, problems }) {
  const ids = Object.keys(glossary);
  for (const id of own) {
    const told = new Problems(fileName(join(folder, `${id}.md`), root));
    for (const other of glossary[id].related.filter((name) => !ids.includes(name))) {
      told.add(
        1,
        'shared',
        `"${other}" in related is not an entry.`,
        `${didYouMean(other, ids)}Name the file of an entry, without .md.`,
      );
    }
    problems.push(...told.list);
  }
  const neighbours = new Map(ids.map((id) => [id, new Set(glossary[id].related.filter((name) => ids.includes(name)))]));
  for (const [id, others] of neighbours) for (const other of others) neighbours.get(other).add(id);
  for (const id of ids)
    glossary[id] = { ...glossary[id], related: ids.filter((other) => other !== id && neighbours.get(id).has(other)) };
}

const listed = (text = '') =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Plain text with formulas `$…$` in it. */
function withFormulas(text, told) {
  return text
    .split('$')
    .map((part, i) => (i % 2 ? compiled(part, false, told) : escapeHtml(part)))
    .join('');
}

function compiled(latex, display, told) {
  try {
    return mathml(latex, display);
  } catch (error) {
    const reason = String(error.message).split('\n')[0];
    told.add(1, 'formula', `The formula ${latex} does not compile: ${reason}`, 'mend the LaTeX.');
    return '';
  }
}

/** The family name, with particles that belong to it: "Aäron van den Oord" gives "van den Oord". */
function surname(name) {
  const words = name.split(' ');
  const particle = words.findIndex((word, i) => i > 0 && /^(van|von|den|der|de|di|du|le)$/.test(word));
  return words.slice(particle < 0 ? -1 : particle).join(' ');
}

/** Elman; Jain and Wallace; Vaswani et al. */
function shortNames(authors) {
  if (authors.length === 1) return surname(authors[0]);
  if (authors.length === 2 && authors[1] !== 'et al.') return authors.map(surname).join(' and ');
  return `${surname(authors[0])} et al.`;
}
