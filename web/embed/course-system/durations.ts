/** Lengths of time and points in time as the standards write them. */

const two = (value: number): string => String(value).padStart(2, '0');

/** The most a CMITimespan can hold is 9999 hours. */
const hundredths = (seconds: number): number => Math.min(Math.max(0, Math.round(seconds * 100)), 9999 * 360_000);

const split = (seconds: number): [hours: number, minutes: number, rest: number] => {
  const all = hundredths(seconds);
  return [Math.floor(all / 360_000), Math.floor(all / 6000) % 60, (all % 6000) / 100];
};

/** `CMITimespan` of SCORM 1.2: `HHHH:MM:SS.SS`. */
export function timespan(seconds: number): string {
  const [hours, minutes, rest] = split(seconds);
  return `${String(hours).padStart(4, '0')}:${two(minutes)}:${rest.toFixed(2).padStart(5, '0')}`;
}

/** ISO 8601, `PT1H2M3.5S`: `timeinterval (second,10,2)` of SCORM 2004, and the durations of xAPI. */
export function duration(seconds: number): string {
  const [hours, minutes, rest] = split(seconds);
  const parts = [hours && `${hours}H`, minutes && `${minutes}M`, rest && `${rest}S`].filter(Boolean);
  return `PT${parts.join('') || '0S'}`;
}

/** `CMITime` of SCORM 1.2: the time of day where the learner is, `HH:MM:SS`. */
export function timeOfDay(iso: string): string {
  const at = new Date(iso);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** `time (second,10,0)` of SCORM 2004, in UTC. The standard allows a zone only after a fraction: `2026-11-20T20:15:00.0Z`. */
export const instant = (iso: string): string => new Date(iso).toISOString().replace(/\.\d+Z$/, '.0Z');
