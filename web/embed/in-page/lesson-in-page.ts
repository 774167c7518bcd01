/** Shows a lesson of another site within this page: `<attend-lesson src>`. In a root of its own, so that no style leaks. */
import { apart } from '../../elements/shared/sheets.js';
import { adoptTokens } from '../../elements/shared/tokens.js';
import type { AttendLesson } from '../../lesson/index.js';
import { cleanLesson } from './clean-lesson.js';
import sheet from './in-page.css';

/** What the element has of the lesson in it. */
const METHODS = ['getState', 'setState', 'goto', 'reset', 'restoreRecord'] as const;

/**
 * The site's sheet asks how wide the window is; here it must ask how wide the element is. Heights are the window's still.
 * A list of conditions is parted by `or` there.
 */
function sheetForElement(): string {
  return sheet.replaceAll(/:root(?=\{)/g, ':host').replaceAll(/@media([^{]*width[^{]*)\{/g, (_, conditions: string) => {
    const widths = conditions.replaceAll(/\s*and\s*\([^)]*height[^)]*\)/g, '').replaceAll(',', ' or ');
    return `@container ${widths.trim()}{`;
  });
}

async function fetchLesson(address: URL): Promise<Element> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch (cause) {
    throw new Error(
      `${address.href}: ${(cause as Error).message}. The site of the lesson has to send Access-Control-Allow-Origin: *.`,
    );
  }
  if (!response.ok) throw new Error(`${address.href}: ${response.status} ${response.statusText}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const lesson = page.querySelector('attend-lesson');
  if (!lesson) throw new Error(`${address.href} holds no <attend-lesson>. Give the address of a lesson’s page.`);
  return cleanLesson(lesson, new URL(response.url || address));
}

/** Leaves one exercise, for `<attend-exercise>`. */
function keepOnly(lesson: Element, id: string): void {
  const exercise = [...lesson.querySelectorAll('attend-exercise')].find((each) => each.id === id);
  if (!exercise) throw new Error(`The lesson has no exercise "${id.slice(0, 80)}".`);
  lesson.querySelector('article')?.replaceChildren(exercise);
}

/** Anchors name places in the lesson's root, where the browser does not look for them. */
function followAnchors(root: ShadowRoot): void {
  root.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    root.getElementById(link.getAttribute('href')!.slice(1))?.scrollIntoView({ block: 'start' });
  });
}

function lend(outer: HTMLElement, inner: AttendLesson): void {
  for (const name of METHODS)
    Object.defineProperty(outer, name, { value: inner[name].bind(inner), configurable: true });
  for (const name of ['record', 'scene'] as const) {
    Object.defineProperty(outer, name, { get: () => inner[name], configurable: true });
  }
}

/** @param outer an element with `src`; `only` names an exercise to be shown alone */
export async function showLesson(outer: HTMLElement): Promise<void> {
  const root = outer.shadowRoot ?? outer.attachShadow({ mode: 'open' });
  const page = document.createElement('div');
  page.className = 'js lesson-page';
  const own = new CSSStyleSheet();
  own.replaceSync(
    `:host{display:block;container-type:inline-size;--header:0rem}:host([hidden]){display:none}${sheetForElement()}`,
  );
  root.adoptedStyleSheets = [apart.styleSheet!, own];
  adoptTokens(outer, root);
  try {
    const lesson = await fetchLesson(new URL(outer.getAttribute('src') ?? '', document.baseURI));
    const only = outer.getAttribute('only');
    if (only !== null) keepOnly(lesson, only);
    page.classList.toggle('alone', only !== null);
    for (const name of ['chrome', 'lock', 'theme']) {
      const value = outer.getAttribute(name);
      if (value !== null) lesson.setAttribute(name, value);
    }
    lesson.toggleAttribute('undocked', true);
    // All of it becomes what it is before any of it is connected: a lesson looks for its sections then.
    customElements.upgrade(document.adoptNode(lesson));
    page.append(lesson);
    root.replaceChildren(page);
    followAnchors(root);
    lend(outer, lesson as AttendLesson);
  } catch (error) {
    const { message } = error as Error;
    const note = Object.assign(document.createElement('p'), { className: 'section-problem', textContent: message });
    note.setAttribute('role', 'alert');
    page.append(note);
    root.replaceChildren(page);
    const detail = { error: { code: 'load', message } };
    outer.dispatchEvent(new CustomEvent('attend-error', { bubbles: true, composed: true, detail }));
  }
}
