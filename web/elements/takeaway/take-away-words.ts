/** The words for taking away, added to those of the stepper. */
import english from '../messages/take-away-en.ftl';
import { addMessages } from '../shared/words.js';

addMessages(english);

export { say } from '../shared/words.js';
