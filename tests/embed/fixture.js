/** The small course of these tests as a built site, and a learner who works in a lesson of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, root } from '../../scripts/root.js';
import { buildSite } from '../../web/site/build.js';

/**
 * @param {string} [lessons] `course`: the lessons `small` and `more`; `returning`: `twice`, with two sections about one step
 * @returns {Promise<{ siteDir: string, remove: () => void }>}
 */
export async function fixtureSite(lessons = 'course') {
  const outDir = mkdtempSync(join(tmpdir(), 'attend-site-'));
  await buildSite({ root, packageDir: at('dist/package'), outDir, lessonsDir: at('tests/embed', lessons) });
  return { siteDir: outDir, remove: () => rmSync(outDir, { recursive: true }) };
}

/** What is asked in which section of `small`; the last one, `end`, asks nothing. */
const quizzes = { scores: 'sum', weights: 'larger' };

/**
 * A learner in a lesson.
 * @param {import('playwright-core').Frame | import('playwright-core').Page} frame the page of the lesson
 */
export function learner(frame) {
  const button = (quiz, place) => frame.locator(`#${quiz} button.choice`).nth(place);
  return {
    /** Waits until the lesson runs. */
    ready: () => frame.locator('attend-lesson[running]').waitFor(),
    choose: (quiz, place) => button(quiz, place).click(),
    /** Comes to a section, as by a click into its text. */
    read: (section) => frame.locator(`attend-step#${section}`).evaluate((element) => element.click()),
    step: () => frame.locator('attend-stepper').evaluate((stepper) => stepper.do('step')),
    /** Which choices are marked, by question. */
    marked: (quiz) =>
      frame.locator(`#${quiz} button.choice`).evaluateAll((all) => all.map((each) => each.dataset.verdict ?? '')),
    at: () => frame.locator('attend-step[active]').getAttribute('id'),
    machine: () => frame.locator('attend-stepper').evaluate((stepper) => stepper.session.position.path),
    note: () => frame.locator('.saving-note p').textContent(),
    /** Answers what is open, by trying choices in their order, and reads to the end. */
    async finish() {
      for (const [section, quiz] of Object.entries(quizzes)) {
        await this.read(section);
        for (let place = 0; !(await this.marked(quiz)).includes('right'); place += 1)
          if (!(await this.marked(quiz))[place]) await this.choose(quiz, place);
      }
      await this.read('end');
    },
  };
}
