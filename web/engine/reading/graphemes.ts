/** The characters that a reader sees: a flag, a letter with its accents and a family of emoji are one each (UAX 29). */

let segmenter: Intl.Segmenter | undefined;

export function graphemesOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The beginning of a text, with a sign that it goes on; no character is cut in halves. */
export function shortened(text: string, most: number): string {
  const letters = graphemesOf(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}
