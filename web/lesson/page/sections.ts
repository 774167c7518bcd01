/** Which section of a lesson belongs to what the machine is doing, and which one is being read. */
import type { ProgramNode, Session } from '../../engine/index.js';

/** What a section is about in its scene. */
export interface SectionPlace {
  scene: string;
  /** The step whose result (or inner result) the section shows; null where it shows none. */
  step: string | null;
  /** How many cells of the scene are made once that result is. */
  cells: number;
}

/** @param session that of its scene, if that could be opened */
export function aboutOf({ path, scene }: { path: string; scene: string }, session: Session | undefined): SectionPlace {
  if (!session || !path) return { scene, step: null, cells: 0 };
  return { scene, step: stepAround(path, stepsOf(session.program)), cells: session.locate(path) };
}

/** Where a reader of a lesson can be, in order: its sections, and the exercises between them. */
export const placesOf = (lesson: ParentNode): HTMLElement[] => [
  ...lesson.querySelectorAll<HTMLElement>('attend-step, attend-exercise:not(attend-step *)'),
];

/**
 * Which section a place is, or stands after (-1 for none), and which scene it asks about: null for a section, and for an
 * exercise that names none.
 */
export function whereIs(place: Element, sections: readonly Element[]): { index: number; scene: string | null } {
  const index = sections.findLastIndex(
    (section) => section === place || section.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const path = place.getAttribute('path');
  // A calculation is of no scene that the machine could show.
  const named = path && !path.startsWith('calc.') ? 'main' : null;
  return { index, scene: place.localName === 'attend-exercise' ? (place.getAttribute('scene') ?? named) : null };
}

/** All steps of a program in order. */
export function stepsOf(node: ProgramNode): ProgramNode[] {
  return node.stage ? [node] : node.children.flatMap(stepsOf);
}

/** The path of the step that `path` is, or lies in; null for groups. */
export function stepAround(path: string, steps: readonly ProgramNode[]): string | null {
  return steps.find((step) => path === step.path || path.startsWith(`${step.path}.`))?.path ?? null;
}

/** The result that is made just before `path` (a result, or a step) begins; null where nothing is. */
export function pathBefore(path: string, steps: readonly ProgramNode[]): string | null {
  const results = steps.flatMap((step) => step.writes.map((result) => ({ result, step: step.path })));
  let at = results.findIndex(({ result }) => result === path);
  if (steps.some((step) => step.path === path && step.writes.length > 1 && at < 0))
    at = results.findIndex(({ step }) => step === path);
  return results[at - 1]?.result ?? null;
}

/**
 * The section that tells about the step the machine has reached. Of several about one step, the first that is not yet passed.
 * @returns an index into `sections`; `current` where none is about this step
 */
export function sectionFor(at: SectionPlace, sections: readonly SectionPlace[], current: number): number {
  const same = [...sections.entries()].filter(
    ([, { scene, step }]) => scene === at.scene && step !== null && step === at.step,
  );
  const ahead = same.find(([, { cells }]) => cells >= at.cells);
  return ahead?.[0] ?? same.at(-1)?.[0] ?? current;
}

/** The last of these tops (in reading order) that lies above the reading line; -1 where all lie below. */
export function sectionAtLine(tops: readonly number[], line: number): number {
  let at = -1;
  for (const [i, top] of tops.entries()) if (top <= line) at = i;
  return at;
}
