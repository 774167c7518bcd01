/** A lesson that cannot be shown while it is being written: what is wrong with it. Only previews have such pages. */
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';
import { page } from '../layout.js';

/** @param {{ slug: string }} lesson @param {string[]} told what is wrong, with file, line and mend */
export const brokenPage = ({ slug }, told) =>
  page({
    title: `${slug} · Attend`,
    description: 'This lesson cannot be shown yet.',
    root: '../../',
    className: 'plain',
    body: `<main id="main" class="prose">
<h1>This lesson cannot be shown yet</h1>
<ul>
${told.map((text) => `<li>${escapeHtml(text)}</li>`).join('\n')}
</ul>
</main>`,
  });
