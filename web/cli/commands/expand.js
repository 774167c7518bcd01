/** A scene with its patterns as numbers, what it extends put in, and its wishes solved. */
import { writeFileSync } from 'node:fs';
import { openEngine } from '../home.js';
import { readScene } from '../scene.js';

/** @type {import('../attend.js').Command} */
export const expand = {
  name: 'expand',
  about: 'writes a scene out: patterns as numbers, wishes solved',
  takes: ['<scene.json>'],
  options: { out: { type: 'string', value: 'FILE', about: 'where it goes; otherwise printed' } },
  async run({ out }, [file]) {
    const engine = await openEngine();
    const { text, notes } = await readScene(file, engine);
    engine.open(text).close();
    for (const note of notes) console.error(note);
    const lines = `${oneRowALine(JSON.parse(text))}\n`;
    if (out) writeFileSync(out, lines);
    else process.stdout.write(lines);
    return true;
  },
};

/** JSON in which a row of numbers is a line. */
function oneRowALine(value, indent = '') {
  const isFlat =
    typeof value !== 'object' || value === null || Object.values(value).every((one) => typeof one !== 'object');
  if (isFlat) return JSON.stringify(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Object.entries(value).map(
    ([key, item]) => inner + (open === '{' ? `${JSON.stringify(key)}: ` : '') + oneRowALine(item, inner),
  );
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}
