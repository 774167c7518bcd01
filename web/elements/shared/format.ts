export * from '../../engine/writing/format.js';
