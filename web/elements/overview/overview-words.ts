/** The words of the overview, added to those of the stepper. */
import english from '../messages/overview-en.ftl';
import { addMessages } from '../shared/words.js';

addMessages(english);

export { say } from '../shared/words.js';
