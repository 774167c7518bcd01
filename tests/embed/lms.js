/** A course system on this machine: scorm-again in a page around the lesson, and an HTTP endpoint that keeps what is committed. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { unzipSync } from 'fflate';
import { Arrivals } from './arrivals.js';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const runtimes = { 12: 'scorm12.min.js', 2004: 'scorm2004.min.js' };
const own = (name) => readFileSync(new URL(name, import.meta.url));

const hostPage = (version) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Course</title><link rel="icon" href="data:,">
<script src="/runtime/${runtimes[version]}"></script>
<script src="/host.js"></script></head><body></body></html>`;

/** Frames within frames, the lesson in the innermost. */
const nestPage = (depth, src) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Frame</title></head>
<body><iframe title="inner" src="${depth > 1 ? `/nest?depth=${depth - 1}&src=${encodeURIComponent(src)}` : src}" width="1200" height="800"></iframe></body></html>`;

/**
 * @param {Uint8Array} zip a package
 * @returns {Promise<{ url: string, files: Record<string, Uint8Array>, commits: object[], arrivals: Arrivals, failing: boolean, close: () => Promise<void> }>}
 *   `commits` are the bodies that arrived while not `failing`; `arrivals` tells of each
 */
export async function startLms(zip) {
  const files = unzipSync(zip);
  const state = { files, commits: [], failing: false, arrivals: new Arrivals() };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const send = (type, content, status = 200) => response.writeHead(status, { 'Content-Type': type }).end(content);
    if (pathname === '/host') return send(types['.html'], hostPage(searchParams.get('version')));
    if (pathname === '/nest')
      return send(types['.html'], nestPage(Number(searchParams.get('depth')), searchParams.get('src')));
    if (pathname === '/host.js') return send(types['.js'], own('host.js'));
    if (pathname.startsWith('/runtime/'))
      return send(types['.js'], readFileSync(`node_modules/scorm-again/dist/${pathname.slice('/runtime/'.length)}`));
    if (pathname === '/commit') {
      const body = JSON.parse(await bodyOf(request));
      if (state.failing) return send('application/json', '{"result":"false","errorCode":391}', 500);
      state.commits.push(body);
      state.arrivals.tell();
      return send('application/json', '{"result":"true","errorCode":0}');
    }
    const file = files[pathname.replace('/package/', '')];
    return file ? send(types[extname(pathname)] ?? 'application/octet-stream', file) : send('text/plain', 'no', 404);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return Object.assign(state, { url: `http://127.0.0.1:${server.address().port}/`, close });
}

/**
 * What the course system has for a learner when a lesson is opened.
 * @param {'12' | '2004'} version
 * @param {{ remembered?: object, mode?: string, passing?: number }} [options] `remembered` is the `cmi` of an earlier commit
 */
export function given(version, { remembered = {}, mode = 'normal', passing } = {}) {
  const entry = Object.keys(remembered).length > 0 ? 'resume' : 'ab-initio';
  if (version === '2004') {
    const measure = passing === undefined ? {} : { scaled_passing_score: String(passing) };
    return { ...remembered, learner_id: 'learner-7', learner_name: 'Doe, Jo', mode, entry, ...measure };
  }
  const core = { ...remembered.core, student_id: 'learner-7', student_name: 'Doe, Jo', lesson_mode: mode, entry };
  const mastery = passing === undefined ? '' : String(passing * 100);
  return { ...remembered, core, student_data: { ...remembered.student_data, mastery_score: mastery } };
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}
