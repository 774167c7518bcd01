/**
 * What packages need to know of a course, kept beside its site as `course.json`.
 * @param {{ title?: string, lessons: object[], glossary: Record<string, { term: string, html: string }> }} course as `readCourse` gives it
 * @returns {import('./source.js').Course}
 */
export function courseData({ title, lessons, glossary }) {
  const words = Object.entries(glossary).map(([id, { term, html }]) => [id, { term, html }]);
  return {
    version: 1,
    ...(title && { title }),
    lessons: lessons.map(({ slug, meta, files }) => ({
      slug,
      title: meta.title,
      summary: meta.summary,
      minutes: Number(meta.minutes),
      files: files.map(({ name }) => name),
    })),
    words: Object.fromEntries(words),
  };
}
