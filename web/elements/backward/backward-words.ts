/** The words for losses and gradients. */
import english from '../messages/backward-en.ftl';
import { addMessages } from '../shared/words.js';

addMessages(english);
