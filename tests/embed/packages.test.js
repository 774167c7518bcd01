/** Packages as files: manifests by the rules of their schemas, everything they name is there, and texts fit their room. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { at } from '../../scripts/root.js';
import { cmi5Package, scormPackage } from '../../web/embed/build/packages.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';
import { fixtureSite } from './fixture.js';
import { readXml } from './xml.js';

let site;
before(async () => {
  site = await fixtureSite();
});
after(() => site.remove());

const NCNAME = /^[A-Za-z_][\w.-]*$/;

/** The children that the schemas of content packaging allow, in the order they ask for; `*` may come more than once. */
const ORDER = {
  manifest: ['metadata', 'organizations', 'resources'],
  metadata: ['schema', 'schemaversion'],
  organizations: ['organization*'],
  organization: ['title', 'item*', 'imsss:sequencing'],
  item: ['title', 'adlcp:masteryscore', 'imsss:sequencing'],
  'imsss:sequencing': ['imsss:controlMode', 'imsss:objectives', 'imsss:deliveryControls'],
  'imsss:objectives': ['imsss:primaryObjective'],
  'imsss:primaryObjective': ['imsss:minNormalizedMeasure'],
  resources: ['resource*'],
  resource: ['file*', 'dependency*'],
  courseStructure: ['course', 'au*'],
  course: ['title', 'description'],
  au: ['title', 'description', 'url'],
};

function inOrder(node) {
  const allowed = (ORDER[node.name] ?? []).map((name) => name.replace('*', ''));
  const places = node.children.map(({ name }) => allowed.indexOf(name));
  if (ORDER[node.name]) {
    assert.ok(!places.includes(-1), `${node.name} holds ${node.children.map(({ name }) => name)}`);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
      `order in ${node.name}`,
    );
    const single = ORDER[node.name].filter((name) => !name.endsWith('*'));
    for (const name of single) assert.ok(node.all(name).length <= 1, `${name} twice in ${node.name}`);
  }
  for (const child of node.children) inOrder(child);
}

const scorm = {
  1.2: {
    xmlns: 'http://www.imsproject.org/xsd/imscp_rootv1p1p2',
    version: '1.2',
    type: 'adlcp:scormtype',
    gradebook: 'scorm12',
  },
  2004: {
    xmlns: 'http://www.imsglobal.org/xsd/imscp_v1p1',
    version: '2004 4th Edition',
    type: 'adlcp:scormType',
    gradebook: 'scorm2004',
  },
};

for (const [version, standard] of Object.entries(scorm)) {
  describe(`a package of SCORM ${version}`, () => {
    const open = (options) => {
      const files = unzipSync(scormPackage({ siteDir: site.siteDir, version, ...options }));
      return { files, manifest: readXml(strFromU8(files['imsmanifest.xml'])) };
    };

    test('has a manifest by the schemas of its version', () => {
      const { manifest } = open({ passing: 0.8 });
      inOrder(manifest);
      assert.equal(manifest.attributes.xmlns, standard.xmlns);
      assert.match(manifest.attributes.identifier, NCNAME);
      const [schema, schemaVersion] = manifest.all('metadata')[0].children;
      assert.deepEqual([schema.text, schemaVersion.text], ['ADL SCORM', standard.version]);
      const [organizations] = manifest.all('organizations');
      const [organization] = organizations.all('organization');
      assert.equal(organizations.attributes.default, organization.attributes.identifier);
      const identifiers = manifest.below().flatMap(({ attributes }) => attributes.identifier ?? []);
      assert.equal(new Set(identifiers).size, identifiers.length, 'identifiers are used once');
      for (const identifier of identifiers) assert.match(identifier, NCNAME);
    });

    test('holds every file that it names, and names every file that it holds', () => {
      const { files, manifest } = open();
      const resources = manifest.all('resources')[0].all('resource');
      const ids = resources.map(({ attributes }) => attributes.identifier);
      for (const item of manifest.below().filter(({ name }) => name === 'item')) {
        const resource = resources[ids.indexOf(item.attributes.identifierref)];
        assert.equal(resource?.attributes[standard.type], 'sco');
        assert.ok(strFromU8(files[resource.attributes.href]).includes(`data-gradebook="${standard.gradebook}"`));
      }
      for (const { attributes } of manifest.below().filter(({ name }) => name === 'dependency'))
        assert.ok(ids.includes(attributes.identifierref));
      for (const { attributes } of resources) assert.equal(attributes.type, 'webcontent');
      const named = manifest.below().flatMap((node) => (node.name === 'file' ? [node.attributes.href] : []));
      assert.deepEqual([...new Set(named), 'imsmanifest.xml'].toSorted(), Object.keys(files).toSorted());
    });

    test('says what passes only where it is asked to', () => {
      const passing = (options) =>
        open(options)
          .manifest.below()
          .flatMap(({ name, text }) => (/masteryscore|minNormalizedMeasure/.test(name) ? [text] : []));
      assert.deepEqual(passing({ lessons: ['small'] }), []);
      assert.deepEqual(passing({ lessons: ['small'], passing: 0.8 }), [version === '1.2' ? '80' : '0.8']);
      assert.throws(() => open({ passing: 80 }), /number from 0 to 1/);
      assert.throws(() => open({ lessons: ['none'] }), /The lessons are: small, more/);
    });

    test('is the same to the byte when it is made again', () => {
      const make = () => scormPackage({ siteDir: site.siteDir, version });
      assert.deepEqual(make(), make());
    });
  });
}

