/** The few assertions that the cases need, the same in node and in every browser. */

const show = (value) => {
  try {
    return JSON.stringify(value, (_, inner) =>
      typeof inner === 'number' && !Number.isFinite(inner)
        ? String(inner)
        : ArrayBuffer.isView(inner)
          ? [...inner]
          : inner,
    );
  } catch {
    return String(value);
  }
};

function fail(message) {
  throw new Error(message);
}

/** NaN equals NaN, 0 equals -0. */
const same = (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b));

function deepSame(a, b) {
  if (same(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (ArrayBuffer.isView(a) !== ArrayBuffer.isView(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && deepSame(a[key], b[key]));
}

export const assert = {
  ok(value, message = 'expected something true') {
    if (!value) fail(message);
  },

  equal(got, expected, message = '') {
    if (!same(got, expected)) fail(`${message}: expected ${show(expected)}, got ${show(got)}`);
  },

  deepEqual(got, expected, message = '') {
    if (!deepSame(got, expected)) fail(`${message}: expected ${show(expected)}, got ${show(got)}`);
  },

  /** Fails with the first few of a list of problems. */
  none(problems) {
    if (problems.length > 0) fail(`${problems.length} problems:\n  ${problems.slice(0, 5).join('\n  ')}`);
  },

  /** `act` has to throw an EngineError with this code, whose message holds each of `says`. Returns the error. */
  refused(act, code, says = [], name = '') {
    let error;
    try {
      act();
    } catch (caught) {
      error = caught;
    }
    assert.isRefusal(error, code, says, name);
    return error;
  },

  /** The same for a promise. */
  async rejected(promise, code, says = [], name = '') {
    const error = await promise.then(
      () => undefined,
      (caught) => caught,
    );
    assert.isRefusal(error, code, says, name);
    return error;
  },

  isRefusal(error, code, says, name) {
    const who = name ? `${name}: ` : '';
    if (error === undefined) fail(`${who}nothing was refused; expected an EngineError "${code}"`);
    if (error.name !== 'EngineError') fail(`${who}expected an EngineError, got ${error.stack ?? error}`);
    if (error.code !== code) fail(`${who}expected the code "${code}", got "${error.code}": ${error.message}`);
    for (const part of says)
      if (!error.message.includes(part)) fail(`${who}the message should hold ${show(part)}: ${error.message}`);
  },
};
