/**
 * Live reload for a served site: pages learn over server-sent events that the site was made anew, and reload; and what is
 * wrong in the lessons, which they say in a bar. Only while writing; a built site holds nothing of it.
 */

const EVENTS = '/attend-live';
const SCRIPT = '/attend-live.js';
const TAG = `<script type="module" src="${SCRIPT}"></script>\n`;

/** What a page runs. A server that comes back after it was stopped may have another site. */
const CLIENT = `const box = document.createElement('pre');
box.setAttribute('role', 'alert');
Object.assign(box.style, {
  position: 'fixed', inset: 'auto 1rem 1rem 1rem', zIndex: 99, margin: 0, padding: '1rem', maxHeight: '50vh',
  overflow: 'auto', whiteSpace: 'pre-wrap', color: '#fff', background: '#8f1d22', borderRadius: '8px',
});
let lost = false;
const events = new EventSource('${EVENTS}');
events.addEventListener('open', () => lost && location.reload());
events.addEventListener('error', () => { lost = true; });
events.addEventListener('changed', () => location.reload());
events.addEventListener('problem', ({ data }) => {
  box.textContent = JSON.parse(data);
  document.body.append(box);
});
`;

/**
 * @returns {{ answer: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean,
 *   withScript: (html: string) => string, changed: (problem?: string) => void, problem: (text: string) => void, close: () => void }}
 *   `answer` takes the requests that are its own and says whether it did; `changed` and `problem` tell every open page: that the
 *   site is another, with what is still wrong in it, or that it could not be made. A problem is told to later pages, too
 */
export function liveReload() {
  const open = new Set();
  let wrong = '';
  const message = (event, data) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  const tell = (event, data) => {
    for (const response of open) response.write(message(event, data));
  };
  return {
    answer(request, response) {
      if (request.url === SCRIPT) {
        response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-store' });
        response.end(CLIENT);
        return true;
      }
      if (request.url !== EVENTS) return false;
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(wrong ? message('problem', wrong) : '\n');
      open.add(response);
      response.on('close', () => open.delete(response));
      return true;
    },
    withScript: (html) => html.replace('</head>', `${TAG}</head>`),
    changed(problem = '') {
      wrong = problem;
      tell('changed', '');
    },
    problem(text) {
      wrong = text;
      tell('problem', text);
    },
    close: () => {
      for (const response of open) response.end();
    },
  };
}
