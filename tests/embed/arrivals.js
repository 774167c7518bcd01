/** What arrives at a server of these tests, told to whoever waits for it. */
import { EventEmitter, once } from 'node:events';
import { patience } from '../../scripts/browsers.js';

export class Arrivals extends EventEmitter {
  /** Something has arrived. */
  tell() {
    this.emit('arrived');
  }

  /** Waits until `what` gives something true, asked now and whenever something has arrived; gives that. */
  async until(what) {
    for (;;) {
      const found = what();
      if (found) return found;
      await once(this, 'arrived', { signal: AbortSignal.timeout(patience) }).catch(() => {
        throw new Error(`Nothing has arrived for ${patience / 1000} s, and still not: ${what}`);
      });
    }
  }
}
