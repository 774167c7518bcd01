/** Which numbers may stand where. Checked here, before they cross to the engine, so that a refusal costs nothing. */
import type { OptionInfo, PortInfo } from '../types.js';

/** What a number must be, in words; null if this one is. `words` is how many rows the table has that ids point into. */
export function mustBe(accepts: PortInfo['accepts'], value: number, words: number): string | null {
  const float = Math.fround(value);
  if (accepts === 'mask') return value === 0 || value === 1 ? null : '1 (may attend) or 0 (may not)';
  if (accepts === 'ids') {
    const place = Number.isInteger(value) && value >= 0 && value < words;
    return place ? null : `a whole number from 0 to ${words - 1}, the place of a word`;
  }
  if (accepts === 'scores' && float === Number.NEGATIVE_INFINITY) return null;
  if (Number.isFinite(float)) return null;
  return accepts === 'scores' ? 'a finite number or minus infinity' : 'a finite number that a float can hold';
}

/** What an option must be, in words; null if this number is. */
export function optionMustBe({ range, choices }: OptionInfo, value: number): string | null {
  if (choices) return choices[value] === undefined ? `the place of one of: ${choices.join(', ')}` : null;
  if (!Number.isFinite(value)) return 'a finite number';
  if (range === 'above_zero' && value <= 0) return 'above 0';
  if (range === 'not_negative' && value < 0) return '0 or above';
  if (range === 'share' && !(value >= 0 && value < 1)) return '0 or above, and below 1';
  if (range === 'whole' && !(Number.isInteger(value) && value >= 1)) return 'a whole number, 1 or above';
  if (range === 'count' && !(Number.isInteger(value) && value >= 0)) return 'a whole number, 0 or above';
  return null;
}
