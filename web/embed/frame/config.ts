/**
 * The configuration of an embed: one list says every option, what it may be and what it is if nothing is said. The query of
 * the address, `setConfig` messages, the dialog that writes addresses and the documentation are all driven by it.
 */
import { CHROME, type Chrome, LOCKS, type Lock } from '../../elements/stepper/chrome.js';
import { RESIZES, type Resize } from './height.js';

export const THEMES = ['auto', 'light', 'dark', 'projector'] as const;
export type Theme = (typeof THEMES)[number];

/** Languages that there are messages for. */
export const LANGUAGES = ['en'] as const;

export interface EmbedConfig {
  step: string;
  theme: Theme;
  chrome: readonly Chrome[];
  lock: readonly Lock[];
  workshop: boolean;
  lang: (typeof LANGUAGES)[number];
  resize: Resize;
  autoplay: boolean;
}

export interface Option {
  name: string;
  /** `choice`: one of `values`. `list`: some of them, parted by commas. `switch`: on or off. `place`: free text. */
  type: 'choice' | 'list' | 'switch' | 'place';
  values: readonly string[];
  /** As it is written in an address. */
  default: string;
  about: string;
}

const SWITCH = ['on', 'off'] as const;
/** Steps, cells of them, and ids of sections: nothing else can be a place. */
const PLACE = /^[\w.-]{1,200}(\[\d{1,6}(,\d{1,6}){0,7}\])?$/;

export const OPTIONS: readonly Option[] = [
  {
    name: 'step',
    type: 'place',
    values: [],
    default: '',
    about:
      'Where to begin: a step of the program (`layers.0.attention.softmax`), a cell of it (`layers.0.attention.softmax[0,3,4]`), or a section of a lesson (its id).',
  },
  {
    name: 'theme',
    type: 'choice',
    values: THEMES,
    default: 'auto',
    about: 'The look. `auto` follows the reader’s system; `projector` has the strongest contrast and larger type.',
  },
  {
    name: 'chrome',
    type: 'list',
    values: ['all', 'none', ...CHROME],
    default: 'all',
    about: 'The pieces around the picture. Switches for single pieces add to it or remove from it.',
  },
  ...CHROME.map(
    (piece): Option => ({
      name: piece,
      type: 'switch',
      values: SWITCH,
      default: '',
      about: `Shows or hides one piece: ${piece}. Without it, \`chrome\` decides.`,
    }),
  ),
  {
    name: 'lock',
    type: 'list',
    values: ['none', ...LOCKS],
    default: 'none',
    about: 'What readers cannot change. `all` locks every number.',
  },
  {
    name: 'workshop',
    type: 'switch',
    values: SWITCH,
    default: 'off',
    about:
      'A stepper has the panel of the playground beside it: own sentence, mask, kind, heads, layers, seed. What is locked is left out of it.',
  },
  { name: 'lang', type: 'choice', values: LANGUAGES, default: 'en', about: 'The language of the interface.' },
  {
    name: 'resize',
    type: 'choice',
    values: RESIZES,
    default: 'auto',
    about:
      'How the height is reported to the surrounding page: `auto` reports it in every common way, `none` never; or only `attend`, `open-iframe-resizer`, `lti` (Canvas) or `embedly`.',
  },
  {
    name: 'autoplay',
    type: 'switch',
    values: SWITCH,
    default: 'off',
    about: 'Plays from the start. Never for readers who ask for reduced motion.',
  },
];

export interface Read {
  config: EmbedConfig;
  /** What could not be used, a sentence each. */
  problems: string[];
}

const LONGEST_SHOWN = 40;
const cut = (text: string): string => (text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);

function problemWith({ name, type, values }: Option, text: string): string | null {
  const said = `${name}=${cut(text)}`;
  if (type === 'place') return PLACE.test(text) ? null : `${said} is not a step or section.`;
  const given = type === 'list' ? text.split(/[\s,]+/).filter(Boolean) : [text];
  const wrong = given.filter((value) => !values.includes(value));
  if (wrong.length === 0) return null;
  const must = type === 'list' ? 'Any of these may be named' : 'It must be one of';
  return `${said}: ${cut(wrong[0]!)} is not known. ${must}: ${values.join(', ')}.`;
}

/** A value that came by message: text, true or false, or a list of texts. Anything else is none. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value) && value.length <= 32 && value.every((part) => typeof part === 'string'))
    return value.join(',');
  return null;
}

/** Named values of an address; of a name that stands twice, the first counts. */
export function valuesOfQuery(query: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) if (!found.has(name)) found.set(name, value);
  return found;
}

/** Named values of a message. Only names of the list are looked at. */
export function valuesOfData(data: unknown): { values: Map<string, string>; problems: string[] } {
  const values = new Map<string, string>();
  const problems: string[] = [];
  if (typeof data !== 'object' || data === null) return { values, problems: ['config is not an object.'] };
  for (const { name } of OPTIONS) {
    if (!Object.hasOwn(data, name)) continue;
    const text = textOf((data as Record<string, unknown>)[name]);
    if (text === null) problems.push(`${name} is neither text nor true or false.`);
    else values.set(name, text);
  }
  return { values, problems };
}

/**
 * Reads named values. What cannot be used is told and falls back; names that are not in the list are left alone, since
 * hosts put their own things into addresses.
 */
export function readConfig(given: ReadonlyMap<string, string>): Read {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  for (const option of OPTIONS) {
    const text = given.get(option.name);
    const problem = text === undefined || text === '' ? null : problemWith(option, text);
    if (problem) problems.push(`${problem} ${option.default ? `${option.default} is used.` : 'It is left out.'}`);
    values[option.name] = text && !problem ? text : option.default;
  }
  const { step = '', theme, lang, resize, workshop, autoplay } = values;
  const config = {
    step,
    theme,
    chrome: piecesOf(values),
    lock: named(values.lock, LOCKS),
    workshop: workshop === 'on',
    lang,
    resize,
    autoplay: autoplay === 'on',
  } as EmbedConfig;
  return { config, problems };
}

const named = <T extends string>(text = '', all: readonly T[]): T[] => {
  const names = text.split(/[\s,]+/);
  return all.filter((name) => names.includes(name));
};

/** `chrome` says which pieces there are; switches of single pieces come after it. */
function piecesOf(values: Record<string, string>): Chrome[] {
  const names = (values.chrome ?? '').split(/[\s,]+/);
  return CHROME.filter((piece) => {
    const own = values[piece];
    if (own) return own === 'on';
    return names.includes('all') || names.includes(piece);
  });
}

/** The query of an address: only what differs from what is so anyway. */
export function queryOf(values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams();
  for (const option of OPTIONS) {
    const value = values[option.name];
    if (value && value !== option.default) query.set(option.name, value);
  }
  return query.size > 0 ? `?${query.toString().replaceAll('%2C', ',')}` : '';
}
