/** Why no weights can meet what is asked of a head: the reason in words, with what would change it. */
import type { Scene } from '../types.js';
import { solved, type Task } from './solve-attention.js';

const ALIKE = 1e-6;

const alike = (a: number[], b: number[]): boolean => a.every((x, i) => Math.abs(x - (b[i] as number)) < ALIKE);

const placesHint = ({ model }: Scene): string =>
  model.position === 'none'
    ? ' The model adds nothing for the place: give it a "position", for instance "learned".'
    : ' Give one of them another vector.';

/** A key that is asked for, and others that have the same vector, share one weight. */
function alikeKeys({ wanted, keys, allowed }: Task, scene: Scene): string | null {
  const words =
    scene.memory && keys.length === scene.memory.length && keys.length !== scene.tokens.length
      ? scene.memory
      : scene.tokens;
  for (const [t, row] of wanted)
    for (const [s, least] of row) {
      const same = keys.flatMap((key, other) =>
        allowed[t]?.[other] && alike(key, keys[s] as number[]) ? [other] : [],
      );
      if (same.length < 2 || least < 1 / same.length) continue;
      const named = same.map((place) => `${place + 1} ("${words[place]}")`).join(' and ');
      return `To token ${t + 1}, the tokens ${named} are alike: each gets the same weight, at most ${(1 / same.length).toFixed(2)}.${placesHint(scene)}`;
    }
  return null;
}

/** Two queries with the same vector have the same scores. */
function alikeQueries({ wanted, queries, allowed }: Task, scene: Scene): string | null {
  for (const [t, row] of wanted)
    for (const [other, second] of wanted) {
      if (other <= t || !alike(queries[t] as number[], queries[other] as number[])) continue;
      if ((allowed[t] as boolean[]).some((may, s) => may !== allowed[other]?.[s])) continue;
      const both = new Map(row);
      for (const [s, least] of second) both.set(s, Math.max(least, both.get(s) ?? 0));
      const sum = [...both.values()].reduce((total, x) => total + x, 0);
      if (sum < 1) continue;
      return `The tokens ${t + 1} and ${other + 1} are alike ("${scene.tokens[t]}"), so they attend alike, but are asked to attend to different tokens.${placesHint(scene)}`;
    }
  return null;
}

/** Whether no vector is made up of the others. */
const independent = (rows: number[][]): boolean =>
  solved(
    rows,
    rows.map(() => [0]),
  ) !== null;

/**
 * The reason, or null where there is none that is certain.
 * @param options.searched whether a search has found nothing, which then is told with what stands in its way
 */
export function whyNot(task: Task, scene: Scene, { searched = false } = {}): string | null {
  const certain = alikeKeys(task, scene) ?? alikeQueries(task, scene);
  if (certain || !searched) return certain;
  const width = (task.keys[0] as number[]).length;
  const tokens = Math.max(task.keys.length, task.queries.length);
  const limit =
    independent(task.keys) && independent(task.queries)
      ? `the head is ${task.headWidth} wide: make "head_width" ${task.wanted.size} or more`
      : `the vectors of ${tokens} tokens are ${width} wide and not independent: make "width" ${tokens} or more, or choose other vectors`;
  return `A search for weights found none; in the way is that ${limit}.`;
}
