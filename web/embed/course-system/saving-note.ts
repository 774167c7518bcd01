/** One quiet note: whether progress is kept. Announced politely; it takes nothing away from the lesson. */
import { say } from './packages-words.js';

export type Note = 'kept' | 'waiting' | 'none' | 'refused' | 'review' | 'browse';

const TROUBLES: readonly (Note | null)[] = ['waiting', 'none', 'refused'];

export interface SavingNote {
  show(note: Note, reason?: string): void;
  /** From now on there is somewhere to go back to. */
  offerLeave(leave: () => void): void;
}

export function savingNote(): SavingNote {
  const line = document.createElement('div');
  line.className = 'saving-note';
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  line.append(text);
  document.querySelector('.site-header')?.after(line);
  let shown: Note | null = null;
  return {
    show(note, reason = '') {
      // Progress is kept all the time; it is news only after it was not.
      if (note === shown || (note === 'kept' && !TROUBLES.includes(shown))) return;
      shown = note;
      line.dataset.note = note;
      text.textContent = say(`saving-${note}`, { reason });
    },
    offerLeave: (leave) => line.append(leaveButton(leave)),
  };
}

function leaveButton(leave: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = say('saving-leave');
  button.addEventListener('click', leave);
  return button;
}
