/** The scenes of tests/engine/scenes.json written out; each is a change of one base scene. */

/** Changes the place that "/model/width" names; without `value`, removes it. */
function change(scene, path, value) {
  const keys = path.split('/').slice(1);
  const last = keys.pop();
  const at = keys.reduce((inner, key) => {
    inner[key] ??= {};
    return inner[key];
  }, scene);
  if (value === undefined) delete at[last];
  else at[last] = value;
}

function written(base, { set = {}, drop = [], scene, text, ...rest }) {
  if (text !== undefined) return { ...rest, text };
  const made = scene === undefined ? structuredClone(base) : scene;
  for (const [path, value] of Object.entries(set)) change(made, path, value);
  for (const path of drop) change(made, path);
  return { ...rest, scene: made, text: JSON.stringify(made) };
}

/** `{ name, scene, text }` of every scene that must open. */
export const good = (corpus) => corpus.good.map((entry) => written(corpus.base, entry));

/** `{ name, text, says, schema?, scene? }` of every scene that must be refused; no `scene` where the text is not JSON. */
export const bad = (corpus) => corpus.bad.map((entry) => written(corpus.base, entry));
