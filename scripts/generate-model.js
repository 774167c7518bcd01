/** The keys of a scene's model, as TypeScript and as JSON Schema: made from the tables in engine/scene/keys, a row a key. */

const title = (name) => name.replaceAll(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());
const groupsOf = (keys) => keys.filter(({ type }) => type === 'group');
/** What else there is in a group with kinds of its own depends on the kind. */
const hasKinds = (keys) => keys.some(({ name }) => name === 'kind');

const types = {
  choice: ({ choices }) => choices.map((choice) => `'${choice}'`).join(' | '),
  whole: (key) => (key.default === null ? 'number | null' : 'number'),
  positive: (key) => (key.default === null ? 'number | null' : 'number'),
  flag: () => 'boolean',
  places: () => 'number[]',
  cells: () => 'number[][]',
  group: ({ name }) => `${title(name)}Config`,
};

function interfaceOf(name, about, keys, optional) {
  const members = keys.map(
    (key) =>
      `  /** ${key.about} */\n  ${key.name}${optional && key.name !== 'kind' ? '?' : ''}: ${types[key.type](key)};\n`,
  );
  return `/** ${about} */\nexport interface ${name} {\n${members.join('')}}\n`;
}

/**
 * @param {object[]} keys KeyInfo of web/engine/scene/scene-keys.ts
 * @param {object[]} generateKeys the same of `generate`
 * @returns {string} TypeScript
 */
export function modelTypes(keys, generateKeys = []) {
  return [
    ...groupsOf([...keys, ...generateKeys]).map((group) =>
      interfaceOf(`${title(group.name)}Config`, group.about, group.keys, hasKinds(group.keys)),
    ),
    interfaceOf('ModelConfig', 'A model with all its defaults filled in.', keys, false),
    ...(generateKeys.length > 0
      ? [interfaceOf('GenerateConfig', 'How a scene goes on, with all its defaults filled in.', generateKeys, false)]
      : []),
  ].join('\n');
}

const range = ({ least, most, default: usual }) => ({
  type: usual === null ? ['integer', 'null'] : 'integer',
  minimum: least,
  maximum: most,
});

const schemas = {
  choice: ({ choices }) => ({ enum: choices }),
  whole: range,
  positive: ({ default: usual, most }) => ({
    type: usual === null ? ['number', 'null'] : 'number',
    exclusiveMinimum: 0,
    ...(most === undefined ? {} : { maximum: most }),
  }),
  flag: () => ({ type: 'boolean' }),
  places: () => ({ type: 'array', items: { type: 'integer', minimum: 0, maximum: 65535 } }),
  cells: () => ({ type: 'array', minItems: 1, items: { type: 'array', minItems: 1, items: { enum: [0, 1] } } }),
  group: ({ name }) => ({ $ref: `#/$defs/${name}` }),
};

function propertyOf(key) {
  const initial = key.default === undefined ? {} : { default: key.default };
  return [key.name, { ...schemas[key.type](key), ...initial, description: key.about }];
}

/** What stands in the keys of a group of one of these kinds, and of one of the others. */
const where = (kinds, then, otherwise) => ({
  if: { properties: { kind: { enum: kinds } }, required: ['kind'] },
  ...(then ? { then } : {}),
  ...(otherwise ? { else: otherwise } : {}),
});

/** What a kind asks of a key: that it is there, that it is not, that it is 1, that it is not 0. */
function* conditions({ name, used_by: users = [], needed, always_one: ones = [], never_zero: some = [] }) {
  const property = (schema) => ({ properties: { [name]: schema } });
  if (users.length > 0) yield where(users, needed ? { required: [name] } : null, property(false));
  if (ones.length > 0) yield where(ones, property({ const: 1 }));
  if (some.length > 0) yield where(some, property({ minimum: 1 }));
}

function schemaOf(description, keys) {
  const required = keys.filter((key) => key.required).map(({ name }) => name);
  const allOf = keys.flatMap((key) => [...conditions(key)]);
  return {
    type: 'object',
    description,
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(keys.map(propertyOf)),
    ...(allOf.length > 0 ? { allOf } : {}),
  };
}

/**
 * @param {object} schema the JSON Schema of scenes
 * @param {object[]} keys KeyInfo of web/engine/scene/scene-keys.ts
 * @param {object[]} generateKeys the same of `generate`
 * @returns {object} the same with the model, and what is generated, as these keys say
 */
export function withModel(schema, keys, generateKeys = []) {
  const groups = groupsOf([...keys, ...generateKeys]).map(({ name, about, keys: own }) => [name, schemaOf(about, own)]);
  const model = schemaOf('The configuration that the program is built from.', keys);
  const about = 'The tokens that are added, one after the other, and how each is picked.';
  const generate = generateKeys.length > 0 ? { generate: schemaOf(about, generateKeys) } : {};
  return { ...schema, $defs: { ...schema.$defs, model, ...generate, ...Object.fromEntries(groups) } };
}

const LONGEST_LINE = 160;

/** JSON in which what fits a line stands in one. */
export function jsonText(value, indent = '') {
  const flat = JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ').replaceAll('[ ', '[').replaceAll(' ]', ']');
  if (indent.length + flat.length <= LONGEST_LINE || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Object.entries(value).map(
    ([key, item]) => inner + (open === '{' ? `${JSON.stringify(key)}: ` : '') + jsonText(item, inner),
  );
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}
