/** The words for sharing, added to those of the stepper. */
import { addMessages } from '../../elements/shared/words.js';
import english from '../messages/share-en.ftl';

addMessages(english);

export { say } from '../../elements/shared/words.js';
