/** GIFT, the text format that Moodle and others import. */
import { plainNumber, textHtml } from './html.js';
import { singleFields } from './single-fields.js';

/** Signs that mean something in GIFT. */
const safe = (text) => text.replace(/[~=#{}:\\]/g, (sign) => `\\${sign}`).replaceAll('\n', ' ');

function answers({ fields, choices }) {
  if (choices) return choices.map(({ text, right, say }) => `  ${right ? '=' : '~'}${safe(text)} # ${safe(say)}`);
  const [{ value, tolerance, wrong }] = fields;
  return [
    `  =${plainNumber(value)}:${tolerance} # Right.`,
    ...wrong.map((one) => `  =%0%${plainNumber(one.value)}:${tolerance || 0.001} # ${safe(one.say)}`),
  ];
}

const one = (question) =>
  [
    `::${safe(`${question.title} (${question.id})`)}::[html]${safe(textHtml(question.text))} {${question.fields ? '#' : ''}`,
    ...answers(question),
    `  ####${safe(question.solution.join(' '))}`,
    '}',
  ].join('\n');

/** Where several numbers are asked for, each is a question of its own. */
export function gift(questions, { title }) {
  let kind = '';
  return singleFields(questions)
    .map((question) => {
      const begins = question.kind !== kind;
      kind = question.kind;
      return `${begins ? `$CATEGORY: $course$/top/Attend/${title.replaceAll('/', '//')}/${question.title}\n\n` : ''}${one(question)}\n`;
    })
    .join('\n');
}
