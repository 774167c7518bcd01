/** A small, complete lesson to begin from. */
import { mkdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { newLesson as makeLesson } from '../../lesson/new-lesson.js';
import { sharedDir } from '../home.js';
import { Usage } from '../usage.js';

/** @type {import('../attend.js').Command} */
export const newLesson = {
  name: 'new-lesson',
  about: 'starts a lesson: small, complete, ready to change',
  takes: ['<lessons>', '<name>'],
  options: {},
  async run(_, [lessons, name]) {
    const lessonsDir = resolve(lessons);
    mkdirSync(lessonsDir, { recursive: true });
    try {
      for (const file of makeLesson({ lessonsDir, name, sharedDir })) console.log(relative(process.cwd(), file));
    } catch (error) {
      throw new Usage(error.message, newLesson);
    }
    return true;
  },
};
