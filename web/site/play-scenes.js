/** The scenes that the playground offers: those in lessons/_shared/scenes, and the first of each lesson. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { writtenScene } from '../lesson/compile/written-scene.js';
import { embedOfScene } from './embed-pages.js';

/** These come first, in this order; others follow by name. */
const FIRST = ['sentence', 'cross-attention', 'encoder-decoder', 'decoder', 'large'];

const place = (name) => (FIRST.indexOf(name) + 1 || FIRST.length + 1) * 1000;

/**
 * @param {{ root: string, engine: object, folders: string[], lessons: object[] }} options the first of the
 *   folders that holds `scenes` is offered
 * @returns {Promise<{ groups: { group: string, scenes: { name: string, title: string, address: string, embed: string }[] }[],
 *   files: import('../lesson/compile/scene-book.js').SceneFile[] }>} for the page, and to be put into scenes/
 * @throws {Error} when a scene cannot be opened; the message names the file
 */
export async function playScenes({ root, engine, folders, lessons }) {
  const folder = folders.map((one) => join(one, 'scenes')).find((one) => existsSync(one));
  const names = folder ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  const files = await Promise.all(names.map((name) => written({ engine, name, from: join(folder, name), root })));
  const scenes = files
    .map((file) => {
      const name = file.name.slice(0, -5);
      const address = `scenes/${file.name}`;
      return { ...opened(engine, file, root), address, name, embed: embedOfScene(name, lessons) };
    })
    .sort((a, b) => place(a.name) - place(b.name) || a.name.localeCompare(b.name, 'en'));
  const masks = scenes.filter(({ name }) => name.startsWith('mask-'));
  const ofLessons = lessons.map(({ slug, meta, scenes: all }) => {
    const address = `lessons/${slug}/${all.get('main').replace(/^.*\//, '')}`;
    return { name: slug, title: meta.title, address, embed: `${slug}/main` };
  });
  const groups = [
    { group: 'Programs', scenes: scenes.filter((scene) => !masks.includes(scene)) },
    { group: 'Masks', scenes: masks },
    { group: 'From the lessons', scenes: ofLessons },
  ];
  return { groups: groups.filter((group) => group.scenes.length > 0), files };
}

/** What a scene is called, once the engine has taken it. */
function opened(engine, { from, text }, root) {
  try {
    const session = engine.open(text);
    const { title } = session.scene;
    session.close();
    return { title };
  } catch (error) {
    throw told(error, from, root);
  }
}

const told = (error, from, root) => new Error(`${relative(root, from).replaceAll('\\', '/')}: ${error.message}`);

async function written({ engine, name, from, root }) {
  try {
    return { name, from, ...(await writtenScene({ engine, text: readFileSync(from, 'utf8'), from })) };
  } catch (error) {
    throw told(error, from, root);
  }
}
