/** QTI 1.2 as Canvas reads it: a quiz with numerical and multiple-choice questions. */
import { printed } from '../numbers.js';
import { escaped, paragraphs, plainNumber, textHtml } from './html.js';
import { singleFields } from './single-fields.js';
import { zipped } from './zip.js';

const material = (html) => `<material><mattext texttype="text/html">${escaped(html)}</mattext></material>`;
const field = (label, entry) =>
  `<qtimetadatafield><fieldlabel>${label}</fieldlabel><fieldentry>${entry}</fieldentry></qtimetadatafield>`;

/** Canvas takes an answer from every `or` that it finds in an item, whatever the item does with it; so only right ones have one. */
const between = (value, tolerance) =>
  `<or><varequal respident="response1">${plainNumber(value)}</varequal><and><vargte respident="response1">${plainNumber(value - tolerance)}</vargte><varlte respident="response1">${plainNumber(value + tolerance)}</varlte></and></or>`;

const score = '<setvar action="Set" varname="SCORE">100</setvar>';
const told = (id) => `<displayfeedback feedbacktype="Response" linkrefid="${id}"/>`;
const condition = (goesOn, test, what) =>
  `        <respcondition continue="${goesOn ? 'Yes' : 'No'}"><conditionvar>${test}</conditionvar>${what}</respcondition>`;
const feedback = (id, lines) =>
  `      <itemfeedback ident="${id}"><flow_mat>${material(paragraphs(lines))}</flow_mat></itemfeedback>`;

/** A numerical question of Canvas has one feedback for all wrong answers: it lists what they come from. */
function numbers({ fields: [{ value, tolerance, wrong }] }) {
  const other = '<other/>';
  return {
    type: 'numerical_question',
    response:
      '<response_str ident="response1" rcardinality="Single"><render_fib fibtype="Decimal"><response_label ident="answer1"/></render_fib></response_str>',
    conditions: [
      condition(false, between(value, tolerance), score),
      ...(wrong.length > 0 ? [condition(true, other, told('general_incorrect_fb'))] : []),
    ],
    feedback:
      wrong.length > 0
        ? [
            feedback(
              'general_incorrect_fb',
              wrong.map((one) => `If you have ${printed(one.value)}: ${one.say}`),
            ),
          ]
        : [],
  };
}

function multiple({ choices }) {
  const chosen = (i) => `<varequal respident="response1">choice_${i + 1}</varequal>`;
  return {
    type: 'multiple_choice_question',
    response: `<response_lid ident="response1" rcardinality="Single"><render_choice>${choices
      .map(({ text }, i) => `<response_label ident="choice_${i + 1}">${material(escaped(text))}</response_label>`)
      .join('')}</render_choice></response_lid>`,
    conditions: [
      ...choices.map((_, i) => condition(true, chosen(i), told(`choice_${i + 1}_fb`))),
      condition(false, chosen(choices.findIndex(({ right }) => right)), score),
    ],
    feedback: choices.map(({ say }, i) => feedback(`choice_${i + 1}_fb`, [say])),
  };
}

function item(question) {
  const { type, response, conditions, feedback: own } = question.fields ? numbers(question) : multiple(question);
  return `    <item ident="${question.id}" title="${escaped(question.title)}">
      <itemmetadata><qtimetadata>${field('question_type', type)}${field('points_possible', '1.0')}</qtimetadata></itemmetadata>
      <presentation>${material(textHtml(question.text))}${response}</presentation>
      <resprocessing>
        <outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>
        <respcondition continue="Yes"><conditionvar><other/></conditionvar>${told('general_fb')}</respcondition>
${conditions.join('\n')}
      </resprocessing>
${[...own, feedback('general_fb', question.solution)].join('\n')}
    </item>`;
}

const quiz = (questions, title) => `<?xml version="1.0" encoding="UTF-8"?>
<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
  <assessment ident="attend_questions" title="${escaped(title)}">
    <section ident="root_section">
${singleFields(questions).map(item).join('\n')}
    </section>
  </assessment>
</questestinterop>
`;

const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="attend-questions" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1">
  <metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>
  <organizations/>
  <resources><resource identifier="attend_questions" type="imsqti_xmlv1p2"><file href="attend_questions/attend_questions.xml"/></resource></resources>
</manifest>
`;

/** Where several numbers are asked for, each is a question of its own. @returns {Uint8Array} a zip file */
export const qti12 = (questions, { title }) =>
  zipped({ 'imsmanifest.xml': manifest, 'attend_questions/attend_questions.xml': quiz(questions, title) });
