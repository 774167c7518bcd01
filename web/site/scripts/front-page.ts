/** The script of the front page: what is done, where to go on, and progress in a file. */
import './site-page.js';
import { isDone, type LessonPlan, type LessonRecord, progressOf } from '../../lesson/record/record.js';
import { lasts } from './kept.js';
import { exportProgress, forgetProgress, importProgress, type Progress, readProgress } from './progress.js';
import { say } from './words.js';

const FILE = 'attend-progress.json';

interface Item {
  lesson: string;
  item: HTMLElement;
  link: HTMLAnchorElement;
  plan: LessonPlan;
}

const ids = (text = '') => text.split(' ').filter(Boolean);

const items: Item[] = [...document.querySelectorAll<HTMLElement>('.lesson')].map((item) => ({
  lesson: item.dataset.lesson ?? '',
  item,
  link: item.querySelector<HTMLAnchorElement>('a')!,
  plan: { sections: ids(item.dataset.sections), questions: ids(item.dataset.questions) },
}));

function show(): void {
  const progress = readProgress();
  const done = items.filter((item) => mark(item, progress.records.get(item.lesson)));
  const state = document.querySelector<HTMLElement>('.course-state');
  if (state) {
    state.hidden = progress.records.size === 0;
    const bar = state.querySelector('progress')!;
    bar.max = items.length;
    bar.value = done.length;
    state.querySelector('span')!.textContent = say('course-state', { done: done.length, total: items.length });
  }
  lead(progress, done);
}

/** Shows how far a lesson is; true where it is done. */
function mark({ item, plan }: Item, record: LessonRecord | undefined): boolean {
  const done = record !== undefined && isDone(record, plan);
  const part = record ? progressOf(record, plan) : 0;
  item.dataset.state = done ? 'done' : record ? 'begun' : '';
  item.style.setProperty('--part', String(part));
  const text = done ? say('lesson-is-done') : record ? say('lesson-is-begun', { percent: Math.round(part * 100) }) : '';
  item.querySelector('.lesson-state')!.textContent = text && `· ${text}`;
  return done;
}

/** The one button: begin, go on in the lesson that was left, or with the next that is not done. */
function lead({ last, records }: Progress, done: readonly Item[]): void {
  const go = document.querySelector<HTMLAnchorElement>('.go');
  const note = document.querySelector('.go-note');
  if (!go || !note) return;
  const at = items.findIndex(({ lesson }) => lesson === last);
  const open = [...items.slice(Math.max(0, at)), ...items].find((item) => !done.includes(item));
  const target = open ?? items[0];
  if (!target) return;
  const section = records.get(target.lesson)?.section;
  const known = section && target.plan.sections.includes(section);
  go.href = target.link.getAttribute('href') + (known && open ? `#${section}` : '');
  go.textContent = say(open ? (records.size > 0 ? 'go-on' : 'go-begin') : 'go-again');
  const facts = target.item.querySelector('.lesson-facts')?.firstChild?.textContent?.trim() ?? '';
  note.textContent = `${target.item.querySelector('.lesson-name')?.textContent ?? ''} · ${facts}`;
  for (const { item, lesson } of items) item.toggleAttribute('data-next', open !== undefined && lesson === open.lesson);
}

const told = document.querySelector<HTMLElement>('.keeping-told');
const tell = (text: string) => {
  if (told) told.textContent = text;
};
const fileField = document.querySelector<HTMLInputElement>('.keeping input');

const actions: Record<string, (button: HTMLButtonElement) => void> = {
  export: () => {
    if (readProgress().records.size === 0) return tell(say('keeping-nothing'));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([exportProgress()], { type: 'application/json' }));
    link.download = FILE;
    link.click();
    URL.revokeObjectURL(link.href);
    tell(say('keeping-exported', { file: FILE }));
  },
  import: () => fileField?.click(),
  forget: (button) => {
    if (!button.dataset.sure) {
      button.dataset.sure = 'asked';
      return tell(say('keeping-sure'));
    }
    delete button.dataset.sure;
    forgetProgress();
    show();
    tell(say('keeping-forgotten'));
  },
};

for (const button of document.querySelectorAll<HTMLButtonElement>('.keeping button')) {
  button.addEventListener('click', () => actions[button.dataset.do ?? '']?.(button));
}

fileField?.addEventListener('change', async () => {
  const file = fileField.files?.[0];
  fileField.value = '';
  if (!file) return;
  try {
    const count = importProgress(await file.text());
    show();
    tell(`${say('keeping-imported', { count })}${lasts() ? '' : ` ${say('keeping-no-storage')}`}`);
  } catch (error) {
    tell((error as Error).message);
  }
});

show();

const hero = document.querySelector<HTMLElement>('.hero-picture');
// The picture is there without it; where engine or scene cannot be had, it stays as the build drew it.
if (hero) import('./hero-demo.js').then(({ startHero }) => startHero(hero)).catch(() => {});

/** The overview comes when it is nearly in sight. */
function showWhole(place: HTMLElement): void {
  const watcher = new IntersectionObserver(
    async ([entry]) => {
      if (!entry?.isIntersecting) return;
      watcher.disconnect();
      await import('../../elements/overview/index.js');
      const overview = document.createElement('attend-overview');
      overview.setAttribute('scene', place.dataset.scene!);
      place.replaceChildren(overview);
    },
    { rootMargin: '200px' },
  );
  watcher.observe(place);
}

const whole = document.querySelector<HTMLElement>('.whole-picture');
if (whole) showWhole(whole);

// Coming back with the browser's back button shows the page as it was; what was read meanwhile should be seen.
addEventListener('pageshow', (event) => event.persisted && show());
