/** custom-elements.json, for editors and for the documentation: what the elements' own comments say. */
import { readFileSync } from 'node:fs';
import { at } from './root.js';

/**
 * The elements that are meant for other people's pages, by the script that brings them; the files their class is written
 * in, the outermost first.
 */
const SCRIPTS = {
  'attend.js': [
    ['attend-stepper', 'AttendStepper', ['web/elements/stepper/attend-stepper.ts', 'web/elements/stepper/machine.ts']],
    ['attend-lesson', 'AttendLesson', ['web/lesson/page/attend-lesson.ts']],
    ['attend-exercise', 'AttendExercise', ['web/lesson/exercise/attend-exercise.ts']],
  ],
  'attend-overview.js': [['attend-overview', 'AttendOverview', ['web/elements/overview/attend-overview.ts']]],
  'attend-training.js': [['attend-training', 'AttendTraining', ['web/elements/training/attend-training.ts']]],
  'attend-workshop.js': [['attend-workshop', 'AttendWorkshop', ['web/elements/workshop/attend-workshop.ts']]],
};

/** The text of a comment without its stars. */
const plain = (comment) =>
  comment
    .replaceAll(/^\s*\/\*\*|\*\/\s*$/g, '')
    .replaceAll(/^\s*\* ?/gm, '')
    .trim();

/** The comment right before the class, or the first of the file. */
function commentOf(text, name) {
  const before = text.slice(0, text.indexOf(`class ${name} `));
  const comments = [...before.matchAll(/\/\*\*[\s\S]*?\*\//g)].map(([comment]) => plain(comment));
  return comments.findLast((comment) => comment.includes('@fires')) ?? comments[0] ?? '';
}

/** Lines of a tag: names and what is said of them; a line may name several. */
const tagged = (comment, tag) =>
  [...comment.matchAll(new RegExp(`@${tag} ([\\w, -]+?) - ([^@]*)`, 'g'))].flatMap(([, names, text]) =>
    names.split(/,\s*/).map((name) => ({ name, description: text.replaceAll(/\s+/g, ' ').trim() })),
  );

/** Public methods, `async` or not, that say what they do. */
function methodsOf(text) {
  const found = text.matchAll(
    /^ {2}(\/\*\*(?:(?!\*\/)[\s\S])*?\*\/)\n {2}(?:async )?([a-z]\w*)\(([^)]*)\)(?:: [^{\n]+)? \{/gm,
  );
  return [...found].map(([, comment, name, parameters]) => ({
    kind: 'method',
    name,
    description: plain(comment).replaceAll(/\s+/g, ' '),
    parameters: [...parameters.matchAll(/(\w+)\??: ([^,=]+)/g)].map(([, parameter, type]) => ({
      name: parameter,
      type: { text: type.trim() },
    })),
  }));
}

function moduleOf([path, elements]) {
  const declarations = elements.map(([tagName, name, files]) => {
    const texts = files.map((file) => readFileSync(at(file), 'utf8'));
    const comment = commentOf(texts[0], name);
    return {
      kind: 'class',
      customElement: true,
      name,
      tagName,
      description: comment.split(/\n@/)[0].replaceAll(/\s+/g, ' ').trim(),
      attributes: tagged(comment, 'attr'),
      events: tagged(comment, 'fires').map((event) => ({ ...event, type: { text: 'CustomEvent' } })),
      members: texts.flatMap(methodsOf),
    };
  });
  const exported = declarations.map(({ name, tagName }) => ({
    kind: 'custom-element-definition',
    name: tagName,
    declaration: { name, module: path },
  }));
  return { kind: 'javascript-module', path, declarations, exports: exported };
}

/** @returns {object} by the schema of custom-elements-manifest, version 1 */
export function elementsManifest() {
  return { schemaVersion: '1.0.0', modules: Object.entries(SCRIPTS).map(moduleOf) };
}
