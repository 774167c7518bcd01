/** What an exercise shows without scripts besides its words: the matrix with its blanks, the things to order, and the solution. */
import { escapeHtml } from '../markdown/markdown.js';
import { matrixTable } from './static-table.js';

const NOTHING = { figure: '', solved: '', order: [], mistakes: [] };

/**
 * @param {object} node an `<attend-exercise>`
 * @param {object} lesson see lesson.js
 * @returns {Promise<{ figure: string, solved: string, order: number[], mistakes: string[] }>} HTML before and in the answer; in
 *   which order things to order begin; and what each `<attend-wrong>` answers
 */
export async function staticExercise(node, lesson) {
  const asked = lesson.exercises.get(node);
  if (!asked || lesson.problems.list.length > 0) return NOTHING;
  const { helpers, lab } = lesson;
  const work = { asked, lab, lesson, ...helpers.grading, ...helpers };
  return { ...NOTHING, ...(STATIC[asked.kind]?.(work) ?? {}) };
}

const STATIC = {
  number: filled,
  cells: filled,
  worksheet: filled,
  rank: ordered,
  sequence: ordered,
  mask: masked,
  reach: reached,
  choose: chosen,
  bug: chosen,
};

function filled(work) {
  const { asked, lab, formatNumber, answerText, solution, wrong, sheetsOfAny, tableOf } = work;
  const numbers = (given) =>
    given
      .filter((value) => value !== null)
      .map((value) => answerText(asked, value))
      .join('; ');
  const right = solution(asked, lab);
  const mistakes = asked.wrongs.map((_, i) => numbers(wrong(asked, i, lab)));
  if (asked.kind === 'number') return { solved: solvedText(numbers(right)), mistakes };
  let first = 0;
  const pictures = sheetsOfAny(asked, lab).map((sheet) => {
    const tensor = lab.tensor(sheet.path, sheet.scene);
    const from = first;
    first += sheet.blanks.length;
    const place = (row, column) => {
      const index = tableOf(tensor, sheet.at).index(row, column);
      return { index, blank: sheet.blanks.findIndex((other) => other.join() === index.join()) };
    };
    const { rows, columns } = tableOf(tensor, sheet.at);
    const draw = (key) =>
      matrixTable({
        caption: titleOf(sheet.path, work),
        rowLabels: rows,
        columnLabels: columns,
        cell: (row, column) => {
          const { index, blank } = place(row, column);
          if (blank >= 0)
            return key ? `<b>${formatNumber(right[from + blank], 2)}</b>` : '<span class="blank">?</span>';
          return formatNumber(lab.book.at(sheet.path, index, sheet.scene)[0], 2);
        },
      });
    return { blank: draw(false), key: draw(true) };
  });
  return {
    figure: `<div class="exercise-figure">\n${pictures.map(({ blank }) => blank).join('\n')}\n</div>`,
    solved: `<div class="exercise-solved">\n${pictures.map(({ key }) => key).join('\n')}\n</div>`,
    mistakes,
  };
}

/** The engine's title of the stage that makes a result; the path for anything else. */
function titleOf(path, { lab, asked }) {
  const { stage, name } = lab.tensor(path, asked.attributes.scene ?? 'main');
  const info = lab.stages.find(({ id }) => id === stage);
  if (!info) return path;
  const alone = info.writes.filter((result) => result.main).length === 1;
  return alone && info.writes.find((result) => result.name === name)?.main ? info.title : `${info.title}: ${name}`;
}

const solvedText = (text) => `<p class="exercise-solved">${escapeHtml(text)}</p>`;

function ordered({ asked, lab, start, solution, wrong, namesOf, stageTitles, numbered }) {
  const own = asked.kind === 'rank' ? numbered(namesOf(asked.attributes, lab)) : stageTitles(asked, lab);
  const between = asked.kind === 'rank' ? ' > ' : ' → ';
  const text = (order) => (own ? escapeHtml(order.map((at) => own[at]).join(between)) : '');
  const begun = start(asked, lab);
  const items = own ? begun.map((at) => `<li>${escapeHtml(own[at])}</li>`).join('\n') : '';
  const right = own ? `<p class="exercise-solved">${text(solution(asked, lab))}</p>` : '';
  return {
    figure: own ? `<ul class="exercise-figure">\n${items}\n</ul>` : '',
    solved: right,
    order: begun,
    mistakes: asked.wrongs.map((_, i) => text(wrong(asked, i, lab))),
  };
}

function masked({ asked, lab, maskOf, numbered }) {
  const { rowNames, columnNames, columns, cells } = maskOf(asked.attributes, lab);
  const table = matrixTable({
    caption: 'The mask: 1 where a token may be looked at',
    rowLabels: numbered(rowNames),
    columnLabels: numbered(columnNames),
    cell: (row, column) => String(cells[row * columns + column]),
  });
  return { solved: `<div class="exercise-solved">\n${table}\n</div>` };
}

function reached({ asked }) {
  const edits = asked.solution.edits
    .split(';')
    .map((edit) => `<li><code translate="no">${escapeHtml(edit.trim())}</code></li>`);
  return { solved: `<div class="exercise-solved">\n<p>One way:</p>\n<ul>\n${edits.join('\n')}\n</ul>\n</div>` };
}

function chosen({ asked, lab, solution }) {
  const places = solution(asked, lab).map((at) => at + 1);
  return { solved: solvedText(`Right: ${places.join(', ')}`) };
}
