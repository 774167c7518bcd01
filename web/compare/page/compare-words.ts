/** The words of "Check my numbers", added to those of the stepper. */
import { addMessages } from '../../elements/shared/words.js';
import english from './compare-en.ftl';

addMessages(english);

export { placeOf, placeOn, say, titleOf } from '../../elements/shared/words.js';
