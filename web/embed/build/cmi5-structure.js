/** The course structure of cmi5: `cmi5.xml`, by CourseStructure.xsd version 1. */
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';

const inEnglish = (name, text, indent) =>
  `${indent}<${name}><langstring lang="en">${escapeHtml(text)}</langstring></${name}>`;

/**
 * @param {import('./manifest.js').Content & { iri: string, summary: string }} content `iri` names the course everywhere;
 *   lessons are named below it
 */
export function courseStructure({ iri, title, summary, passing, lessons }) {
  const mastery =
    passing === null
      ? 'moveOn="Completed"'
      : `moveOn="CompletedAndPassed" masteryScore="${Number(passing.toFixed(4))}"`;
  const units = lessons.map(
    (lesson) => `  <au id="${escapeHtml(`${iri}/${lesson.slug}`)}" launchMethod="AnyWindow" ${mastery}>
${inEnglish('title', lesson.title, '    ')}
${inEnglish('description', lesson.summary, '    ')}
    <url>${escapeHtml(lesson.page)}</url>
  </au>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="${escapeHtml(iri)}">
${inEnglish('title', title, '    ')}
${inEnglish('description', summary, '    ')}
  </course>
${units.join('\n')}
</courseStructure>
`;
}
