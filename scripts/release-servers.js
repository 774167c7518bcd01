/**
 * Loaded before a test file: once all its tests are over, a server that a failed test left open keeps it from ending no more.
 */
import { after } from 'node:test';

after(() => {
  for (const handle of process._getActiveHandles()) if (handle.listening) handle.unref();
});
