/** Charts of experiments: checked by running them, drawn as they are found. */
import { shared } from '../load-ts.js';
import { escapeHtml } from '../markdown/markdown.js';

/** Runs the experiment and keeps the chart in `lesson.plots`, or reports why it cannot be drawn. */
export async function checkPlot(node, lesson) {
  const { experiment, series, caption } = node.attributes;
  if (!experiment || !series || !caption) return;
  const { plotOf } = await shared();
  try {
    lesson.plots.set(node, plotOf(node.attributes, lesson.book));
  } catch (error) {
    lesson.problems.add(
      node.line,
      'plot',
      error.message,
      'correct the tag, or the experiment in the file of calculations; docs/authoring.md describes both.',
    );
  }
}

export async function renderPlot(node, lesson) {
  const plot = lesson.plots.get(node);
  if (!plot) return '';
  const { plotSvg, plotLegend, plotTable } = await shared();
  const { experiment, series, caption, log } = node.attributes;
  const attributes = Object.entries({ experiment, series, caption, log })
    .filter(([, value]) => value)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<attend-plot${attributes.join('')}><figure class="plot">
<figcaption>${escapeHtml(caption)}</figcaption>
${plotLegend(plot)}
${plotSvg(plot)}
<details><summary>The numbers of this chart</summary>${plotTable(plot)}</details>
</figure></attend-plot>\n`;
}
