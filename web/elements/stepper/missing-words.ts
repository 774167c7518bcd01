/** Words that are fetched where a session needs them. */
import type { ProgramNode, Session } from '../../engine/index.js';
import { has } from '../shared/words.js';

const isUnsaid = ({ stage, children }: ProgramNode): boolean =>
  stage ? !has(`say-${stage}`) : children.some(isUnsaid);

/**
 * The words for gradients, and for stages of the whole engine alone, on their way, where a session has some and they are not
 * there yet; nothing is drawn before.
 */
export const missingWords = ({ scene, program }: Session): Promise<unknown> | null =>
  !has('say-gradient') && (scene.loss || isUnsaid(program)) ? import('../backward/backward-words.js') : null;
