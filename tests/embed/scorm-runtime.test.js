/** SCORM without a browser: course systems that come late, have begun already, fall over, and judge by what they are told. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { at } from '../../scripts/root.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const load = (...path) => loadTs(at('web', 'embed', ...path));
const { Scorm12 } = await load('scorm', 'scorm12.ts');
const { Scorm2004 } = await load('scorm', 'scorm2004.ts');
const { resume, suspend } = await load('course-system', 'suspended.ts');

const versions = {
  1.2: {
    Gradebook: Scorm12,
    global: 'API',
    prefix: 'LMS',
    end: 'LMSFinish',
    place: 'cmi.core.lesson_location',
    always: { 'cmi.core.lesson_status': 'incomplete', 'cmi.interactions._count': '0' },
    passing: 'cmi.student_data.mastery_score',
    least: (share) => String(Math.round(share * 100)),
    success: 'cmi.core.lesson_status',
    score: 'cmi.core.score.raw',
    time: 'cmi.core.session_time',
    exit: 'cmi.core.exit',
    begunBefore: 101,
    notBegun: 301,
  },
  2004: {
    Gradebook: Scorm2004,
    global: 'API_1484_11',
    prefix: '',
    end: 'Terminate',
    place: 'cmi.location',
    always: { 'cmi.completion_status': 'incomplete', 'cmi.interactions._count': '0' },
    passing: 'cmi.scaled_passing_score',
    least: String,
    success: 'cmi.success_status',
    score: 'cmi.score.scaled',
    time: 'cmi.session_time',
    exit: 'cmi.exit',
    begunBefore: 103,
    notBegun: 122,
  },
};

/** The interface of a course system, as strict as the standard about when it may be called; `set` is what it was told. */
function courseSystem({ prefix, end, always, notBegun, begunBefore }, values = {}, { begun = false } = {}) {
  const system = { begun, error: 0, set: {}, values: { ...always, ...values }, refusing: false };
  const answer = (error, value) => {
    system.error = error;
    return error === 0 ? value : prefix || value !== '' ? 'false' : '';
  };
  const whenBegun = (value) => (system.begun ? answer(0, value()) : answer(notBegun, ''));
  system.api = {
    [`${prefix}Initialize`]: () => {
      if (system.refusing) return answer(notBegun, 'false');
      if (system.begun) return answer(begunBefore, 'false');
      system.begun = true;
      return answer(0, 'true');
    },
    [end]: () =>
      whenBegun(() => {
        system.begun = false;
        return 'true';
      }),
    [`${prefix}GetValue`]: (element) => whenBegun(() => system.values[element] ?? ''),
    [`${prefix}SetValue`]: (element, value) =>
      whenBegun(() => {
        system.set[element] = value;
        system.values[element] = value;
        return 'true';
      }),
    [`${prefix}Commit`]: () => whenBegun(() => 'true'),
    [`${prefix}GetLastError`]: () => String(system.error),
  };
  return system;
}

const windowWith = (values = {}) => {
  const window = { ...values };
  window.parent ??= window;
  window.top ??= window.parent;
  return window;
};

const report = (changes = {}) => ({
  ...{ location: 'one', suspend: 'state', score: null, progress: 0.5, complete: false, seconds: 5 },
  ...changes,
});

for (const [version, standard] of Object.entries(versions)) {
  const { Gradebook, global } = standard;

  describe(`SCORM ${version} without a browser`, () => {
    test('a system that comes late is found, in whatever window it comes', async () => {
      const parent = windowWith();
      const gradebook = new Gradebook(windowWith({ parent, top: parent }));
      assert.equal(await gradebook.open(), null);
      const system = courseSystem(standard, { [standard.place]: 'two' });
      parent[global] = system.api;
      assert.equal((await gradebook.open()).location, 'two');
      assert.ok(gradebook.save(report(), []));
      assert.equal(system.set[standard.place], 'one');
    });

    test('a session that has begun already is no refusal', async () => {
      const system = courseSystem(standard, { [standard.place]: 'two' }, { begun: true });
      const gradebook = new Gradebook(windowWith({ [global]: system.api }));
      assert.equal((await gradebook.open()).location, 'two');
      assert.ok(gradebook.save(report(), []));
    });

    test('a system that refuses is a refusal, and may take the lesson the next time', async () => {
      const system = courseSystem(standard);
      system.refusing = true;
      const gradebook = new Gradebook(windowWith({ [global]: system.api }));
      await assert.rejects(gradebook.open(), /did not begin a session/);
      system.refusing = false;
      assert.ok(await gradebook.open());
    });

    test('another system in the place of one that fell over gets the newest state', async () => {
      const window = windowWith({ [global]: courseSystem(standard).api });
      const gradebook = new Gradebook(window);
      await gradebook.open();
      for (const name of Object.keys(window[global]))
        window[global][name] = () => {
          throw new Error('gone');
        };
      const second = courseSystem(standard);
      window[global] = second.api;
      assert.equal(gradebook.save(report(), []), false);
      assert.ok(gradebook.save(report({ location: 'three' }), []));
      assert.equal(second.set[standard.place], 'three');
    });

    test('before the first answer there is no score', async () => {
      const system = courseSystem(standard);
      const gradebook = new Gradebook(windowWith({ [global]: system.api }));
      await gradebook.open();
      gradebook.save(report(), []);
      assert.equal(standard.score in system.set, false);
      gradebook.save(report({ score: 0 }), []);
      assert.equal(system.set[standard.score], '0');
    });

    test('a window that changed nothing tells how long it was open, and nothing else', async () => {
      const first = courseSystem(standard);
      const writer = new Gradebook(windowWith({ [global]: first.api }));
      await writer.open();
      writer.close(report({ score: 0.5 }), []);
      const second = courseSystem(standard, first.values);
      const reader = new Gradebook(windowWith({ [global]: second.api }));
      await reader.open();
      assert.ok(reader.close(report({ score: 0.5, seconds: 9 }), []));
      assert.deepEqual(Object.keys(second.set).sort(), [standard.exit, standard.time].sort());
    });

    for (const [score, least] of [
      [0.57, 0.57],
      [(1 / 3 + 2 / 3 + 1 / 2) / 3, 0.5],
      [0.7 + 0.1, 0.8],
      [0.79996, 0.8],
      [0.8 - 1e-6, 0.8],
    ])
      test(`with a score of ${score} of ${least}, what is said is what the number says`, async () => {
        const system = courseSystem(standard, { [standard.passing]: standard.least(least) });
        const gradebook = new Gradebook(windowWith({ [global]: system.api }));
        await gradebook.open();
        gradebook.save(report({ score, complete: true }), []);
        const judged = Number(system.set[standard.score]) >= Number(standard.least(least));
        assert.equal(system.set[standard.success], judged ? 'passed' : 'failed');
        assert.equal(judged, score + 1e-7 >= least);
      });
  });
}

test('a state comes back with every digit of its scores', () => {
  const answer = (id) => ({ id, kind: 'quiz', right: true, score: 2 / 3, tries: 2, given: '1' });
  const record = {
    ...{ version: 1, lesson: 'small', section: 'one', seen: ['one'] },
    answers: { a: answer('a'), b: answer('b') },
  };
  const state = { revision: 3, attempt: 'x', record, machine: '' };
  assert.deepEqual(resume(suspend(state, 4096)), state);
});
