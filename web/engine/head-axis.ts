/** The axes along which slices lie: H of all heads, G of the groups that share keys and values, E of the experts of a mixture. */
export const isHeadAxis = (letter: string | undefined): boolean => letter === 'H' || letter === 'G' || letter === 'E';
