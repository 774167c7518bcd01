/** What only programs with gradients need. */
export { behind as stages } from '../generated/behind.js';
export { chainTerm, sharesOf } from './chain-rule.js';
export { gradientNode } from './gradient-node.js';
