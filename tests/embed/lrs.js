/** A small and strict record store with the launching side of cmi5: it refuses what the standards do not allow, and says why. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { Arrivals } from './arrivals.js';
import { statementFaults } from './statement-rules.js';

export const activityId = 'https://lms.example/activities/7#small';
const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: '4711' } };
const publisher = { id: 'urn:x-attend:course/small' };
const sessionExtension = 'https://w3id.org/xapi/cmi5/context/extensions/sessionid';

/**
 * @returns {Promise<object>} `launch(options)` gives the query of a new session of the same registration; `statements`,
 *   `documents` and `faults` are what arrived, `arrivals` tells of it; while `failing`, everything is `refused` by 503;
 *   statements are looked at once what `meet` gives for their verbs is there, and refused by 403 where that is false
 */
export async function startLrs() {
  const registration = randomUUID();
  const store = {
    registration,
    actor,
    statements: [],
    documents: {},
    faults: [],
    asked: [],
    refused: [],
    failing: false,
    meet: async () => true,
    tokens: new Map(),
    arrivals: new Arrivals(),
  };
  const server = createServer((request, response) =>
    answer(store, request, response)
      .catch((error) => response.destroy(error))
      .finally(() => store.arrivals.tell()),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/`;
  const close = () => new Promise((done) => server.close(done) && server.closeAllConnections());
  return Object.assign(store, { url, close, launch: (options) => launch(store, url, options) });
}

function launch(store, url, { mode = 'Normal', masteryScore, returnURL } = {}) {
  const key = randomUUID();
  const session = {
    number: store.tokens.size,
    mode,
    masteryScore,
    token: Buffer.from(`session:${key}`).toString('base64'),
    fetched: false,
    template: { contextActivities: { grouping: [publisher] }, extensions: { [sessionExtension]: key } },
  };
  store.tokens.set(key, session);
  store.documents['LMS.LaunchData'] = {
    contextTemplate: session.template,
    launchMode: mode,
    moveOn: 'Completed',
    ...(masteryScore === undefined ? {} : { masteryScore }),
    ...(returnURL === undefined ? {} : { returnURL }),
  };
  return new URLSearchParams({
    endpoint: `${url}xapi/`,
    fetch: `${url}fetch?k=${key}`,
    actor: JSON.stringify(actor),
    registration: store.registration,
    activityId,
  }).toString();
}

const cors = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Experience-API-Version',
  'Access-Control-Allow-Methods': 'GET, PUT, POST',
};

async function answer(store, request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const send = (status, content) =>
    response
      .writeHead(status, { ...cors, 'Content-Type': 'application/json' })
      .end(content === undefined ? '' : JSON.stringify(content));
  if (request.method === 'OPTIONS') return send(204);
  if (store.failing) {
    store.refused.push(`${request.method} ${pathname}`);
    return send(503);
  }
  store.asked.push(`${request.method} ${pathname.replace('/xapi/', '')} ${searchParams.get('stateId') ?? ''}`.trim());
  if (pathname === '/fetch') return token(store, request, searchParams.get('k'), send);
  const session = [...store.tokens.values()].find((each) => request.headers.authorization === `Basic ${each.token}`);
  const refuse = (what) => {
    store.faults.push(what);
    send(400, { what });
  };
  if (!session?.fetched) return refuse('no token, or one that was not given out');
  if (request.headers['x-experience-api-version'] !== '1.0.3') return refuse('no version of xAPI');
  const body = request.method === 'GET' ? null : JSON.parse(await bodyOf(request));
  if (body && request.headers['content-type'] !== 'application/json') return refuse('the body is not told to be JSON');
  if (pathname === '/xapi/statements') {
    const taken = await store.meet([body].flat().map(({ verb }) => verb.id.replace(/.*\//, '')));
    if (!taken) return send(403);
    return keep(store, session, body, send, refuse);
  }
  if (!isDeepStrictEqual(JSON.parse(searchParams.get('agent')), actor)) return refuse('another agent');
  if (pathname === '/xapi/agents/profile') return send(404);
  if (pathname !== '/xapi/activities/state') return refuse(`no resource ${pathname}`);
  if (searchParams.get('activityId') !== activityId || searchParams.get('registration') !== store.registration)
    return refuse('a state of another activity or registration');
  const id = searchParams.get('stateId');
  if (request.method === 'GET') return store.documents[id] ? send(200, store.documents[id]) : send(404);
  if (id === 'LMS.LaunchData') return refuse('the launch data are not to be changed');
  store.documents[id] = body;
  send(204);
}

/** The token is given out once. */
function token(store, request, key, send) {
  const session = store.tokens.get(key);
  if (request.method !== 'POST') return send(405);
  if (!session || session.fetched)
    return send(200, { 'error-code': '1', 'error-text': 'The token has been given out already.' });
  session.fetched = true;
  send(200, { 'auth-token': session.token });
}

/** All or nothing, as xAPI asks for. The same statement may come again; another one with its id may not. */
function keep(store, session, body, send, refuse) {
  const statements = Array.isArray(body) ? body : [body];
  const fresh = [];
  for (const statement of statements) {
    const known = store.statements.find(({ id }) => id === statement.id);
    if (known && !isDeepStrictEqual(known.statement, statement)) return send(409);
    if (known) continue;
    const before = [...store.statements, ...fresh];
    const faults = statementFaults(statement, { session, store, activityId, before });
    if (faults.length > 0) return refuse(faults.join('; '));
    fresh.push({ id: statement.id, session, statement });
  }
  store.statements.push(...fresh);
  send(
    200,
    statements.map(({ id }) => id),
  );
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}
