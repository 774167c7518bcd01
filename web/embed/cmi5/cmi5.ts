/** cmi5: the launch, the state of the learner, and statements about what was done, in the order the standard asks for. */

import { type Gradebook, type Opened, Refused, type Report, type Tried } from '../course-system/gradebook.js';
import { scaledOf } from '../course-system/scores.js';
import { answered, defined, type Session, type Statement } from './cmi5-statements.js';
import { uuid } from './uuid.js';
import { Lrs } from './xapi.js';

const STATE = 'attend';
const LAUNCH = 'LMS.LaunchData';
const PARAMETERS = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'] as const;
const MODES: Record<string, Opened['mode']> = { Browse: 'browse', Review: 'review' };

/** What is said once for a registration, whatever the number of sessions: the statement's id, and whether it was sent. */
type Once = Partial<Record<'completed' | 'passed', { id: string; sent: boolean }>>;

export class Cmi5 implements Gradebook {
  readonly room = 100_000;
  // Time is told by the last statement of a session; of one that breaks off, the course system measures it itself.
  readonly timed = false;
  readonly numbered = false;
  elsewhere: Gradebook['elsewhere'] = null;
  readonly #launch: URLSearchParams;
  #token = '';
  /** The state that was read or written last. */
  #known = '';
  #lrs: Lrs | null = null;
  #session: Session | null = null;
  #mode: Opened['mode'] = 'normal';
  #once: Once = {};
  #failed = false;
  /** When the session was initialized. */
  #since = '';
  /** Statements that were made and not yet sent; the first is `initialized`. */
  #waiting: Statement[] = [];
  /** The store has answered that it does not take them. */
  #refused = false;
  readonly #made = new Set<string>();
  /** What is said once and was first said by another session: the store may have it, with that session's words. */
  readonly #saidBefore = new Set<string>();
  #over = false;

  constructor(window: Window) {
    this.#launch = new URLSearchParams(window.location.search);
  }

