/** Opens what a lesson computes with, in the real engine, and says what is wrong with it in words. */
import { basename } from 'node:path';
import { fileText } from './file-text.js';
import { shared } from './load-ts.js';
import { placeOf, writtenScene } from './written-scene.js';

/** Scenes and calculations lie in the lesson's folder, or in `_shared` beside it. */
const PLACE = /^(\.\.\/_shared\/)?[a-z0-9][\w.-]*\.json$/i;

/**
 * @param {{ folder: string, front: ReturnType<typeof import('./markdown/front-matter.js').readFrontMatter>, engine: object, problems: import('./judge/problems.js').Problems }} lesson
 * @returns {Promise<{ sessions: Map<string, object>, book: object, files: SceneFile[] }>}
 *   `files` are the scenes and calculations the page needs beside it; close the sessions when done
 * @typedef {{ name: string, from: string, text?: string, notes?: string[] }} SceneFile with `text`, that is to be served in
 *   place of the file: the scene written out, of which `notes` says what was made of what
 */
export async function openScenes({ folder, sharedDir, front, engine, problems }) {
  const { NumberBook, readCalculations, readJson } = await shared();
  const files = [];
  const sessions = new Map();
  for (const [name, place] of front.scenes) {
    const key = name === 'main' ? 'scene' : `scene.${name}`;
    const text = readBeside({ folder, sharedDir, place, line: front.lineOf[key] ?? 1, what: 'scene', files, problems });
    if (text === null) continue;
    try {
      const file = files.at(-1);
      const written = await writtenScene({ engine, text, from: file.from, sharedDir });
      if (written.text !== text) Object.assign(file, written);
      sessions.set(name, engine.open(written.text));
    } catch (error) {
      problems.add(
        front.lineOf[key] ?? 1,
        'scene',
        `The scene ${place} does not open${lineIn(text, error.message)}: ${error.message}`,
        `correct ${place}; docs/authoring.md describes scenes.`,
      );
    }
  }
  const calculations = readCalculationsOf({
    ...{ folder, sharedDir, front, files, problems },
    read: (text) => readCalculations(readJson(text)),
  });
  const book = new NumberBook(engine, sessions, calculations);
  try {
    if (sessions.has('main')) book.calculated();
  } catch (error) {
    problems.add(
      front.lineOf.calculations,
      'calculation',
      `The calculations ${front.meta.calculations} fail: ${error.message}`,
      `correct ${front.meta.calculations}.`,
    );
  }
  return { sessions, book, files };
}

/** Where in a scene's file stands what a message names: the last of its names that the file has. */
function lineIn(text, message) {
  const named = [...message.matchAll(/[\w.]+/g)].map(([name]) => `"${name}"`).filter((name) => text.includes(name));
  // The most particular name is the longest: "layers.0.attention.wq" rather than "weights".
  const name = named.sort((a, b) => b.length - a.length)[0];
  return name ? ` (see its line ${text.slice(0, text.indexOf(name)).split('\n').length})` : '';
}

function readCalculationsOf({ folder, sharedDir, front, files, problems, read }) {
  const place = front.meta.calculations;
  if (!place) return null;
  const line = front.lineOf.calculations;
  const text = readBeside({ folder, sharedDir, place, line, what: 'calculation', files, problems });
  if (text === null) return null;
  try {
    return read(text);
  } catch (error) {
    problems.add(
      line,
      'calculation',
      `The calculations ${place} cannot be read: ${error.message}`,
      `correct ${place}.`,
    );
    return null;
  }
}

function readBeside({ folder, sharedDir, place, line, what, files, problems }) {
  if (!PLACE.test(place)) {
    problems.add(
      line,
      what,
      `"${place}" is not a name of a ${what} file.`,
      'name a .json file in the folder of the lesson, or "../_shared/NAME.json".',
    );
    return null;
  }
  const from = placeOf(folder, sharedDir, place);
  if (from === null) {
    problems.add(line, what, `There is no file ${place}.`, `put it into ${basename(folder)}/, or correct the name.`);
    return null;
  }
  files.push({ name: basename(place), from });
  return fileText(from, (at, message, mend) => problems.add(line, 'encoding', `In line ${at}: ${message}`, mend));
}

/** Every path of a program: groups, steps and results. */
export function programPaths(node, found = new Map()) {
  found.set(node.path, node);
  for (const path of node.writes) if (!found.has(path)) found.set(path, node);
  for (const child of node.children) programPaths(child, found);
  return found;
}
