/** The text of an author's file; one that is not written in UTF-8 is told, and read as what it will have been meant as. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** What editors write instead of UTF-8, by the bytes such files begin with. */
const MARKED = [
  { name: 'UTF-16', bytes: [0xff, 0xfe], decoder: 'utf-16le' },
  { name: 'UTF-16', bytes: [0xfe, 0xff], decoder: 'utf-16be' },
];
const OTHERWISE = { name: 'Latin-1 (or Windows-1252)', decoder: 'windows-1252' };

/**
 * @param {string} file
 * @param {(line: number, message: string, mend: string) => void} tell is told what is wrong; `line` counts from 1
 * @returns {string}
 */
export function fileText(file, tell) {
  const bytes = readFileSync(file);
  const marked = MARKED.find(({ bytes: [first, second] }) => bytes[0] === first && bytes[1] === second);
  if (!marked) {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      // Told below.
    }
  }
  const { name, decoder } = marked ?? OTHERWISE;
  const text = new TextDecoder(decoder).decode(bytes);
  const { line, letter } = marked ? { line: 1, letter: '' } : firstOdd(bytes, decoder);
  const where = letter ? `: the "${letter}" in line ${line} is one byte` : '';
  tell(
    line,
    `${basename(file)} is not written in UTF-8, but probably in ${name}${where}.`,
    'save it again with the encoding UTF-8.',
  );
  return text;
}

/** The first letter that is no UTF-8, and its line. */
function firstOdd(bytes, decoder) {
  const sound = new TextDecoder('utf-8').decode(bytes).split('\ufffd', 1)[0];
  const at = Buffer.byteLength(sound);
  return { line: sound.split('\n').length, letter: new TextDecoder(decoder).decode(bytes.subarray(at, at + 1)) };
}
