/** A lesson that stands for one elsewhere asks whoever can put it there. */
export const askForLesson = (lesson: HTMLElement): unknown =>
  lesson.dispatchEvent(new CustomEvent('attend-open', { bubbles: true, composed: true }));
