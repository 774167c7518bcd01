/** The words of the overview, added to those of the stepper. */
import english from '../messages/overview-en.ftl';
import { addMessages, say } from '../shared/words.js';
import type { Drawn } from './model-graph.js';

addMessages(english);

export { say };

/** What a slice of a tensor is called: one head, or one expert. */
export const sliceName = ({ axes }: Pick<Drawn, 'axes'>, slice: number): string =>
  say(axes[0] === 'E' ? 'overview-expert' : 'overview-head', { head: slice + 1 });
