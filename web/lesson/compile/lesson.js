/** A lesson file to HTML, judged on the way: the check and the page come out of the same reading, so they cannot differ. */
import { checkBlocks } from './judge/check-blocks.js';
import { shapeOf } from './judge/check-shape.js';
import { checkAnchors, checkText } from './judge/check-text.js';
import { didYouMean, Problems } from './judge/problems.js';
import { checkClaims } from './judge/said.js';
import { shared } from './load-ts.js';
import { blockTree } from './markdown/blocks.js';
import { readFrontMatter } from './markdown/front-matter.js';
import { finishInline, finishMath } from './markdown/inline.js';
import { markdown } from './markdown/markdown.js';
import { withStraightSigns } from './markdown/straight.js';
import { renderChildren, sectionsOf } from './render/render-blocks.js';
import { openScenes, programPaths } from './scene-book.js';

/**
 * @param {{ file: string, folder: string, sharedDir?: string, source: string, engine: object, glossary: object, bibliography: object, glossaryHref?: string }} input
 *   `file` as messages name it; `folder` where it lies; `sharedDir` where `../_shared/` files are that the course does not have
 * @returns {Promise<{ meta: object, scenes: Map<string, string>, whole: boolean, problems: import('./judge/problems.js').Problem[],
 *   sections: { id: string, title: string }[], html: string, cited: string[], concepts: string[], terms: string[],
 *   exercises: import('../exercise/asked.js').Asked[],
 *   shape: import('./judge/problems.js').Problem[], files: { name: string, from: string }[] }>}
 */
export async function compileLesson({
  file,
  folder,
  sharedDir,
  source,
  engine,
  glossary,
  bibliography,
  glossaryHref = '../../glossary/index.html',
}) {
  const problems = new Problems(file);
  const front = readFrontMatter(withStraightSigns(source.replaceAll('\r\n', '\n'), problems), problems);
  const { sessions, book, files } = await openScenes({ folder, sharedDir, front, engine, problems });
  const lesson = new LessonAtWork({
    ...{ problems, front, folder, sharedDir, engine, sessions, book, files, glossaryHref },
    glossary: withoutInherited(glossary),
    bibliography: withoutInherited(bibliography),
  });
  lesson.helpers = await shared();
  try {
    const html = await lesson.read();
    return {
      meta: front.meta,
      scenes: front.scenes,
      whole: sessions.has('main') && needsWhole(sessions.get('main'), lesson.helpers),
      problems: front.broken ? problems.sorted().slice(0, 1) : problems.sorted(),
      sections: lesson.sections.map(({ id, title }) => ({ id, title })),
      html,
      cited: lesson.sources(),
      concepts: lesson.concepts(),
      terms: [...lesson.terms],
      exercises: [...lesson.exercises.values()],
      shape: lesson.shape,
      files: uniqueFiles(files),
      file,
      links: lesson.links,
    };
  } finally {
    lesson.closeLab();
    for (const session of sessions.values()) session.close();
  }
}

/** Whether a page needs the whole engine for a scene: where it has a loss, or a stage that the lighter one leaves out. */
function needsWhole({ scene, program }, { behind }) {
  const uses = ({ stage, children }) => (stage ? behind.some(({ id }) => id === stage) : children.some(uses));
  return Boolean(scene.loss) || uses(program);
}

/** A lesson may ask for any name, also for one that every object has. */
const withoutInherited = (object) => Object.assign(Object.create(null), object);

const uniqueFiles = (files) => [...new Map(files.map((file) => [file.name, file])).values()];

/** A block that is not closed swallows what follows: what would be said of that is not true of it. */
const isTorn = ({ list }) =>
  list.some(
    ({ rule, message }) =>
      rule === 'tag' && /^<attend-[^>]*> is not closed\.$|^<\/attend-[^>]*> closes nothing/.test(message),
  );

/** The state of one reading; the parts of the build get it as `lesson`. */
class LessonAtWork {
  md = markdown();
  cited = new Set();
  /** Ids of the glossary that the text names with `<attend-term>`. */
  terms = new Set();
  /** What a section shows without scripts, and what bars show, by node. */
  shown = new Map();
  bars = new Map();
  plots = new Map();
  counted = new Map();
  /** Exercises that can be graded, by node, and what grades them. */
  exercises = new Map();
  #lab = null;
  sections = [];
  /** Where links lead, with their lines. */
  links = [];
  /** What it lacks of the shape of the course. */
  shape = [];

  constructor(parts) {
    Object.assign(this, parts);
  }

  async read() {
    const tokens = this.md.parse(this.front.body, {});
    const root = blockTree(tokens, this);
    for (const token of tokens) {
      if (token.type === 'inline') finishInline(token, this);
      if (token.type === 'math_block') finishMath(token, this.line(token), this, true);
    }
    this.sections = sectionsOf(root);
    if (!isTorn(this.problems)) {
      await checkBlocks(root, this);
      checkClaims(root, this);
    }
    checkText(tokens, this);
    this.checkSources();
    this.checkConcepts();
    this.shape = shapeOf(root, this);
    const html = `${await this.render(root.children)}${this.notes()}`;
    checkAnchors(html, this);
    return html;
  }

