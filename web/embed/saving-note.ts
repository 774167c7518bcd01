/** One quiet note: whether progress is kept. Announced politely; it takes nothing away from the lesson. */
import { say } from './packages-words.js';

export type Note = 'kept' | 'waiting' | 'none' | 'refused' | 'looking';

export interface SavingNote {
  show(note: Note, reason?: string): void;
}

/** @param leave called by “Back to the course”; null where there is nowhere to go back to */
export function savingNote(leave: (() => void) | null): SavingNote {
  const line = document.createElement('div');
  line.className = 'saving-note';
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  line.append(text);
  if (leave) line.append(leaveButton(leave));
  document.querySelector('.site-header')?.after(line);
  let shown: Note | null = null;
  return {
    show(note, reason = '') {
      // Progress is kept all the time; it is news only after it was not.
      if (note === shown || (note === 'kept' && shown !== 'waiting')) return;
      shown = note;
      line.dataset.note = note;
      text.textContent = say(`saving-${note}`, { reason });
    },
  };
}

function leaveButton(leave: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = say('saving-leave');
  button.addEventListener('click', leave);
  return button;
}
