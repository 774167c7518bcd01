/**
 * The other end of a JSChannel with the scope `JSInput`, as Open edX opens one to a frame of another origin: messages are
 * JSON texts, `{ method: "JSInput::getGrade", id, params }` is answered by `{ id, result }` or `{ id, error, message }`,
 * and `JSInput::__ready` says `ping` and `pong` before. Only the window around this one is listened to.
 */
const SCOPE = 'JSInput::';

interface Message {
  id?: unknown;
  method?: unknown;
  params?: unknown;
}

function read(data: unknown): Message | null {
  if (typeof data !== 'string' || !data.startsWith('{')) return null;
  try {
    return JSON.parse(data) as Message;
  } catch {
    return null;
  }
}

/** @param methods by name without the scope; what they throw is told to the caller */
export function offerByChannel(methods: Readonly<Record<string, (params: unknown) => string>>): void {
  const { parent } = window;
  if (parent === window) return;
  const answer = (content: object, origin: string) => parent.postMessage(JSON.stringify(content), origin);
  addEventListener('message', ({ source, origin, data }: MessageEvent) => {
    const message = source === parent ? read(data) : null;
    if (typeof message?.method !== 'string' || !message.method.startsWith(SCOPE)) return;
    // A page without an origin of its own can only be answered by whoever it is.
    const target = origin === 'null' ? '*' : origin;
    const name = message.method.slice(SCOPE.length);
    const { id, params } = message;
    if (name === '__ready') {
      if (params === 'ping') answer({ method: `${SCOPE}__ready`, params: 'pong' }, target);
    } else if (typeof id === 'number') {
      answer({ id, ...outcome(methods, name, params) }, target);
    }
  });
  // It says nothing but that somebody is here.
  parent.postMessage(JSON.stringify({ method: `${SCOPE}__ready`, params: 'ping' }), '*');
}

function outcome(
  methods: Readonly<Record<string, (params: unknown) => string>>,
  name: string,
  params: unknown,
): object {
  if (!Object.hasOwn(methods, name)) return { error: 'no_such_method', message: `There is no ${name}.` };
  try {
    return { result: methods[name]!(params) };
  } catch (error) {
    return { error: 'runtime_error', message: (error as Error).message };
  }
}
