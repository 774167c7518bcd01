/** The words of training, added to those of the stepper. */
import english from '../messages/training-en.ftl';
import { addMessages } from '../shared/words.js';

addMessages(english);

export { say } from '../shared/words.js';
