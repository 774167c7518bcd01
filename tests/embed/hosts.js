/** Pages of other people that hold Attend in a frame, and servers that are as unhelpful as real ones. */
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

async function listening(answer, name) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A test that fails leaves it open; that must not keep the whole file from ending.
  server.unref();
  const close = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  return { url: `http://${name}:${server.address().port}/`, close };
}

/**
 * Serves folders.
 * @param {{ folders: Record<string, string>, headers?: Record<string, string>, mime?: Record<string, string> }} options
 *   folders by the first part of the address; headers for every answer; types by ending that are wrong
 */
export function folderServer({ folders, headers = {}, mime = {} }) {
  return listening((request, response) => {
    const [, first, ...rest] = decodeURIComponent(new URL(request.url, 'http://x').pathname).split('/');
    let file = join(folders[first] ?? folders[''] ?? '', ...(folders[first] ? rest : [first, ...rest]));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    if (!existsSync(file)) return response.writeHead(404, headers).end();
    const type = mime[extname(file)] ?? types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, ...headers }).end(readFileSync(file));
  }, '127.0.0.1');
}

/** What a site must send so that others may frame it; docs/embedding.md asks for the same. */
export const helpful = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Serves pages from texts, on another site than `folderServer`.
 * @param {Record<string, { body: string, headers?: Record<string, string> }>} pages by path
 */
export function hostServer(pages) {
  return listening((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const page = pages[path];
    if (!page) return response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    const type = path.endsWith('.js') ? types['.js'] : types['.html'];
    response.writeHead(200, { 'Content-Type': type, ...page.headers }).end(page.body);
  }, 'localhost');
}

/** A page with one frame; what the frame says is kept in `seen`. */
export const hostPage = ({ src, attributes = '', script = '' }) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A course</title><link rel="icon" href="data:,">
<style>body { margin: 0 } iframe { display: block; width: 900px; height: 600px; border: 0 }</style>
<script src="/listen.js"></script>${script}</head>
<body><iframe src="${src}" title="Attend" ${attributes}></iframe></body></html>`;

export const listenScript = {
  body: `window.seen = [];
addEventListener('message', ({ data, source }) => { if (source !== window) seen.push(JSON.parse(JSON.stringify(data))); });`,
};

/** The newest message of a type, undefined where there was none; with `until`, waits for it. Runs in the page. */
export function message(type) {
  return globalThis.seen.findLast((data) => data.source === 'attend' && data.type === type);
}

/**
 * Opens a course page that holds one frame of ours.
 * @param {import('playwright-core').Browser} browser
 * @param {string} src of the frame
 * @param {{ pages?: object, prepare?: (page: import('playwright-core').Page) => Promise<void>, attributes?: string, script?: string }} options
 *   `pages` of the host besides, as `hostServer` takes them; `prepare` is called before anything is loaded
 * @returns the page, the frame's own window, and what the page reported as errors
 */
export async function openFramed(browser, src, { pages = {}, prepare = async () => {}, ...host } = {}) {
  const server = await hostServer({ '/': { body: hostPage({ src, ...host }) }, '/listen.js': listenScript, ...pages });
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await prepare(page);
  await page.goto(server.url);
  const frame = page.frames().find((each) => each.url().startsWith(new URL('/', src).href));
  const close = async () => {
    await page.close();
    await server.close();
  };
  return { page, frame, errors, close };
}

/** Waits for frames. Runs in the page. */
export async function frames(count) {
  for (let left = count; left > 0; left -= 1) await new Promise(requestAnimationFrame);
}

/** Sends a message to the frame. Runs in the page. */
export function say(data) {
  document.querySelector('iframe').contentWindow.postMessage({ source: 'attend', version: 1, ...data }, '*');
}
