/** Small words that several pages say. */

/** @param {string | number} n */
export const minutes = (n) => `${n} ${Number(n) === 1 ? 'minute' : 'minutes'}`;

/** How long all lessons take together, to the half hour where it is hours. */
export function duration(lessons) {
  const sum = lessons.reduce((total, { meta }) => total + Number(meta.minutes), 0);
  if (sum < 60) return minutes(sum);
  const halves = Math.round(sum / 30);
  const text = `${halves > 1 ? Math.floor(halves / 2) : ''}${halves % 2 ? '½' : ''}`;
  return `about ${text} hours`;
}
