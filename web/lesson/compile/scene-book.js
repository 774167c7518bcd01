/** Opens what a lesson computes with, in the real engine, and says what is wrong with it in words. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shared } from './load-ts.js';

const SHARED = '../_shared/';

/** Scenes and calculations lie in the lesson's folder, or in `_shared` beside it. */
const PLACE = /^(\.\.\/_shared\/)?[a-z0-9][\w.-]*\.json$/i;

/**
 * @param {{ folder: string, front: ReturnType<typeof import('./front-matter.js').readFrontMatter>, engine: object, problems: import('./problems.js').Problems }} lesson
 * @returns {Promise<{ sessions: Map<string, object>, book: object, files: { name: string, from: string }[] }>}
 *   `files` are the scenes and calculations the page needs beside it; close the sessions when done
 */
export async function openScenes({ folder, sharedDir, front, engine, problems }) {
  const { NumberBook, readCalculations } = await shared();
  const files = [];
  const sessions = new Map();
  for (const [name, place] of front.scenes) {
    const key = name === 'main' ? 'scene' : `scene.${name}`;
    const text = readBeside({ folder, sharedDir, place, line: front.lineOf[key] ?? 1, what: 'scene', files, problems });
    if (text === null) continue;
    try {
      sessions.set(name, engine.open(text));
    } catch (error) {
      problems.add(
        front.lineOf[key] ?? 1,
        'scene',
        `The scene ${place} does not open: ${error.message}`,
        `mend ${place}; docs/authoring.md describes scenes.`,
      );
    }
  }
  const calculations = readCalculationsOf({ folder, sharedDir, front, files, problems, readCalculations });
  const book = new NumberBook(engine, sessions, calculations);
  try {
    if (sessions.has('main')) book.calculated();
  } catch (error) {
    problems.add(
      front.lineOf.calculations,
      'calculation',
      `The calculations ${front.meta.calculations} fail: ${error.message}`,
      `mend ${front.meta.calculations}.`,
    );
  }
  return { sessions, book, files };
}

function readCalculationsOf({ folder, sharedDir, front, files, problems, readCalculations }) {
  const place = front.meta.calculations;
  if (!place) return null;
  const line = front.lineOf.calculations;
  const text = readBeside({ folder, sharedDir, place, line, what: 'calculation', files, problems });
  if (text === null) return null;
  try {
    return readCalculations(JSON.parse(text));
  } catch (error) {
    problems.add(line, 'calculation', `The calculations ${place} cannot be read: ${error.message}`, `mend ${place}.`);
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
    problems.add(line, what, `There is no file ${place}.`, `put it into ${basename(folder)}/, or mend the name.`);
    return null;
  }
  files.push({ name: basename(place), from });
  return readFileSync(from, 'utf8');
}

/** Where a file lies that a lesson names; what every course may use stands in for what the course does not have itself. */
export function placeOf(folder, sharedDir, place) {
  const own = join(folder, place);
  if (existsSync(own)) return own;
  const shared = sharedDir && place.startsWith(SHARED) ? join(sharedDir, place.slice(SHARED.length)) : '';
  return shared && existsSync(shared) ? shared : null;
}

/** Every path of a program: groups, steps and results. */
export function programPaths(node, found = new Map()) {
  found.set(node.path, node);
  for (const path of node.writes) if (!found.has(path)) found.set(path, node);
  for (const child of node.children) programPaths(child, found);
  return found;
}
