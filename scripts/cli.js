/** The command line in one file, with all it needs but the engine beside it; and what every course may use. */
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { courseData } from '../web/embed/build/course-data.js';
import { SCENES_DOC } from './scenes-doc.js';

/** The parts that build and page share are TypeScript; here they are bundled instead of compiled when they are needed. */
const sharedParts = {
  name: 'shared-parts',
  setup(esbuild) {
    const replace = (filter, contents) =>
      esbuild.onLoad({ filter }, ({ path }) => ({ contents, resolveDir: dirname(path), loader: 'ts' }));
    replace(
      /compile[/\\]load-ts\.js$/,
      "import * as parts from './shared.ts'; export const shared = async () => parts;",
    );
    replace(
      /search[/\\]make-file\.js$/,
      "import { searchFile as make } from './text-index.ts'; export const searchFile = async (docs) => make(docs);",
    );
  },
};

/** @param {{ root: string, packageDir: string }} options */
export async function buildCli({ root, packageDir }) {
  const outfile = join(packageDir, 'cli.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['web/cli/attend.js'],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    minify: true,
    legalComments: 'linked',
    logLevel: 'warning',
    plugins: [sharedParts],
  });
  chmodSync(outfile, 0o755);
  const site = join(packageDir, 'site');
  mkdirSync(site, { recursive: true });
  cpSync(join(root, 'lessons', '_shared'), join(site, 'shared'), { recursive: true });
  copyFileSync(join(root, SCENES_DOC), join(packageDir, 'scenes.md'));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(site, 'version.json'), JSON.stringify({ version }));
  // A stepper in one file is made from a site without lessons.
  writeFileSync(join(site, 'course.json'), JSON.stringify(courseData({ lessons: [], glossary: {} })));
}
