/** Every head's attention as a small picture, each a way to its matrix. */
import { html, type TemplateResult } from 'lit';
import type { ProgramNode, Session } from '../../engine/index.js';
import { formatNumber } from '../shared/format.js';
import { smallPicture } from './small-picture.js';
import { say } from './training-words.js';

export interface HeadPlace {
  path: string;
  head: number;
}

const stepsOf = (node: ProgramNode): ProgramNode[] => (node.stage ? [node] : node.children.flatMap(stepsOf));

/** The paths of attention's weights, layer by layer. */
export const weightPaths = ({ program }: Session): string[] =>
  stepsOf(program).flatMap(({ stage, path }) => (stage === 'softmax' && path.includes('attention') ? [path] : []));

/** The place of the largest number of a row. */
const largest = (row: Float32Array): number => row.reduce((best, value, i) => (value > row[best]! ? i : best), 0);

/** @param go is called with the head that somebody wants to see */
export function headPictures(session: Session, go: (place: HeadPlace) => void): TemplateResult[] {
  return weightPaths(session).flatMap((path, layer) => {
    const { shape, data } = session.tensor(path, { ahead: true });
    const [heads = 0, queries = 0, keys = 0] = shape;
    return Array.from({ length: heads }, (_, head) => {
      const weights = data.subarray(head * queries * keys, (head + 1) * queries * keys);
      const row = weights.subarray((queries - 1) * keys);
      const most = largest(row);
      const args = { layer: layer + 1, head: head + 1 };
      const token = session.scene.tokens[most] ?? String(most + 1);
      const spoken = say('training-head-spoken', { ...args, token, weight: formatNumber(row[most] ?? 0) });
      return html`<button type="button" class="head" title=${say('training-head-title', args)} aria-label=${spoken}
        @click=${() => go({ path, head })}>${smallPicture(weights, keys)}<span aria-hidden="true">${say('training-head', args)}</span></button>`;
    });
  });
}
