/** A site that is needed for a moment only: packages are made from it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSite } from './commands/build.js';

/** @param {string} folder of lessons @param {(siteDir: string) => void} use */
export async function withSite(folder, use) {
  const scratch = mkdtempSync(join(tmpdir(), 'attend-'));
  try {
    const siteDir = join(scratch, 'site');
    await makeSite(folder, siteDir, console.log);
    use(siteDir);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
