/** The part of the elements that is loaded when a reader takes something away. */
export * from '../../engine/export/index.js';
export { paintOf, pngOf } from './paint.js';
export { type Paint, type Picture, pictureSvg } from './picture-svg.js';
