/** The words of the workshop, added to those of the stepper. */
import english from '../messages/workshop-en.ftl';
import { addMessages } from '../shared/words.js';

addMessages(english);

export { say } from '../shared/words.js';
