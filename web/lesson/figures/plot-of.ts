/** From the attributes of an `<attend-plot>` and what an experiment found to a chart. */
import type { Experiment } from './experiment.js';
import type { NumberBook } from './numbers.js';
import { MOST_SERIES, type Plot } from './plot.js';

export interface PlotWish {
  experiment: string;
  series: string;
  caption: string;
  log?: string;
}

/** Throws an Error that says which attribute is wrong, and how it should be. */
export function plotOf({ experiment: name, series, caption, log = '' }: PlotWish, book: NumberBook): Plot {
  const experiment = book.calculations?.experiments?.find((one) => one.name === name);
  if (!experiment) {
    const known = book.calculations?.experiments?.map((one) => one.name).join(', ') || 'none';
    throw new Error(`There is no experiment "${name}"; the experiments are: ${known}.`);
  }
  const lines = series.split(',').map((part) => part.split(':').map((text) => text.trim()) as [string, string?]);
  if (lines.length > MOST_SERIES || lines.some(([result, label]) => !result || !label)) {
    throw new Error(`series is "${series}". Write series="result: label, result: label", ${MOST_SERIES} at most.`);
  }
  const axes = log.split(',').map((axis) => axis.trim());
  if (axes.some((axis) => !['', 'x', 'y'].includes(axis))) throw new Error(`log is "${log}". Write "x", "y" or "x,y".`);
  return {
    caption,
    label: experiment.vary.label,
    x: firstValues(experiment),
    series: lines.map(([result, label]) => ({ label: label ?? '', values: book.at(`calc.${name}.${result}`, []) })),
    log: { x: axes.includes('x'), y: axes.includes('y') },
  };
}

const firstValues = ({ vary }: Experiment): number[] => vary.rows.map((row) => Object.values(row)[0] ?? Number.NaN);