  async open(): Promise<Opened | null> {
    const [endpoint, fetchUrl, actorText, registration, activityId] = PARAMETERS.map((name) => this.#launch.get(name));
    if (!endpoint || !fetchUrl || !actorText || !registration || !activityId) return null;
    const actor = JSON.parse(actorText) as object;
    // It is given out once; what fails after that is asked again with the same one.
    this.#token ||= await tokenFrom(fetchUrl);
    const lrs = new Lrs(endpoint, this.#token, { activityId, actor, registration });
    const [launch, state] = await Promise.all([
      lrs.readState(LAUNCH),
      lrs.readState(STATE),
      lrs.readProfile('cmi5LearnerPreferences'),
    ]);
    if (!launch) throw new Refused('The launch data are missing from the record store.');
    const mastery = launch.masteryScore;
    this.#session = {
      ...{ activityId, actor, registration },
      contextTemplate: (launch.contextTemplate ?? {}) as Session['contextTemplate'],
      masteryScore: typeof mastery === 'number' ? mastery : null,
    };
    this.#lrs = lrs;
    this.#mode = MODES[String(launch.launchMode)] ?? 'normal';
    this.#once = (state?.once ?? {}) as Once;
    this.#known = suspendOf(state);
    const initialized = defined('initialized', this.#session, null);
    this.#since = String(initialized.timestamp);
    this.#waiting.push(initialized);
    await this.#sendWaiting();
    return {
      location: '',
      suspend: this.#known,
      mode: this.#mode,
      learner: registration,
      leave: webAddress(launch.returnURL),
      unsure: Object.values(this.#once).some(({ sent }) => !sent),
    };
  }

  /** Makes the statements that this report calls for. */
  #make(report: Report, tries: readonly Tried[]): void {
    const session = this.#session!;
    for (const tried of tries) {
      if (this.#made.has(tried.key)) continue;
      this.#made.add(tried.key);
      // An answer left over from an earlier session is told in this one, and nothing in it may be older than its beginning.
      const at = tried.at < this.#since ? this.#since : tried.at;
      this.#waiting.push(answered({ ...tried, at }, session));
    }
    if (report.complete) this.#sayOnce('completed', report);
    const { masteryScore } = session;
    if (masteryScore === null || report.score === null || this.#once.passed?.sent) return;
    if (scaledOf(report.score) >= masteryScore) {
      if (!this.#failed) this.#sayOnce('passed', report);
    } else if (report.complete && !this.#failed) {
      this.#failed = true;
      this.#waiting.push(defined('failed', session, report));
    }
  }

  /** An id from an earlier session that may not have arrived is said again: the store knows it, or takes it now. */
  #sayOnce(verb: keyof Once, report: Report): void {
    const known = this.#once[verb];
    const said = known ?? { id: uuid(), sent: false };
    this.#once[verb] = said;
    if (said.sent || this.#waiting.some(({ id }) => id === said.id)) return;
    if (known) this.#saidBefore.add(said.id);
    this.#waiting.push(defined(verb, this.#session!, report, said.id));
  }

  #document(report: Report): object {
    return { suspend: report.suspend, once: this.#once };
  }

  async #sendWaiting(): Promise<boolean> {
    const statements = [...this.#waiting];
    const sent = await this.#lrs!.send(statements).catch(() => null);
    this.#refused = sent === false;
    if (!sent) return false;
    this.#waiting = this.#waiting.filter((statement) => !statements.includes(statement));
    for (const said of Object.values(this.#once)) if (statements.some(({ id }) => id === said.id)) said.sent = true;
    return true;
  }

  async save(report: Report, tries: readonly Tried[]): Promise<boolean> {
    if (!this.#session || this.#over || this.#mode !== 'normal') return true;
    const newest = await this.#withElsewhere(report);
    if (this.#over) return false;
    this.#make(newest, tries);
    // The state goes first: it holds the ids of what is said once, before it is said.
    if (!(await this.#lrs!.writeState(STATE, this.#document(newest))) || this.#over) return false;
    this.#known = newest.suspend;
    return this.#sendWaiting();
  }

  /** Another session of the same registration may have written meanwhile. */
  async #withElsewhere(report: Report): Promise<Report> {
    const state = await this.#lrs!.readState(STATE);
    const suspend = suspendOf(state);
    if (suspend === this.#known || !suspend || !this.elsewhere) return report;
    this.#takeOver((state?.once ?? {}) as Once);
    return this.elsewhere(suspend);
  }

  /** What another session has said once is not said again by this one, and what was sent stays sent. */
  #takeOver(theirs: Once): void {
    for (const verb of ['completed', 'passed'] as const) {
      const [mine, other] = [this.#once[verb], theirs[verb]];
      if (!other || mine?.sent) continue;
      if (mine && mine.id !== other.id) this.#waiting = this.#waiting.filter(({ id }) => id !== mine.id);
      this.#once[verb] = other;
    }
  }

  /**
   * What is under way may not arrive, so the report counts as not kept; told twice, it is still one. All that is left to say
   * goes in one request, since of two on their way at once the last word may come first.
   */
  close(report: Report, tries: readonly Tried[]): boolean {
    if (!this.#session || this.#over) return true;
    this.#over = true;
    const normal = this.#mode === 'normal';
    if (normal) this.#make(report, tries);
    if (normal) this.#lrs!.writeState(STATE, this.#document(report), true).catch(() => {});
    // What the store has refused, or has in other words, would take the last word down with it.
    const before = this.#refused ? [] : this.#waiting.filter(({ id }) => !this.#saidBefore.has(id));
    this.#lrs!.send([...before, defined('terminated', this.#session, report)], true).catch(() => {});
    return !normal;
  }
}

const suspendOf = (state: Record<string, unknown> | null): string =>
  typeof state?.suspend === 'string' ? state.suspend : '';

/** The token may be asked for once. @throws {Refused} with what the launching system says against it */
async function tokenFrom(address: string): Promise<string> {
  const response = await fetch(address, { method: 'POST', cache: 'no-store' });
  if (response.status >= 500) throw new Error(`status ${response.status}`);
  const answer = (await response.json()) as Record<string, unknown>;
  const token = answer['auth-token'];
  if (typeof token === 'string' && token) return token;
  throw new Refused(String(answer['error-text'] ?? `status ${response.status}`));
}

function webAddress(value: unknown): string | null {
  return typeof value === 'string' && /^https?:\/\//i.test(value) ? value : null;
}
