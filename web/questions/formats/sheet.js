/** A sheet to print, with the key or without: one HTML page that asks nobody for anything. */
import { printed } from '../numbers.js';
import { escaped, paragraphs, textHtml } from './html.js';

const STYLE = `body { font: 11pt/1.4 serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.4em; } h2 { font-size: 1.1em; } section { break-inside: avoid; margin: 1.5em 0; }
table { border-collapse: collapse; margin: 0.5em 0; } caption { text-align: left; font-style: italic; }
th, td { border: 1px solid #999; padding: 0.1em 0.6em; text-align: right; font-variant-numeric: tabular-nums; }
.blank { display: inline-block; min-width: 5em; border-bottom: 1px solid; } ol { list-style: upper-alpha; }
.key { border-left: 3px solid; padding-left: 1em; } @page { margin: 18mm; }`;

function answers({ fields, choices }, withKey) {
  if (choices)
    return `<ol>${choices.map(({ text, right }) => `<li>${withKey && right ? `<strong>${escaped(text)}</strong>` : escaped(text)}</li>`).join('')}</ol>`;
  return fields
    .map(
      ({ label, value }) =>
        `<p>${escaped(label)} <span class="blank">${withKey ? printed(value) : '&nbsp;'}</span></p>`,
    )
    .join('');
}

/** @param {{ title: string, withKey: boolean }} options */
export function sheet(questions, { title, withKey }) {
  const sections = questions.map(
    (question, i) =>
      `<section><h2>${i + 1}. ${escaped(question.title)}</h2>\n${textHtml(question.text)}\n${answers(question, withKey)}${
        withKey ? `<div class="key">${paragraphs(question.solution)}</div>` : ''
      }</section>`,
  );
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}${withKey ? ', with key' : ''}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}${withKey ? ' (key)' : ''}</h1>
${sections.join('\n')}
</body></html>
`;
}
