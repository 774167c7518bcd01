/** The ways to write weights and wishes as JSON Schema, made from the tables in web/engine/patterns. */

/** What a float can hold. */
const LARGEST = 3.4028234663852886e38;

const amount = (formula) => ({
  anyOf: [
    { type: 'number', minimum: -LARGEST, maximum: LARGEST },
    { type: 'string', pattern: formula },
  ],
});

const schemas = {
  amount: (_, formula) => amount(formula),
  angle: (_, formula) => amount(formula),
  amounts: (_, formula) => ({ type: 'array', minItems: 1, items: amount(formula) }),
  whole: ({ least }) => ({ type: 'integer', ...(least !== undefined && { minimum: least }) }),
  place: () => ({ type: 'integer', minimum: 0 }),
  wholes: ({ length }) => ({
    type: 'array',
    minItems: length ?? 1,
    ...(length && { maxItems: length }),
    items: { type: 'integer', minimum: 0 },
  }),
  flag: () => ({ type: 'boolean' }),
  string: () => ({ type: 'string' }),
  choice: ({ choices }) => ({ enum: choices }),
  part: () => ({ $ref: '#/$defs/written' }),
  parts: () => ({ type: 'array', minItems: 1, items: { $ref: '#/$defs/written' } }),
};

const propertiesOf = (keys, formula) =>
  Object.fromEntries(
    Object.entries(keys).map(([name, key]) => [name, { ...schemas[key.type](key, formula), description: key.about }]),
  );

const needed = (keys) => Object.keys(keys).filter((name) => keys[name].needed);

/**
 * @param {object} schema the JSON Schema of scenes
 * @param {typeof import('../web/engine/patterns/tables.ts')} tables
 * @returns {object} the same with the ways to write a tensor, and with wishes
 */
export function withPatterns(schema, { PATTERNS, COMMON_KEYS, WISH_KEYS, FORMULA_PATTERN, SCENE_NAME_PATTERN }) {
  const patterns = Object.entries(PATTERNS).map(([name, { about, keys }]) => ({
    type: 'object',
    description: about,
    additionalProperties: false,
    required: ['pattern', ...needed(keys)],
    properties: { pattern: { const: name }, ...propertiesOf({ ...keys, ...COMMON_KEYS }, FORMULA_PATTERN) },
  }));
  const wish = {
    type: 'object',
    description:
      'What attention is to do: solved into W_q and W_k where those are not written, and checked ever after.',
    additionalProperties: false,
    required: needed(WISH_KEYS),
    oneOf: [{ required: ['offset'], properties: { query: false, key: false } }, { required: ['query', 'key'] }],
    properties: propertiesOf(WISH_KEYS, FORMULA_PATTERN),
  };
  return {
    ...schema,
    properties: {
      ...schema.properties,
      extends: {
        description: 'The scene that this one is a change of: a file beside it, or the scene itself.',
        anyOf: [{ type: 'string', pattern: SCENE_NAME_PATTERN }, { $ref: '#' }],
      },
    },
    $defs: {
      ...schema.$defs,
      amount: { ...amount(FORMULA_PATTERN), description: 'A number, or a text such as "1/3" or "sqrt(3)/2".' },
      written: {
        description: 'Nested lists of numbers, or a pattern.',
        anyOf: [{ $ref: '#/$defs/tensor' }, { $ref: '#/$defs/pattern' }],
      },
      pattern: { anyOf: patterns },
      wish,
    },
  };
}