test('a cmi5 package has a course structure by its schema', () => {
  const files = unzipSync(cmi5Package({ siteDir: site.siteDir, passing: 0.75, iri: 'https://school.example/attend' }));
  const course = readXml(strFromU8(files['cmi5.xml']));
  inOrder(course);
  assert.equal(course.attributes.xmlns, 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd');
  const units = course.all('au');
  assert.deepEqual(
    units.map(({ attributes }) => attributes.id),
    ['https://school.example/attend/small', 'https://school.example/attend/more'],
  );
  for (const unit of units) {
    assert.deepEqual([unit.attributes.moveOn, unit.attributes.masteryScore], ['CompletedAndPassed', '0.75']);
    assert.ok(files[unit.all('url')[0].text], 'the page is there');
    assert.equal(unit.all('title')[0].children[0].attributes.lang, 'en');
  }
  assert.equal(units[0].all('title')[0].children[0].text, 'Two words & “more”');
});

describe('what is kept of a learner', async () => {
  const { suspend, resume } = await loadTs(at('web/embed/course-system/suspended.ts'));
  const { timespan, duration, instant } = await loadTs(at('web/embed/course-system/durations.ts'));
  const answer = (id, given) => [id, { id, kind: 'cells', right: true, score: 1 / 3, tries: 2, given }];
  const state = (count, given) => ({
    revision: 7,
    attempt: 'a1',
    machine: `v1.${'x'.repeat(1900)}`,
    record: {
      version: 1,
      lesson: 'small',
      section: 'end',
      seen: ['scores', 'end'],
      answers: Object.fromEntries(Array.from({ length: count }, (_, i) => answer(`q${i}`, given))),
    },
  });

  test('fits its room whatever was given, and keeps results to the last', () => {
    for (const [count, given] of [
      [3, '0.5'],
      [20, '0.25; 0.75; “%”'],
      [40, 'x'.repeat(300)],
      [40, 'é'.repeat(90)],
    ]) {
      const text = suspend(state(count, given), 4096);
      assert.ok(text.length <= 4096, `${count} answers need ${text.length}`);
      assert.match(text, /^[ -$&-~]+$/, 'printable ASCII without a per cent sign');
      const back = resume(text);
      assert.equal(Object.keys(back.record.answers).length, count);
      for (const each of Object.values(back.record.answers)) assert.deepEqual([each.right, each.score], [true, 1 / 3]);
    }
  });

  test('leaves out the place of the machine first', () => {
    assert.equal(resume(suspend(state(3, '0.5'), 4096)).machine.length, 1903);
    const tight = resume(suspend(state(3, '0.5'), 1000));
    assert.deepEqual([tight.machine, tight.record.answers.q0.given], ['', '0.5']);
  });

  test('reads nothing out of texts of somebody else', () => {
    for (const text of [
      '',
      'null',
      '{}',
      '[1]',
      '[2,1,"a","small",null,"",[],""]',
      '[1,1,"a","small",null,"",[["__proto__","quiz",1,1,1,"x"]],""]',
      'x'.repeat(1e5),
      '['.repeat(1e5),
    ])
      assert.equal(resume(text), null, text.slice(0, 40));
    assert.equal({}.kind, undefined);
  });

  test('times are written as each standard wants them', () => {
    assert.deepEqual([0, 59.994, 3723.5, 1e9, -3].map(timespan), [
      '0000:00:00.00',
      '0000:00:59.99',
      '0001:02:03.50',
      '9999:00:00.00',
      '0000:00:00.00',
    ]);
    assert.deepEqual([0, 59.994, 60, 3723.5, -3].map(duration), ['PT0S', 'PT59.99S', 'PT1M', 'PT1H2M3.5S', 'PT0S']);
    assert.equal(instant('2026-11-20T20:15:01.234Z'), '2026-11-20T20:15:01.0Z');
  });
});

describe('one try as an interaction', async () => {
  const { interaction12, interaction2004 } = await loadTs(at('web/embed/course-system/interaction.ts'));
  const tried = (form, given, right = true) => ({
    key: 'k',
    id: 'q',
    form,
    question: 'Why?',
    given,
    right,
    at: '2026-11-20T20:15:01.234Z',
    seconds: 2,
  });
  const told = (make, ...what) => {
    const values = Object.fromEntries(
      make(tried(...what), 3).map(([name, value]) => [name.replace('cmi.interactions.3.', ''), value]),
    );
    return [
      values.type,
      values.student_response ?? values.learner_response,
      values['correct_responses.0.pattern'],
      values.result,
    ];
  };

  test('each form has its type, its response and its pattern', () => {
    assert.deepEqual(told(interaction12, 'choice', ['2']), ['choice', '2', '2', 'correct']);
    assert.deepEqual(told(interaction2004, 'choice', ['2']), ['choice', 'choice_2', 'choice_2', 'correct']);
    assert.deepEqual(told(interaction12, 'order', ['2', '0', '11'], false), [
      'sequencing',
      '2,0,b',
      undefined,
      'wrong',
    ]);
    assert.deepEqual(told(interaction2004, 'order', ['2', '0', '1']), [
      'sequencing',
      'choice_2[,]choice_0[,]choice_1',
      'choice_2[,]choice_0[,]choice_1',
      'correct',
    ]);
    assert.deepEqual(told(interaction12, 'number', ['-0.45']), ['numeric', '-0.45', '-0.45', 'correct']);
    assert.deepEqual(told(interaction2004, 'number', ['0.45']), ['numeric', '0.45', '0.45[:]0.45', 'correct']);
    assert.deepEqual(told(interaction12, 'number', ['1/3'], false), ['fill-in', '1/3', undefined, 'wrong']);
    assert.deepEqual(told(interaction2004, 'text', ['0.1; 0.2'], false), [
      'long-fill-in',
      '0.1; 0.2',
      undefined,
      'incorrect',
    ]);
    assert.deepEqual(told(interaction12, 'choice', [], false), ['choice', undefined, undefined, 'wrong']);
    assert.equal(told(interaction12, 'text', ['x'.repeat(900)])[1].length, 255);
    assert.equal(told(interaction2004, 'text', ['x'.repeat(9000)])[1].length, 4000);
  });
});

test('a lesson in which something is trained brings what trains, and no other does', () => {
  const siteDir = at('dist/site');
  for (const [slug, trains] of [
    ['one-training-step', true],
    ['scaling-and-norms', true],
    ['softmax', false],
  ]) {
    const files = unzipSync(scormPackage({ siteDir, version: '1.2', lessons: [slug] }));
    const page = strFromU8(files[`lessons/${slug}/index.html`]);
    assert.equal(page.includes('"train.wasm":"'), trains, slug);
  }
});
