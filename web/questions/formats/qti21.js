/** QTI 2.1: a content package with an item for each question, and its feedback by the mistake that was made. */
import { escaped, paragraphs, plainNumber, textHtml } from './html.js';
import { zipped } from './zip.js';

const NAMESPACE = 'http://www.imsglobal.org/xsd/imsqti_v2p1';
const base = (value) => `<baseValue baseType="float">${plainNumber(value)}</baseValue>`;
const set = (name, type, value) =>
  `<setOutcomeValue identifier="${name}"><baseValue baseType="${type}">${value}</baseValue></setOutcomeValue>`;

const equal = (name, value, tolerance) =>
  `<equal toleranceMode="absolute" tolerance="${tolerance} ${tolerance}"><variable identifier="${name}"/>${base(value)}</equal>`;

const declared = (type, name, cardinality, value) =>
  `  <responseDeclaration identifier="${name}" cardinality="${cardinality}" baseType="${type}"><correctResponse><value>${value}</value></correctResponse></responseDeclaration>`;

/** Near misses are told apart within the last printed digit. */
const near = (tolerance) => tolerance || 0.001;

function numbersOf({ fields }) {
  const name = (i) => `RESPONSE_${i + 1}`;
  const share = plainNumber(1 / fields.length);
  const add = `<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><baseValue baseType="float">${share}</baseValue></sum></setOutcomeValue>`;
  const rules = fields.map(({ value, tolerance, wrong }, i) => {
    const others = wrong.map(
      (one, m) =>
        `<responseElseIf>${equal(name(i), one.value, near(tolerance))}${set(`FEEDBACK_${i + 1}`, 'identifier', `miss_${i + 1}_${m + 1}`)}</responseElseIf>`,
    );
    return `    <responseCondition><responseIf>${equal(name(i), value, tolerance)}${add}${set(`FEEDBACK_${i + 1}`, 'identifier', 'right')}</responseIf>${others.join('')}</responseCondition>`;
  });
  const feedback = fields.flatMap(({ wrong }, i) =>
    wrong.map(
      ({ say }, m) =>
        `  <modalFeedback outcomeIdentifier="FEEDBACK_${i + 1}" identifier="miss_${i + 1}_${m + 1}" showHide="show">${paragraphs([say])}</modalFeedback>`,
    ),
  );
  return {
    declarations: fields.map(({ value }, i) => declared('float', name(i), 'single', plainNumber(value))),
    outcomes: fields.map(
      (_, i) => `  <outcomeDeclaration identifier="FEEDBACK_${i + 1}" cardinality="single" baseType="identifier"/>`,
    ),
    body: fields
      .map(
        ({ label }, i) =>
          `<p>${escaped(label)} <textEntryInteraction responseIdentifier="${name(i)}" expectedLength="8"/></p>`,
      )
      .join('\n'),
    rules,
    feedback,
  };
}

function choicesOf({ choices }) {
  const name = (i) => `choice_${i + 1}`;
  const right = choices.findIndex((one) => one.right);
  return {
    declarations: [declared('identifier', 'RESPONSE', 'single', name(right))],
    outcomes: ['  <outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'],
    body: `<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">${choices
      .map(({ text }, i) => `<simpleChoice identifier="${name(i)}">${escaped(text)}</simpleChoice>`)
      .join('')}</choiceInteraction>`,
    rules: [
      `    <responseCondition><responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>${set('SCORE', 'float', 1)}</responseIf></responseCondition>`,
      '    <setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue>',
    ],
    feedback: choices.map(
      ({ say }, i) =>
        `  <modalFeedback outcomeIdentifier="FEEDBACK" identifier="${name(i)}" showHide="show">${paragraphs([say])}</modalFeedback>`,
    ),
  };
}

function item(question) {
  const { declarations, outcomes, body, rules, feedback } = question.fields ? numbersOf(question) : choicesOf(question);
  return `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="${NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd" identifier="${question.id}" title="${escaped(question.title)}" adaptive="false" timeDependent="false">
${declarations.join('\n')}
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>
${outcomes.join('\n')}
  <itemBody><div>
${textHtml(question.text).replaceAll('<table border="1">', '<table>')}
${body}
  </div></itemBody>
  <responseProcessing>
${rules.join('\n')}
  </responseProcessing>
${feedback.join('\n')}
</assessmentItem>
`.replaceAll(/(<\/caption>)(<tr>[\s\S]*?)(<\/table>)/g, '$1<tbody>$2</tbody>$3');
}

const manifest = (questions) => `<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="attend-questions">
  <metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>
  <organizations/>
  <resources>
${questions.map(({ id }) => `    <resource identifier="${id}" type="imsqti_item_xmlv2p1" href="items/${id}.xml"><file href="items/${id}.xml"/></resource>`).join('\n')}
  </resources>
</manifest>
`;

/** @returns {Uint8Array} a zip file */
export const qti21 = (questions) =>
  zipped({
    'imsmanifest.xml': manifest(questions),
    ...Object.fromEntries(questions.map((question) => [`items/${question.id}.xml`, item(question)])),
  });
