/** Steps brought into their order: stages of the engine, or sentences of the author. Every order in which each step finds what it reads is right. */
import { stepsOf } from '../../../engine/export/tensors.js';
import type { ProgramNode } from '../../../engine/index.js';
import { type Asked, type Given, type Kind, listOf, orderOf, sameOrder } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';
import type { Lab } from '../lab.js';
import { judgeOrder, mixedOrder, readOrder, writeOrder } from './ordered.js';

/** Titles of the stages in their right order; null where the choices are the steps. */
export function stageTitles({ attributes }: Asked, lab: Lab): string[] | null {
  if (!attributes.stages) return null;
  return listOf(attributes.stages, ',').map((id) => {
    const stage = lab.stages.find((one) => one.id === id);
    if (stage) return stage.title;
    const known = lab.stages.map((one) => one.id).join(', ');
    throw new AskedWrongly(`The engine has no stage "${id}".`, `the stages are ${known}.`);
  });
}

function countOf(asked: Asked, lab: Lab): number {
  const count = stageTitles(asked, lab)?.length ?? asked.choices.length;
  if (count >= 3) return count;
  throw new AskedWrongly(
    `There are ${count} steps to put in order.`,
    'give at least three, as stages="…" or <attend-choice>.',
  );
}

const ascending = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Everything that a step reads, over all steps between. */
function sourcesOf(step: ProgramNode, steps: readonly ProgramNode[], found = new Set<ProgramNode>()): Set<ProgramNode> {
  for (const source of steps.filter(({ writes }) => writes.some((path) => step.reads.includes(path)))) {
    if (found.has(source)) continue;
    found.add(source);
    sourcesOf(source, steps, found);
  }
  return found;
}

/** The step of the program that each thing is; null where the author did not say, or the scene does not have them all. */
function stepsMeant({ attributes, choices }: Asked, lab: Lab): ProgramNode[] | null {
  const steps = stepsOf(lab.session(attributes.scene ?? 'main').program);
  if (attributes.stages) {
    const found = listOf(attributes.stages, ',').map((id) => steps.find(({ stage }) => stage === id));
    return found.every((step) => step !== undefined) ? found : null;
  }
  if (choices.every(({ path }) => !path)) return null;
  return choices.map(({ path = '' }, i) => {
    const found = steps.find((step) => step.path === path || step.writes.includes(path));
    if (found) return found;
    throw new AskedWrongly(
      `Step ${i + 1} names "${path}", which is not a step of the scene.`,
      'give every <attend-choice> the path of its step, or none of them.',
    );
  });
}

/** For each thing those that have to come before it: all earlier ones, or those that it reads from. */
function neededBefore(asked: Asked, lab: Lab): number[][] {
  const count = countOf(asked, lab);
  const meant = stepsMeant(asked, lab);
  if (!meant) return ascending(count).map((i) => ascending(i));
  const all = stepsOf(lab.session(asked.attributes.scene ?? 'main').program);
  const needed = meant.map((step) => {
    const sources = sourcesOf(step, all);
    return meant.flatMap((other, i) => (sources.has(other) ? [i] : []));
  });
  const late = needed.findIndex((before, i) => before.some((other) => other >= i));
  if (late < 0) return needed;
  throw new AskedWrongly(
    `Step ${late + 1} reads what a later step makes, so the order as written is wrong.`,
    'write the steps in an order in which each finds what it reads.',
  );
}

/** The right order that is nearest to this one: of what may come next, whatever was put first. */
function nearestOrder(needed: readonly number[][], given: Given): number[] {
  const order: number[] = [];
  while (order.length < needed.length) {
    const next = given.find(
      (thing) =>
        !order.includes(thing as number) && (needed[thing as number] ?? []).every((other) => order.includes(other)),
    );
    order.push(next as number);
  }
  return order;
}

export const sequence: Kind = {
  start(asked, lab) {
    const count = countOf(asked, lab);
    const needed = neededBefore(asked, lab);
    const known = asked.wrongs.map(({ order = '' }) => orderOf(order, count) ?? []);
    const taken = (order: Given) =>
      sameOrder(nearestOrder(needed, order), order) || known.some((other) => sameOrder(other, order));
    return mixedOrder(count, asked.id, taken);
  },
  solution: (asked, lab) => ascending(countOf(asked, lab)),
  wrong(asked, { order = '' }, lab) {
    const count = countOf(asked, lab);
    const found = orderOf(order, count);
    if (found) return found;
    throw new AskedWrongly(`order is "${order}".`, `name each of the places 0 to ${count - 1} once, with commas.`);
  },
  judge(asked, given, lab) {
    const nearest = nearestOrder(neededBefore(asked, lab), given);
    return judgeOrder(given, (place) => given[place] === nearest[place]);
  },
  explains: (asked, given, attributes, lab) => sameOrder(given, sequence.wrong(asked, attributes, lab)),
  write: (_asked, given) => writeOrder(given),
  read: (asked, text, lab) => readOrder(text, countOf(asked, lab)),
};
