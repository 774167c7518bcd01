/** The words of the help, added to those of the stepper. */
import english from '../messages/keys-en.ftl';
import { addMessages } from '../shared/words.js';

addMessages(english);

export { say } from '../shared/words.js';
