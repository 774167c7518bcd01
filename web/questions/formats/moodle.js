/** Moodle's XML: numerical and multichoice questions, and multianswer (Cloze) where several numbers are to be filled in. */
import { escaped, paragraphs, plainNumber, textHtml } from './html.js';

const inXml = (html) => `<text>${escaped(html)}</text>`;
const format = (name, html) => `<${name} format="html">${inXml(html)}</${name}>`;

const answer = ({ fraction, value, tolerance, say }) =>
  `    <answer fraction="${fraction}" format="moodle_auto_format"><text>${value}</text>${format('feedback', paragraphs([say]))}<tolerance>${tolerance}</tolerance></answer>`;

function numerical({ fields: [{ value, tolerance, wrong }] }) {
  const answers = [
    { fraction: 100, value: plainNumber(value), tolerance, say: 'Right.' },
    ...wrong.map((one) => ({
      fraction: 0,
      value: plainNumber(one.value),
      tolerance: tolerance || 0.001,
      say: one.say,
    })),
  ];
  return answers.map(answer);
}

const multichoice = ({ choices }) => [
  '    <single>true</single>',
  '    <shuffleanswers>true</shuffleanswers>',
  '    <answernumbering>abc</answernumbering>',
  ...choices.map(
    ({ text, right, say }) =>
      `    <answer fraction="${right ? 100 : 0}" format="html">${inXml(escaped(text))}${format('feedback', paragraphs([say]))}</answer>`,
  ),
];

/** In Cloze, }, #, ~, / and quotes mean something. */
const inCloze = (text) => escaped(text).replace(/[}#~/\\]/g, (sign) => `\\${sign}`);

const clozeField = ({ value, tolerance, wrong }) =>
  `{1:NUMERICAL:=${plainNumber(value)}:${tolerance}#Right.${wrong
    .map((one) => `~%0%${plainNumber(one.value)}:${tolerance || 0.001}#${inCloze(one.say)}`)
    .join('')}}`;

const cloze = ({ text, fields }) =>
  `${textHtml(text)}\n<table>${fields.map((field) => `<tr><th>${escaped(field.label)}</th><td>${clozeField(field)}</td></tr>`).join('')}</table>`;

function questionXml(question) {
  const { id, title, text, fields, solution } = question;
  const several = fields?.length > 1;
  const type = several ? 'cloze' : fields ? 'numerical' : 'multichoice';
  return [
    `  <question type="${type}">`,
    `    <name><text>${escaped(`${title} (${id})`)}</text></name>`,
    `    ${format('questiontext', several ? cloze(question) : textHtml(text))}`,
    `    ${format('generalfeedback', paragraphs(solution))}`,
    ...(several ? [] : ['    <defaultgrade>1</defaultgrade>']),
    '    <penalty>0.3333333</penalty>',
    '    <hidden>0</hidden>',
    `    <idnumber>${id}</idnumber>`,
    ...(several ? [] : fields ? numerical(question) : multichoice(question)),
    '  </question>',
  ].join('\n');
}

const category = (name) =>
  `  <question type="category"><category><text>${escaped(`$course$/top/Attend/${name}`)}</text></category></question>`;

/** A category for each kind, so that a quiz draws a random question from each. */
export function moodleXml(questions, { title }) {
  const lines = [];
  let kind = '';
  for (const question of questions) {
    if (question.kind !== kind) lines.push(category(`${title.replaceAll('/', '//')}/${question.title}`));
    kind = question.kind;
    lines.push(questionXml(question));
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${lines.join('\n')}\n</quiz>\n`;
}
