/** Finds the course system: at once, or whenever it comes. Players may offer it long after the lesson has begun. */
import { type Gradebook, type Opened, Refused } from './gradebook.js';

/** Milliseconds between two looks: short at first, then twice as long each time. */
const FIRST_LOOK = 100;
const LONGEST_LOOK = 2000;

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** A look in vain: the reason, empty where no system was found, and whether it is good for nothing to look again. */
export interface InVain {
  reason: string;
  final: boolean;
}

/** One look. @returns what the system remembers, or why that is not known */
export async function lookOnce(gradebook: Gradebook): Promise<Opened | InVain> {
  try {
    return (await gradebook.open()) ?? { reason: '', final: false };
  } catch (error) {
    return { reason: (error as Error).message, final: error instanceof Refused };
  }
}

/**
 * Looks again and again until there is a course system that takes the lesson.
 * @param onReason told with the reason of each look in vain
 * @returns null where the system has refused for good
 */
export async function lookUntilThere(gradebook: Gradebook, onReason: (reason: string) => void): Promise<Opened | null> {
  for (let wait = FIRST_LOOK; ; wait = Math.min(2 * wait, LONGEST_LOOK)) {
    await pause(wait);
    const found = await lookOnce(gradebook);
    if (!('reason' in found)) return found;
    onReason(found.reason);
    if (found.final) return null;
  }
}
