/** Defines what `<attend-training>` is made of, besides the stepper. */
import { AttendNumber } from '../editing/attend-number.js';
import { AttendTraining } from './attend-training.js';
import { AttendTwoSteps } from './attend-two-steps.js';

if (!customElements.get('attend-number')) customElements.define('attend-number', AttendNumber);
if (!customElements.get('attend-two-steps')) customElements.define('attend-two-steps', AttendTwoSteps);

export { AttendTraining };
