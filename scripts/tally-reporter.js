/** A reporter for node's test runner: one line of JSON for each test as soon as it is over. Suites of tests are no tests. */
export default async function* tally(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    const left = data.skip !== undefined || data.todo !== undefined;
    yield `${JSON.stringify(left ? 'skipped' : type === 'test:pass' ? 'passed' : 'failed')}\n`;
  }
}
