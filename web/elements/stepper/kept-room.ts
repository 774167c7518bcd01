/** An edit moves nothing on the page: what is said of a number keeps the room that it had when the number was first looked at. */
import type { Edit } from '../../engine/index.js';
import { lengthOf, type Sentence } from '../narration/narrate.js';

export class KeptRoom {
  /** The longest sentence that was said here; the others have as much room. */
  sentence: Sentence | null = null;
  /** How high the arithmetic was at most before an edit here, in pixels; 0 where nothing was edited. */
  height = 0;
  #place = '';
  #edits: readonly Edit[] = [];

  /**
   * @param place what is looked at, and how: at another one, all begins anew
   * @param edits those of the session; measured is only where they are others than before
   */
  look(place: string, edits: readonly Edit[], sentence: Sentence | null, arithmetic: HTMLElement | null): void {
    if (place !== this.#place) Object.assign(this, { sentence, height: 0 });
    else if (edits !== this.#edits) {
      this.height = Math.max(this.height, arithmetic?.getBoundingClientRect().height ?? 0);
    }
    if (lengthOf(sentence) > lengthOf(this.sentence)) this.sentence = sentence;
    this.#place = place;
    this.#edits = edits;
  }
}