  /** The definitions of the terms in the text, hidden: they describe the links, and pages show them on hover. */
  notes() {
    if (this.terms.size === 0) return '';
    const notes = [...this.terms].map((id) => `<p id="note-${id}">${this.glossary[id].html}</p>`);
    return `<div class="term-notes" hidden>\n${notes.join('\n')}\n</div>\n`;
  }

  /** What exercises are graded with: the scenes once more, opened when first asked for. */
  get lab() {
    const scenes = new Map([...this.sessions].map(([name, { given }]) => [name, given]));
    this.#lab ??= new this.helpers.Lab({ engine: this.engine, scenes, calculations: this.book.calculations });
    return this.#lab;
  }

  closeLab() {
    this.#lab?.close();
  }

  /** The HTML of these children of a block. */
  render(children) {
    return renderChildren(children, this);
  }

  /** The line in the file where a token begins. */
  line(token) {
    return (token.map?.[0] ?? 0) + this.front.bodyLine + 1;
  }

  /** A tensor, or null after the problem has been told. */
  tensorOrReport(path, scene = 'main', line = 1) {
    const session = this.sessions.get(scene);
    if (!session && !this.front.scenes.has(scene)) {
      this.problems.add(
        line,
        'scene',
        `The lesson has no scene "${scene}".`,
        `${didYouMean(scene, this.front.scenes.keys())}Name its file in the front matter: scene.${scene}: FILE.json.`,
      );
    }
    if (!session) return null;
    try {
      return this.book.tensor(path, scene);
    } catch (error) {
      this.problems.add(line, 'path', ...this.noTensor(path, session.program, error.message));
      return null;
    }
  }

  /** What is wrong with the path of a tensor, and the mend: the name that is nearest, or else all that the engine knows. */
  noTensor(path, program, reason) {
    const { given, made } = this.helpers.pathsOf(program);
    const known = path.startsWith('calc.') ? this.book.calculated() : [...given, ...made];
    const near = programPaths(program).has(path) ? '' : didYouMean(path, known);
    return [near ? `There is no tensor "${path}".` : reason, `${near}docs/notation.md explains paths.`];
  }

  /** The numbers under `at`, or null after the problem has been told. */
  numbers({ path, at, scene }, line) {
    const tensor = path ? this.tensorOrReport(path, scene, line) : null;
    if (!tensor || !at) return null;
    const index = this.helpers.parseIndex(at);
    try {
      if (!index) throw new Error(`at is "${at}".`);
      return this.helpers.slice(tensor, index);
    } catch (error) {
      this.problems.add(
        line,
        'index',
        `${error.message} (${path})`,
        `count from 0, one number for each axis, with commas; the shape is ${tensor.shape.join('×')}.`,
      );
      return null;
    }
  }

  /** The text of an `<attend-value>`, and its colour. */
  value({ path, at, digits = '2', scene }, line) {
    const numbers = this.numbers({ path, at, scene }, line);
    if (!/^[0-6]$/.test(digits)) {
      this.problems.add(line, 'attribute', `digits is "${digits}".`, 'use a whole number from 0 to 6.');
      return null;
    }
    if (!numbers) return null;
    const { name } = this.book.tensor(path, scene);
    return { text: this.helpers.numbersText(numbers, Number(digits)), ink: this.helpers.inkOfNumbers(path, name) };
  }

  checkSources() {
    for (const id of this.listed('sources')) {
      if (this.bibliography[id]) continue;
      this.problems.add(
        this.front.lineOf.sources,
        'citation',
        `There is no source "${id}".`,
        `${didYouMean(id, Object.keys(this.bibliography))}Sources are the files of lessons/_shared/bibliography/.`,
      );
    }
  }

  checkConcepts() {
    for (const id of this.listed('concepts')) {
      if (this.glossary[id]) continue;
      this.problems.add(
        this.front.lineOf.concepts,
        'term',
        `The glossary has no concept "${id}".`,
        `${didYouMean(id, Object.keys(this.glossary))}Concepts are the files of lessons/_shared/glossary/.`,
      );
    }
  }

  /** The ids after a key of the front matter. */
  listed(key) {
    return (this.front.meta[key] ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean);
  }

  /** Ids of the related concepts, in the author's order. */
  concepts() {
    return [...new Set(this.listed('concepts'))].filter((id) => this.glossary[id]);
  }

  /** Ids of all sources: the listed ones, then those cited besides. */
  sources() {
    return [...new Set([...this.listed('sources'), ...this.cited])].filter((id) => this.bibliography[id]);
  }
}
