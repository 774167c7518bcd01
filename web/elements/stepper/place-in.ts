/** What `layers.0.attention.softmax[0,3,4]` names: a step, and a cell of it if one is said. */
export function placeIn(text: string): { path: string; index: number[] | undefined } {
  const [, path = text, index] = /^(.*?)\[([\d,]*)\]$/.exec(text) ?? [];
  return { path, index: index ? index.split(',').map(Number) : undefined };
}
