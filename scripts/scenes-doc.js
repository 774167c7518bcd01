/** Fills the tables of docs/scenes.md from the engine: keys, kinds, published models, masks, tensors, patterns and wishes. */
import { readFileSync } from 'node:fs';
import { loadTs } from '../web/lesson/compile/load-ts.js';
import { loadBuiltEngine } from './generate.js';
import { at } from './root.js';

export const SCENES_DOC = 'docs/scenes.md';

const MADE = /(<!-- made: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;
/** How many tokens the pictures of masks have. */
const SHOWN = 5;

const escaped = (text) => text.replaceAll('|', '\\|');
const table = (head, rows) =>
  `${[head, head.map(() => '---'), ...rows].map((row) => `| ${row.map((cell) => escaped(String(cell))).join(' | ')} |`).join('\n')}\n`;
const fenced = (text, language = '') => `\`\`\`${language}\n${text}\n\`\`\`\n`;

/** JSON with spaces as in the docs, in one line. */
const inLine = (value) =>
  JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ').replaceAll('[ ', '[').replaceAll(' ]', ']');

const words = (count) => Array.from({ length: count }, (_, i) => `t${i + 1}`);
const sceneOf = (model, more = {}) => ({ version: 1, tokens: words(2), model, weights: { seed: 1 }, ...more });

const typeText = {
  choice: ({ choices }) => choices.map((one) => `\`${one}\``).join(', '),
  whole: ({ least, most }) => `whole, ${least} to ${most}`,
  positive: ({ most }) => (most === undefined ? 'above 0' : `above 0, up to ${most}`),
  flag: () => 'true or false',
  places: () => 'list of places',
  cells: () => 'rows of 0 and 1',
  group: () => 'object',
};

const defaultOf = (key) => (key.default === undefined ? '' : `\`${JSON.stringify(key.default)}\``);

function keyTable(all) {
  const rows = (keys, prefix) =>
    keys.flatMap((key) => [
      [`\`${prefix}${key.name}\``, typeText[key.type](key), defaultOf(key), key.about],
      ...(key.type === 'group' && key.name !== 'mask' ? rows(key.keys, `${key.name}.`) : []),
    ]);
  return table(['key', 'value', 'by default', 'what it is'], rows(all, ''));
}

function keysPart({ schema }) {
  const about = (property) => property.description ?? schema.$defs[property.$ref?.slice(8)]?.description ?? '';
  return table(
    ['key', 'what it is'],
    Object.entries(schema.properties).map(([name, property]) => [`\`${name}\``, about(property)]),
  );
}

/** What a choice of a key means, where its `about` says it as `choice: meaning; …`. */
const meanings = (about) =>
  new Map(
    about.split('; ').flatMap((part) => [
      part
        .replace(/\.$/, '')
        .split(/: (.*)/)
        .slice(0, 2),
    ]),
  );

const needsMemory = (kind) => kind === 'encoder-decoder';

function kindsPart({ modelKeys }) {
  const { choices } = modelKeys.find(({ name }) => name === 'kind');
  return choices
    .map((kind) =>
      fenced(inLine(sceneOf({ kind, width: 4, heads: 2 }, needsMemory(kind) ? { memory: ['s1'] } : {})), 'json'),
    )
    .join('\n');
}

/** Values with which a mask of each kind shows what it is. */
const MASK_VALUES = {
  size: 1,
  step: 2,
  length: 2,
  tokens: [0],
  rows: Array.from({ length: SHOWN }, (_, t) => Array.from({ length: SHOWN }, (_, s) => Number((t + s) % 2 === 0))),
};

function masksPart({ modelKeys, engine }) {
  const { keys } = modelKeys.find(({ name }) => name === 'mask');
  const [kinds, ...others] = keys;
  const about = meanings(kinds.about);
  const parts = kinds.choices.map((kind) => {
    const used = others.filter(({ used_by: users }) => users?.includes(kind));
    const mask = { kind };
    for (const { name } of used)
      if (name in MASK_VALUES) mask[name] = kind === 'block' && name === 'size' ? 2 : MASK_VALUES[name];
    const session = engine.open(sceneOf({ kind: 'attention', width: 2, mask }, { tokens: words(SHOWN) }));
    const rows = kind === 'none' ? [] : rowsOf(session.tensor(`masks.${kind}`, { ahead: true }));
    session.close();
    const more = used.map(({ name }) => `\`${name}\``).join(', ');
    return `**${kind}**${about.has(kind) ? `: ${about.get(kind)}` : ': every pair may attend'}.${more ? ` Keys: ${more}.` : ''}\n\n${fenced(inLine(mask), 'json')}${rows.length > 0 ? `\n${fenced(rows.map((row) => row.join(' ')).join('\n'))}` : ''}`;
  });
  const general = others.map(({ name, about: text, default: usual }) => [
    `\`${name}\``,
    usual === undefined ? '' : `\`${usual}\``,
    text,
  ]);
  return `${table(['key', 'by default', 'what it is'], general)}\n${parts.join('\n')}`;
}

const rowsOf = ({ shape: [rows, columns], data }) =>
  Array.from({ length: rows }, (_, r) => [...data.slice(r * columns, (r + 1) * columns)]);

/** The model as it is, and with each flag set and each choice made: a parameter may be there for one of them alone. */
function* configurations(modelKeys) {
  yield {};
  for (const { name, type, choices = [], keys = [] } of modelKeys) {
    if (name === 'kind' || name === 'mask') continue;
    if (type === 'flag') yield { [name]: true };
    for (const choice of choices) yield { [name]: choice };
    for (const inner of keys) for (const choice of inner.choices ?? []) yield { [name]: { [inner.name]: choice } };
  }
}

/** The session of a configuration; null where this kind cannot have it. */
function opened(engine, kind, configuration) {
  const model = { width: 4, heads: 2, position: 'learned', unembed: true, ...configuration, kind };
  try {
    return engine.open(sceneOf(model, needsMemory(kind) ? { memory: ['s1'] } : {}));
  } catch (error) {
    if (error.code === 'scene') return null;
    throw error;
  }
}

/** Every parameter of every kind, layers as N, with the step that reads it and the kinds that have it. */
function tensorsPart({ modelKeys, engine }) {
  const found = new Map();
  const { choices } = modelKeys.find(({ name }) => name === 'kind');
  const note = (session, kind) => (node) => {
    for (const path of node.reads.filter((one) => one.startsWith('weights.'))) {
      const name = path.slice(8).replace('layers.0', 'layers.N');
      const { axes } = session.shapeOf(path);
      const entry = found.get(name) ?? { axes, path: node.path.replace('layers.0', 'layers.N'), kinds: new Set() };
      found.set(name, { ...entry, kinds: entry.kinds.add(kind) });
    }
    node.children.forEach(note(session, kind));
  };
  for (const kind of choices)
    for (const configuration of configurations(modelKeys)) {
      const session = opened(engine, kind, configuration);
      if (!session) continue;
      note(session, kind)(session.program);
      session.close();
    }
  const rows = [...found].map(([name, { axes, path, kinds }]) => [
    `\`${name}\``,
    `(${axes.join(', ')})`,
    `\`${path}\``,
    kinds.size === choices.length ? 'all' : [...kinds].join(', '),
  ]);
  return table(['tensor', 'shape', 'read by', 'kinds'], rows);
}

function patternsPart({ tables, engine }) {
  const tensor = 'layers.0.attention.wq';
  return Object.entries(tables.PATTERNS)
    .map(([pattern, { about, keys, example }]) => {
      const written = { pattern, ...example };
      const model = { kind: 'attention', width: 4, bias: false };
      const session = engine.open(sceneOf(model, { weights: { seed: 1, tensors: { [tensor]: written } } }));
      const rows = rowsOf(session.tensor(`weights.${tensor}`, { ahead: true }));
      session.close();
      const shown = rows
        .map((row) => row.map((cell) => String(Math.round(cell * 1000) / 1000 + 0).padStart(6)).join(' '))
        .join('\n');
      const listed = Object.entries(keys).map(
        ([name, key]) => `- \`${name}\`${key.needed ? '' : ' (optional)'}: ${key.about}\n`,
      );
      return `**${pattern}**: ${about}\n\n${listed.join('')}${listed.length > 0 ? '\n' : ''}${fenced(inLine(written), 'json')}\n${fenced(shown)}`;
    })
    .join('\n');
}

const wishesPart = ({ tables }) =>
  table(
    ['key', 'what it is'],
    Object.entries(tables.WISH_KEYS).map(([name, { about }]) => [`\`${name}\``, about]),
  );

const parts = {
  keys: keysPart,
  model: ({ modelKeys }) => keyTable(modelKeys),
  generate: ({ generateKeys }) => keyTable(generateKeys),
  kinds: kindsPart,
  named: ({ namedModels, namedModelsPart }) =>
    namedModelsPart(namedModels, (model) => fenced(inLine(sceneOf(model)), 'json')),
  masks: masksPart,
  tensors: tensorsPart,
  signs: ({ tables }) => `\`${tables.FORMULA_SIGNS}\` and numbers.\n`,
  patterns: patternsPart,
  wishes: wishesPart,
};

/**
 * @param {string} text of docs/scenes.md
 * @returns {Promise<string>} the same with its tables made anew
 */
export async function withSceneTables(text) {
  const engine = await loadBuiltEngine();
  const { modelKeys, generateKeys } = await loadTs(at('web/engine/scene/scene-keys.ts'));
  const tables = await loadTs(at('web/engine/patterns/tables.ts'));
  const schema = JSON.parse(readFileSync(at('lessons/_shared/scene.schema.json'), 'utf8'));
  const { namedModels } = await loadTs(at('web/engine/scene/named-models.ts'));
  // It reads messages with a package, which may not be installed yet where this file is imported.
  const { namedModelsPart } = await import('./named-models-doc.js');
  const known = { engine, modelKeys, generateKeys, namedModels, namedModelsPart, tables, schema };
  return text.replace(MADE, (_, open, name, close) => `${open}\n${parts[name](known)}\n${close}`);
}
