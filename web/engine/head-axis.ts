/** The axes along which heads lie: H of all heads, G of the groups that share keys and values. */
export const isHeadAxis = (letter: string | undefined): boolean => letter === 'H' || letter === 'G';
