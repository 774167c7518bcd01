/** Words that are fetched where a session needs them. */
import type { Session } from '../../engine/index.js';
import { has } from '../shared/words.js';

/** The words for gradients, on their way, where a session has some and they are not there yet; nothing is drawn before. */
export const missingWords = ({ scene }: Session): Promise<unknown> | null =>
  scene.loss && !has('say-gradient') ? import('../backward/backward-words.js') : null;
