/** Lessons as a package for course systems: SCORM 1.2, SCORM 2004, cmi5. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cmi5Package, scormPackage } from '../../embed/build/packages.js';
import { openSite } from '../../embed/build/source.js';
import { lessonsFolder } from '../home.js';
import { withSite } from '../site.js';
import { Usage } from '../usage.js';

const STANDARDS = ['1.2', '2004', 'cmi5'];

/** @type {import('../attend.js').Command} */
export const scorm = {
  name: 'scorm',
  about: 'packs lessons for a course system: SCORM 1.2 or 2004, or cmi5',
  takes: ['<lessons>'],
  options: {
    standard: { type: 'string', default: '1.2', value: 'NAME', about: '1.2 (Moodle and most others), 2004 or cmi5' },
    lesson: {
      type: 'string',
      value: 'NAME',
      about: 'only this one, by the name in its address; otherwise the whole course',
    },
    passing: {
      type: 'string',
      value: 'SCORE',
      about: 'lowest passing score, 0 to 1; without it completed, neither passed nor failed',
    },
    title: { type: 'string', value: 'TEXT', about: 'of the package' },
    each: {
      type: 'boolean',
      about: 'one package per lesson, so that each has its own grade; --out is the folder for them',
    },
    out: { type: 'string', default: 'attend.zip', value: 'FILE', about: 'where the package goes' },
  },
  async run({ standard, lesson, passing, title, each, out }, [lessons]) {
    if (!STANDARDS.includes(standard)) {
      throw new Usage(`--standard is "${standard}". It is one of ${STANDARDS.join(', ')}.`, scorm);
    }
    await withSite(lessonsFolder(lessons), (siteDir) => {
      const options = {
        siteDir,
        ...(lesson && { lessons: [lesson] }),
        ...(passing !== undefined && { passing: Number(passing) }),
        ...(title && { title }),
      };
      if (!each) return pack(standard, options, out);
      mkdirSync(out, { recursive: true });
      for (const slug of options.lessons ?? openSite(siteDir).course.lessons.map((one) => one.slug))
        pack(standard, { ...options, lessons: [slug] }, join(out, `${slug}.zip`));
    });
    return true;
  },
};

function pack(standard, options, out) {
  const bytes = standard === 'cmi5' ? cmi5Package(options) : scormPackage({ ...options, version: standard });
  writeFileSync(out, bytes);
  console.log(`${out}: ${Math.ceil(bytes.length / 1024)} KB, ${standard === 'cmi5' ? 'cmi5' : `SCORM ${standard}`}.`);
}
