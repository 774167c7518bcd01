/** A small static file server for the built site, on this machine only. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, extname, join, resolve, sep } from 'node:path';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.xml': 'application/xml; charset=utf-8',
};

const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
].join('; ');

/** What lets pages of other sites put these into frames, also sandboxed and isolated ones; docs/embedding.md says why. */
const forFrames = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Parts of bundles are named after what they hold (`bundle.js`): what has this name is never another. */
const namedByContent = /^part-[A-Z0-9]{8}\.js$/;

const triesOfPort = 20;

/**
 * Serves the files below `root`; folders by their index.html.
 * @param {{ root: string, port?: number, live?: ReturnType<typeof import('./live.js').liveReload> }} options port 0 takes any
 *   free one; a port in use moves to the next; with `live`, pages follow changes
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} `url` ends with a slash
 */
export async function serve({ root, port = 0, live = null }) {
  const home = await realpath(resolve(root));
  const server = createServer((request, response) => {
    if (live?.answer(request, response)) return;
    answer({ home, live }, request, response).catch(() => refuse(response, 500, 'The file could not be read.'));
  });
  const taken = await listen(server, port);
  const close = () =>
    new Promise((done) => {
      live?.close();
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://localhost:${taken}/`, port: taken, close };
}

async function listen(server, first) {
  const last = first === 0 ? 0 : first + triesOfPort - 1;
  for (let port = first; port <= last; port += 1) {
    server.listen(port, 'localhost');
    try {
      await once(server, 'listening');
      return server.address().port;
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
  throw new Error(`The ports ${first} to ${last} are all in use; stop one of their servers.`);
}

async function answer({ home, live }, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET and HEAD.');
  const { pathname, search } = splitTarget(request.url);
  const path = decode(pathname);
  if (path === null) return refuse(response, 400, 'The address is not well formed.');
  const file = await inside(home, path);
  if (!file) return notFound(home, request, response);
  const stats = await stat(file);
  if (!stats.isDirectory()) return send({ file, stats, live }, 200, request, response);
  if (!pathname.endsWith('/')) {
    const name = pathname.slice(pathname.lastIndexOf('/') + 1);
    response.writeHead(308, { Location: `./${name}/${search}` }).end();
    return;
  }
  const index = await inside(home, join(path, 'index.html'));
  return index
    ? send({ file: index, stats: await stat(index), live }, 200, request, response)
    : notFound(home, request, response);
}

function splitTarget(target) {
  const at = target.indexOf('?');
  return at < 0 ? { pathname: target, search: '' } : { pathname: target.slice(0, at), search: target.slice(at) };
}

function decode(pathname) {
  try {
    const path = decodeURIComponent(pathname);
    return path.startsWith('/') && !path.includes('\0') ? path : null;
  } catch {
    return null;
  }
}

/** The file or folder below `home`, links followed; null where there is none or it lies outside. */
async function inside(home, path) {
  try {
    const real = await realpath(resolve(home, `.${path}`));
    return real === home || real.startsWith(home + sep) ? real : null;
  } catch {
    return null;
  }
}

async function notFound(home, request, response) {
  const page = await inside(home, '/404.html');
  if (page) return send({ file: page, stats: await stat(page) }, 404, request, response);
  refuse(response, 404, 'There is no such page.');
}

async function send({ file, stats, live }, status, request, response) {
  if (live && file.endsWith('.html')) return sendLive(file, live, request, response);
  const etag = `"${stats.size.toString(16)}-${Math.round(stats.mtimeMs).toString(16)}"`;
  const headers = {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': namedByContent.test(basename(file)) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    ...forFrames,
    ETag: etag,
  };
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(status, { ...headers, 'Content-Length': stats.size });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}

/** A page that follows changes is never kept by the browser. */
async function sendLive(file, live, request, response) {
  const html = live.withScript(await readFile(file, 'utf8'));
  const headers = { 'Content-Type': types['.html'], 'Cache-Control': 'no-store', 'Content-Security-Policy': policy };
  response.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(html) });
  response.end(request.method === 'HEAD' ? undefined : html);
}

function refuse(response, status, text) {
  if (response.headersSent) return response.destroy();
  response.writeHead(status, { 'Content-Type': types['.txt'], 'X-Content-Type-Options': 'nosniff' }).end(`${text}\n`);
}
