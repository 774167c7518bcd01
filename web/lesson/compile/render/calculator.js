/** The table of published models that a calculator begins with, counted by the engine. */
import { fileText } from '../file-text.js';
import { didYouMean } from '../judge/problems.js';
import { shared } from '../load-ts.js';
import { escapeHtml } from '../markdown/markdown.js';
import { placeOf } from '../written-scene.js';

const PLACE = /^(\.\.\/_shared\/)?[a-z0-9][\w.-]*\.json$/i;

/** Counts every model and keeps the rows in `lesson.counted`, or reports what is wrong. */
export async function checkCalculator(node, lesson) {
  const { models: place } = node.attributes;
  if (!place) return;
  const { readModels, countModel, readJson } = await shared();
  const report = (message) =>
    lesson.problems.add(node.line, 'calculator', message, `correct ${place}; docs/authoring.md describes it.`);
  const file = PLACE.test(place) ? placeOf(lesson.folder, lesson.sharedDir, place) : null;
  if (file === null) {
    report(`There is no file of models "${place}" beside the lesson or in ../_shared/.`);
    return;
  }
  try {
    const text = fileText(file, (line, message) => report(`In line ${line}: ${message}`));
    const models = readModels(readJson(text));
    const rows = models.map((model) => ({ model, count: countModel(lesson.engine, model, model.letters) }));
    for (const { source } of models) {
      if (lesson.bibliography[source]) lesson.cited.add(source);
      else report(`It names a source "${source}". ${didYouMean(source, Object.keys(lesson.bibliography))}`);
    }
    lesson.counted.set(node, rows);
  } catch (error) {
    report(`The models of ${place} cannot be counted: ${error.message}`);
  }
}

export async function renderCalculator(node, lesson) {
  const rows = lesson.counted.get(node);
  if (!rows) return '';
  const { byteText, countText, exactText } = await shared();
  const shares = rows.some(({ count }) => count.cache !== undefined);
  const body = rows.map(({ model, count }) => {
    const { L, C, H, G, T } = model.letters;
    const source = lesson.bibliography[model.source];
    const cite = source ? ` <a class="cite" href="#source-${model.source}">${escapeHtml(source.short)}</a>` : '';
    const sizes = `${exactText(L)} layers, width ${exactText(C)}, ${exactText(H)} heads,${G ? ` ${exactText(G)} sets of keys and values,` : ''} ${exactText(T)} tokens.`;
    const note = `<small>${sizes}${model.note ? ` ${escapeHtml(model.note)}` : ''}</small>`;
    const counted = (value, text = countText) => `<td title="${exactText(value)}">${text(value)}</td>`;
    const last = shares ? counted(count.cache, byteText) : counted(count.multiplyAdds);
    return `<tbody><tr><th scope="row">${escapeHtml(model.name)}</th><td>${escapeHtml(model.published)}</td>${counted(count.parameters)}${last}</tr>
<tr class="note"><td colspan="4">${note}${cite}</td></tr></tbody>`;
  });
  const data = escapeHtml(JSON.stringify({ models: rows.map(({ model }) => model) }));
  return `<attend-calculator data-models="${data}"><div class="chart"><table class="models">
<caption>${escapeHtml(node.attributes.caption)}</caption>
<thead><tr><th scope="col">Model</th><th scope="col">Parameters, published</th><th scope="col">Parameters, counted</th><th scope="col">${shares ? 'Cache' : 'Multiply-adds'}, counted</th></tr></thead>
${body.join('\n')}</table></div></attend-calculator>\n`;
}
