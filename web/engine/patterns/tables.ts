/** What the build reads of this room: the JSON Schema and docs/scenes.md are made from it. */
import { SCENE_NAME } from './expand-scene.js';
import { CONSTANTS, FUNCTIONS } from './formula.js';

export { FORMULA_SIGNS } from './formula.js';
export { COMMON_KEYS, PATTERNS } from './pattern-table.js';
export { WISH_KEYS } from './wishes.js';

/** What a JSON Schema can say of a formula: the signs and words it is made of. */
export const FORMULA_PATTERN = `^([0-9.+*/^() -]|${[...Object.keys(FUNCTIONS), ...Object.keys(CONSTANTS)].join('|')})+$`;

export const SCENE_NAME_PATTERN = SCENE_NAME.source;
