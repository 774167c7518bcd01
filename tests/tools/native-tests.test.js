import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catchCounts } from '../../scripts/native-tests.js';

test('a run in which all passed is counted', () => {
  assert.deepEqual(catchCounts('1: All tests passed (1234 assertions in 45 test cases)\n'), { passed: 45, failed: 0 });
  assert.deepEqual(catchCounts('1: All tests passed (1 assertion in 1 test case)\n'), { passed: 1, failed: 0 });
});

test('a run with failures is counted', () => {
  const output = '1: test cases: 10 |  7 passed |  3 failed\n1: assertions: 99 | 90 passed | 9 failed\n';
  assert.deepEqual(catchCounts(output), { passed: 7, failed: 3 });
});

test('several programs are added up, and an abort counts for nothing', () => {
  const one = 'All tests passed (4 assertions in 2 test cases)\n';
  assert.deepEqual(catchCounts(one + one), { passed: 4, failed: 0 });
  assert.deepEqual(catchCounts('AddressSanitizer: heap-buffer-overflow'), { passed: 0, failed: 0 });
});
