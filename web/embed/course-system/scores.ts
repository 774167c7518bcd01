/**
 * Scores as they are reported. What is passed is judged by the reported number, so that a course system that judges by it, too,
 * comes to the same result; and with all the digits there are, so that rounding carries nobody over the threshold.
 */

/** 0 to 1, with the seven digits that SCORM 2004 has. */
export const scaledOf = (score: number): number => Number(score.toFixed(7));

/** 0 to 100. */
export const rawOf = (score: number): number => Number((score * 100).toFixed(5));
