/** The words of taking parts out, added to those of the stepper. */
import english from '../messages/interventions-en.ftl';
import { addMessages } from '../shared/words.js';

addMessages(english);

export { placeOf, say, titleOf } from '../shared/words.js';
