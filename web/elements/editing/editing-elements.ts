/** The part of the elements that is loaded once the first picture stands: what writes numbers, and lists what changed. */
export { AttendChangeList } from './attend-change-list.js';
export { AttendEdit } from './attend-edit.js';
