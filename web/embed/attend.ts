/** The elements for anybody's page: one script, and `attend-stepper` and `attend-lesson` can be written as HTML. */
export * from '../elements/index.js';
export { AttendLesson } from '../lesson/index.js';
