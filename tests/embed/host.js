/* The page of the course system: an API object of scorm-again that writes down every call and judges length and order, which the
   library does not. Runs in a browser, not in node. */

const STANDARDS = {
  12: {
    global: 'API',
    make: (settings) => new window.Scorm12API(settings),
    names: { start: 'LMSInitialize', end: 'LMSFinish', get: 'LMSGetValue', set: 'LMSSetValue', commit: 'LMSCommit' },
    longest: { 'cmi.suspend_data': 4096, 'cmi.core.lesson_location': 255 },
    patterns: {
      'cmi.core.session_time': /^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/,
      'cmi.core.score.raw': /^\d{1,3}(\.\d+)?$/,
      'cmi.core.lesson_status': /^(passed|completed|failed|incomplete)$/,
      latency: /^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/,
      time: /^\d\d:\d\d:\d\d$/,
      type: /^(choice|fill-in|sequencing|numeric)$/,
      result: /^(correct|wrong)$/,
      id: /^[A-Za-z][\w-]{0,254}$/,
      student_response: /^.{1,255}$/,
    },
  },
  2004: {
    global: 'API_1484_11',
    make: (settings) => new window.Scorm2004API(settings),
    names: { start: 'Initialize', end: 'Terminate', get: 'GetValue', set: 'SetValue', commit: 'Commit' },
    longest: { 'cmi.suspend_data': 64000, 'cmi.location': 1000 },
    patterns: {
      'cmi.session_time': /^PT(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?$/,
      'cmi.score.scaled': /^(0(\.\d+)?|1)$/,
      'cmi.completion_status': /^(completed|incomplete)$/,
      'cmi.success_status': /^(passed|failed|unknown)$/,
      latency: /^PT(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?$/,
      timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.0Z$/,
      type: /^(choice|long-fill-in|sequencing|numeric)$/,
      result: /^(correct|incorrect)$/,
      description: /^.{1,250}$/,
    },
  },
};

const query = new URLSearchParams(location.search);
const standard = STANDARDS[query.get('version')];
const { names, longest, patterns } = standard;

window.calls = [];
window.violations = [];
/** By function: how often to answer "false" before the library is asked. */
window.refusals = {};

const api = standard.make({ lmsCommitUrl: '/commit', dataCommitFormat: 'json', autocommit: false, logLevel: 5 });
api.loadFromJSON(JSON.parse(query.get('given')), 'cmi');

const state = { started: false, ended: false, interactions: Number(query.get('interactions') ?? 0) };
const offend = (what) => window.violations.push(what);

function judge(name, [element, value]) {
  if (name === names.start && state.started) offend('started twice');
  if (name !== names.start && !state.started) offend(`${name} before the start`);
  if (state.ended) offend(`${name}(${element}) after the end`);
  if (name !== names.set) return;
  if (typeof value !== 'string') offend(`${element} is not a text`);
  if (value.length > (longest[element] ?? Number.POSITIVE_INFINITY))
    offend(`${element} has ${value.length} characters`);
  const [, number, field] = element.match(/^cmi\.interactions\.(\d+)\.(\w+)/) ?? [];
  const pattern = patterns[field ?? element];
  if (pattern && !pattern.test(value)) offend(`${element} is ${value}`);
  if (number === undefined) return;
  if (Number(number) > state.interactions) offend(`interaction ${number} comes before ${state.interactions}`);
  if (field === 'id') state.interactions = Math.max(state.interactions, Number(number) + 1);
  else if (Number(number) >= state.interactions) offend(`${element} comes before its id`);
}

function watched(name, ...texts) {
  judge(name, texts);
  let result;
  if (window.refusals[name] > 0) {
    window.refusals[name] -= 1;
    result = 'false';
  } else if (window.refusals[name] === 'throw') {
    throw new Error('The course system is out of order.');
  } else {
    result = String(api[name](...texts));
  }
  if (name === names.start && result === 'true') state.started = true;
  if (name === names.end && result === 'true') state.ended = true;
  window.calls.push([name, ...texts, result]);
  return result;
}

/** Puts the interface where lessons look for it: at once, or, with `late` in the address, when a test calls this. */
window.offerApi = () => {
  window[standard.global] = offered;
};
const offered = Object.fromEntries(
  Object.keys(Object.getPrototypeOf(api))
    .concat(Object.values(names), query.get('version') === '12' ? ['LMSGetLastError'] : ['GetLastError'])
    .map((name) => [name, (...texts) => watched(name, ...texts)]),
);

if (!query.has('late')) window.offerApi();

addEventListener('DOMContentLoaded', () => {
  if (query.has('popup')) return;
  const frame = document.createElement('iframe');
  frame.title = 'Lesson';
  frame.width = query.get('width') ?? 1200;
  frame.height = query.get('height') ?? 800;
  frame.src = query.get('src');
  document.body.append(frame);
});
