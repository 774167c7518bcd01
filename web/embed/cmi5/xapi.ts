/** The five requests of xAPI 1.0.3 that a lesson needs. */
import type { Statement } from './cmi5-statements.js';

/** What identifies the document or the statements asked for. */
export interface Place {
  activityId: string;
  actor: object;
  registration: string;
}

/** Longer waiting than this is taken for no answer. */
const PATIENCE = 15_000;

export class Lrs {
  readonly #endpoint: string;
  readonly #headers: Record<string, string>;
  readonly #place: Place;

  /** @param token as the launching system gave it, for HTTP Basic */
  constructor(endpoint: string, token: string, place: Place) {
    this.#endpoint = endpoint.endsWith('/') ? endpoint : `${endpoint}/`;
    this.#headers = { Authorization: `Basic ${token}`, 'X-Experience-API-Version': '1.0.3' };
    this.#place = place;
  }

  /** @param last the window is closing: the request outlives the page */
  #ask(resource: string, query: Record<string, string>, init: RequestInit = {}, last = false): Promise<Response> {
    const url = new URL(resource, this.#endpoint);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const headers = { ...this.#headers, ...(init.body ? { 'Content-Type': 'application/json' } : {}) };
    const signal = last ? undefined : AbortSignal.timeout(PATIENCE);
    return fetch(url, { ...init, headers, signal, keepalive: last, cache: 'no-store' });
  }

  #state(stateId: string): Record<string, string> {
    const { activityId, actor, registration } = this.#place;
    return { stateId, activityId, agent: JSON.stringify(actor), registration };
  }

  /** A document; null where there is none. Throws where the answer is anything else. */
  async #document(answer: Promise<Response>, name: string): Promise<Record<string, unknown> | null> {
    const response = await answer;
    if (response.status === 404 || response.status === 204) return null;
    if (!response.ok) throw new Error(`${name}: the record store answered ${response.status}`);
    return response.json();
  }

  readState(stateId: string): Promise<Record<string, unknown> | null> {
    return this.#document(this.#ask('activities/state', this.#state(stateId)), stateId);
  }

  async writeState(stateId: string, content: object, last = false): Promise<boolean> {
    const init = { method: 'PUT', body: JSON.stringify(content) };
    return (await this.#ask('activities/state', this.#state(stateId), init, last)).ok;
  }

  readProfile(profileId: string): Promise<Record<string, unknown> | null> {
    const query = { profileId, agent: JSON.stringify(this.#place.actor) };
    return this.#document(this.#ask('agents/profile', query), profileId);
  }

  /**
   * Sends statements; one that the store has already (409: the same id) counts as sent.
   * @returns false where the store refuses one of them
   * @throws where it cannot answer now
   */
  async send(statements: readonly Statement[], last = false): Promise<boolean> {
    if (statements.length === 0) return true;
    const post = async (body: unknown) => {
      const response = await this.#ask('statements', {}, { method: 'POST', body: JSON.stringify(body) }, last);
      if (response.status >= 500) throw new Error(`statements: the record store answered ${response.status}`);
      return response;
    };
    const { ok, status } = await post(statements);
    if (ok || status !== 409) return ok;
    for (const statement of statements) {
      const single = await post(statement);
      if (!single.ok && single.status !== 409) return false;
    }
    return true;
  }
}
