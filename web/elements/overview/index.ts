/** The whole model at a glance: `<attend-overview>`. One script for a page of anybody's; beside `attend.js` it shares its engine. */
import { AttendOverview } from './attend-overview.js';

if (!customElements.get('attend-overview')) customElements.define('attend-overview', AttendOverview);

export { AttendOverview };
