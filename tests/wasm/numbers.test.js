/** How numbers are written, at every magnitude a 32-bit float has. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The number that a text on the screen stands for. */
function read(text) {
  const plain = text.replaceAll('−', '-').replace('·10', 'e').replace('⁻', '-');
  return Number([...plain].map((sign) => (SUPERSCRIPT.includes(sign) ? SUPERSCRIPT.indexOf(sign) : sign)).join(''));
}

/** Numbers of all magnitudes, of both signs, drawn by a rule. */
function* numbers() {
  let state = 12345;
  for (let power = -44; power <= 38; power += 1) {
    for (let at = 0; at < 20; at += 1) {
      state = (state * 48271) % 2147483647;
      const value = Math.fround((1 + (9 * state) / 2147483647) * 10 ** power);
      if (!Number.isFinite(value) || value === 0) continue;
      yield value;
      yield -value;
    }
  }
}

describe('how numbers are written', () => {
  let format;
  before(async () => {
    format = await loadTs('web/engine/writing/format.ts');
  });

  test('zero is written for zero alone, and the sign is never lost', () => {
    for (const digits of [0, 1, 2, 3, 4]) {
      for (const value of numbers()) {
        const shown = read(format.formatNumber(value, digits));
        assert.equal(Math.sign(shown), Math.sign(value), `${value} with ${digits} decimals`);
      }
      assert.match(format.formatNumber(0, digits), /^0(\.0+)?$/);
      assert.match(format.formatNumber(-0, digits), /^0(\.0+)?$/);
    }
  });

  test('what is written is off by no more than half of its last digit', () => {
    for (const value of numbers()) {
      const text = format.formatNumber(value, 2);
      const [, mantissa, power] = /^−?([\d.]+)(?:·10(.+))?$/.exec(text);
      const last = (mantissa.split('.')[1] ?? '').length;
      const unit = 10 ** (-last + (power ? Math.round(Math.log10(read(`1·10${power}`))) : 0));
      assert.ok(Math.abs(read(text) - value) <= unit * 0.5000001, `${value} is written ${text}`);
    }
  });

  test('with a power of ten there are always two digits, and no number is longer than ten signs', () => {
    for (const value of numbers()) {
      const text = format.formatNumber(value, 2);
      assert.ok([...text].length <= 10, `${value} is written ${text}`);
      if (text.includes('·')) assert.match(text, /^−?\d\.\d·10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+$/, String(value));
    }
  });

  test('a sum says whether the numbers above it, as they are written, add up to it', () => {
    const sixth = Array(6).fill(1 / 6);
    assert.equal(format.addsUp(sixth, 2, 1, 2), false, '0.17 six times is 1.02');
    assert.equal(format.addsUp([0.25, 0.75], 2, 1, 2), true);
    assert.equal(format.addsUp([1, 0.9977, 0.9954], 2, 2.9931, 2), false, '1.00 three times is not 2.99');
    assert.equal(format.addsUp([1, Infinity], 2, Infinity, 2), true);
  });
});
