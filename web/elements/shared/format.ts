export * from '../../engine/format.js';
