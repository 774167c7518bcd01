/** The command line in one file, with all it needs but the engine beside it; and what every course may use. */
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { courseData } from '../web/embed/build/course-data.js';

/** The parts that build and page share are TypeScript; here they are bundled instead of compiled when they are needed. */
const sharedParts = {
  name: 'shared-parts',
  setup(esbuild) {
    esbuild.onLoad({ filter: /compile[/\\]load-ts\.js$/ }, ({ path }) => ({
      contents: "import * as parts from './shared.ts'; export const shared = async () => parts;",
      resolveDir: dirname(path),
      loader: 'ts',
    }));
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
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(site, 'version.json'), JSON.stringify({ version }));
  // A stepper in one file is made from a site without lessons.
  writeFileSync(join(site, 'course.json'), JSON.stringify(courseData({ lessons: [], glossary: {} })));
}
