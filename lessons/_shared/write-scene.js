/** How the scripts that make scenes write them: JSON with every row of numbers on one line, as people read matrices. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pretty = (value) => {
  const onOneLine = (list) => list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']');
  return `${JSON.stringify(value, null, 2).replace(/\[[^[\]{}]*\]/g, onOneLine)}\n`;
};

/**
 * Writes each scene as `ID.json` beside the script, or into the folder that the command line names.
 * @param {string} script `import.meta.url` of the script
 * @param {object[]} scenes
 */
export function writeScenes(script, scenes) {
  const folder = process.argv[2] ?? dirname(fileURLToPath(script));
  for (const scene of scenes) writeFileSync(join(folder, `${scene.id}.json`), pretty(scene));
}
