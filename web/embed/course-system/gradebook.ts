/** What a course system keeps of one learner in one lesson. One adapter for each standard implements `Gradebook`. */

/** One try at one question. */
export interface Tried {
  /** A UUID: the same try, handed over twice, is one try. */
  key: string;
  /** The question's id in its lesson. */
  id: string;
  /** `choice`: one of several; `order`: several in an order; `number`: one number; `text`: anything else. */
  form: 'choice' | 'order' | 'number' | 'text';
  /** The question in plain text. */
  question: string;
  /** Places (from 0) of what was chosen or ordered, or the number or text as written; empty where the answer was shown. */
  given: string[];
  right: boolean;
  /** When it was answered, in ISO 8601. */
  at: string;
  /** How long the learner had looked at the question. */
  seconds: number;
}

/** The newest state of the whole lesson. Each report replaces the one before. */
export interface Report {
  /** Id of the section being read. */
  location: string;
  /** Brings the lesson back to where it was; at most `room` characters, printable ASCII. */
  suspend: string;
  /** Mean of all questions, 0 to 1; null before the first answer, and where the lesson asks nothing. */
  score: number | null;
  /** Share of the lesson that is read and answered, 0 to 1. */
  progress: number;
  complete: boolean;
  /** Since the lesson was opened. */
  seconds: number;
}

/** What the course system remembers, and what it asks for. */
export interface Opened {
  location: string;
  suspend: string;
  /** In `review` and `browse` the learner looks around, and nothing is reported. */
  mode: 'normal' | 'browse' | 'review';
  /** Tells learners of one browser apart; empty where the system does not say who it is. */
  learner: string;
  /** Where to go when the learner leaves; null where the course system does not say. */
  leave: string | null;
  /** Whether something of an earlier session may not have arrived, so that there is a report to give at once. */
  unsure?: boolean;
}

/** The course system will not take this session, however often it is asked. Any other error may be gone the next time. */
export class Refused extends Error {}

export interface Gradebook {
  /** Longest `suspend`, in characters. */
  readonly room: number;
  /** The system keeps the time that a session has taken, and of a session that breaks off what it was told last. */
  readonly timed: boolean;
  /** Tries have numbered places: two windows that do not know of each other's would write over them. */
  readonly numbered: boolean;
  /** Called with a state that another window has written meanwhile; gives the report that has both. */
  elsewhere: ((suspend: string) => Report) | null;
  /**
   * Looks for the course system and asks what it remembers; null where there is none yet.
   * @throws {Refused} where it refuses for good; another error where it may be asked again
   */
  open(): Promise<Opened | null>;
  /**
   * Hands over the newest report and all answers that no earlier call kept.
   * @returns false where they were not kept; the reporter then asks again, with the newest ones
   */
  save(report: Report, tries: readonly Tried[]): Promise<boolean> | boolean;
  /**
   * The window is closing: hands over the last report at once. Nothing can be waited for.
   * @returns whether the system said that it kept everything
   */
  close(report: Report, tries: readonly Tried[]): boolean;
}
