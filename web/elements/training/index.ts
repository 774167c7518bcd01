/**
 * Training in the page: `<attend-training scene task>`. One script for a page of anybody's; beside `attend.js` it brings only
 * what that does not have, and shares its engine.
 */
import '../index.js';
import { AttendTraining } from './elements.js';

if (!customElements.get('attend-training')) customElements.define('attend-training', AttendTraining);

export * from '../index.js';
export { AttendTraining };
