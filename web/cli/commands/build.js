/** A folder of lessons to a site: pages, embeds, search and all, ready for any web server. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSite } from '../../site/build.js';
import { lessonsFolder, packageDir, sharedDir } from '../home.js';
import { Usage } from '../usage.js';

/** @type {import('../attend.js').Command} */
export const build = {
  name: 'build',
  about: 'makes a site from a folder of lessons',
  takes: ['<lessons>'],
  options: {
    out: { type: 'string', default: 'site', value: 'FOLDER', about: 'where the site goes; it is emptied first' },
    address: {
      type: 'string',
      default: '',
      value: 'URL',
      about: 'the address it will have, for oEmbed and sandboxed frames',
    },
  },
  async run({ out, address }, [lessons]) {
    const folder = lessonsFolder(lessons);
    await makeSite(folder, mayBeEmptied(resolve(out)), console.log, { address: whole(address) });
    console.log(`The site is in ${out}. Put it on any web server; attend serve ${lessons} shows it here.`);
    return true;
  },
};

/**
 * @param {string} folder @param {string} outDir @param {(line: string) => void} log
 * @param {{ address?: string, preview?: boolean }} [options] of buildSite
 */
export function makeSite(folder, outDir, log, options = {}) {
  return buildSite({ root: process.cwd(), packageDir, lessonsDir: folder, sharedDir, outDir, log, ...options });
}

/** The address of a folder, as buildSite wants it. */
function whole(address) {
  if (address === '') return '';
  if (!/^https?:\/\/./.test(address) || !URL.canParse(address)) {
    throw new Usage(`--address is ${address}; expected one that begins with https://.`);
  }
  return address.endsWith('/') ? address : `${address}/`;
}

/** A site made here before may go; a folder with other things in it is not ours to empty. */
function mayBeEmptied(out) {
  if (!existsSync(out) || existsSync(join(out, 'assets', 'engine.wasm')) || readdirSync(out).length === 0) return out;
  throw new Usage(`${out} contains files that are not an Attend site and would be deleted. Give a different --out.`);
}
