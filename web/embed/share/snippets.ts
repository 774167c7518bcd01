/** What a teacher pastes, for every place that is known. */

/** What can be shared: the addresses of its embeds, relative to the folder with them. */
export interface Shareable {
  title: string;
  /** Name of the lesson’s embed, if there is a lesson. */
  lesson: string | null;
  /** Name of the embed of the scene that runs now. */
  stepper: string;
}

/** What is shared. */
export interface Shared {
  /** Address of the embed page, with its query and, if wanted, its state. */
  address: string;
  /** Address of the folder with the scripts. */
  assets: string;
  title: string;
  kind: 'stepper' | 'workshop' | 'lesson';
  /** Address of the scene, or of the lesson’s page. */
  source: string;
  /** Attributes of the element. */
  attributes: Readonly<Record<string, string>>;
}

export interface Snippet {
  id: string;
  text: string;
}

const HEIGHT = { stepper: 640, workshop: 800, lesson: 800 } as const;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One line of a file that takes no quotes and no line breaks. */
const line = (text: string): string => text.replaceAll(/[\s"\\]+/g, ' ').trim();

const iframe = ({ address, title, kind }: Shared): string =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${HEIGHT[kind]}" style="border:0" loading="lazy" allow="fullscreen; clipboard-write"></iframe>`;

function element({ assets, kind, source, attributes }: Shared): string {
  const given = { [kind === 'lesson' ? 'src' : 'scene']: source, ...attributes };
  const script = kind === 'workshop' ? 'attend-workshop' : 'attend';
  const text = Object.entries(given)
    .filter(([, value]) => value)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
  return `<script type="module" src="${escaped(assets)}${script}.js"></script>\n<attend-${kind}${text}></attend-${kind}>`;
}

const myst = ({ address, title }: Shared): string =>
  `\`\`\`{iframe} ${address.replaceAll(/\s/g, '%20')}\n:width: 100%\n:title: ${line(title)}\n\`\`\``;

const reveal = ({ address, title }: Shared): string =>
  `<section>\n  <iframe data-src="${escaped(address)}" title="${escaped(title)}" width="100%" height="600" style="border:0"></iframe>\n</section>`;

/** By the name of the place; the order is that of the dialog. */
const WRITERS: Record<string, (shared: Shared) => string> = {
  link: ({ address }) => address,
  iframe,
  element,
  myst,
  quarto: (shared) => `\`\`\`{=html}\n${iframe(shared)}\n\`\`\``,
  reveal,
  moodle: iframe,
  canvas: iframe,
};

export const PLACES: readonly string[] = Object.keys(WRITERS);

export const snippetsOf = (shared: Shared): Snippet[] =>
  Object.entries(WRITERS).map(([id, write]) => ({ id, text: write(shared) }));
