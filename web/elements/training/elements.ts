/** Defines what `<attend-training>` is made of, besides the stepper. */
import { AttendNumber } from '../editing/attend-number.js';
import { AttendTraining } from './attend-training.js';

if (!customElements.get('attend-number')) customElements.define('attend-number', AttendNumber);

export { AttendTraining };
