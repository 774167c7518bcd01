/** The part of the elements that is loaded when a reader takes something away. */
export * from '../engine/export/index.js';
