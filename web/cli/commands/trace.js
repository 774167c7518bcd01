/** Everything a scene computes, as JSON, or its tensors as CSV or .npy. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from '../../engine/export/csv.ts';
import { npyBytes } from '../../engine/export/npy.ts';
import { pathsOf, wholeTensor } from '../../engine/export/tensors.ts';
import { traceText } from '../../engine/export/trace.ts';
import { openEngine, version } from '../home.js';
import { readScene } from '../scene.js';
import { Usage } from '../usage.js';

const FORMATS = ['json', 'csv', 'npy'];

/** @type {import('../attend.js').Command} */
export const trace = {
  name: 'trace',
  about: 'computes a scene and writes every tensor',
  takes: ['<scene.json>'],
  options: {
    format: {
      type: 'string',
      default: 'json',
      value: 'FORMAT',
      about: 'json (everything), csv or npy (one file per tensor)',
    },
    tensor: { type: 'string', value: 'PATH', about: 'only this one, for csv and npy' },
    out: { type: 'string', value: 'PLACE', about: 'the file, or the folder for several tensors; otherwise printed' },
  },
  async run({ format, tensor, out }, [file]) {
    if (!FORMATS.includes(format))
      throw new Usage(`--format is "${format}". It is one of ${FORMATS.join(', ')}.`, trace);
    const engine = await openEngine();
    const session = engine.open((await readScene(file, engine)).text);
    try {
      if (format === 'json') write(out, traceText(session, version()));
      else if (tensor) write(out, shaped(session, tensor, format));
      else writeAll(session, format, out);
    } finally {
      session.close();
    }
    return true;
  },
};

function shaped(session, path, format) {
  const tensor = wholeTensor(session, path);
  return format === 'csv' ? csvText(tensor) : npyBytes(tensor);
}

function writeAll(session, format, out) {
  if (!out) throw new Usage(`Each tensor is written to its own file: give --out FOLDER, or one --tensor PATH.`, trace);
  mkdirSync(out, { recursive: true });
  const { given, made } = pathsOf(session.program);
  const paths = [...given, ...made];
  for (const path of paths) writeFileSync(join(out, `${path}.${format}`), shaped(session, path, format));
  console.log(`${paths.length} tensors are in ${out}.`);
}

function write(out, content) {
  if (out) writeFileSync(out, content);
  else process.stdout.write(content);
}
