/** A page of somebody else's that uses the package: attend.js, engine.wasm and scenes, without the site around them. */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../scripts/serve.js';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>A page with a stepper</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,">
    <script type="module" src="start.js"></script>
  </head>
  <body><main><h1>A stepper</h1></main></body>
</html>`;

// Attributes of the element are taken from the query, one element a page.
const start = (script, tag) => `
  import './${script}';
  const element = document.createElement('${tag}');
  for (const [name, value] of new URLSearchParams(location.search)) element.setAttribute(name, value);
  document.querySelector('main').append(element);
`;

/**
 * @param {{ scenes: Record<string, object | string>, without?: string[], script?: string, tag?: string }} options scenes by
 *   name (an object, or the file's text as it stands); files of the package that are missing on this server; the script
 *   that the page loads, and its element
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function packagePage({ scenes, without = [], script = 'attend.js', tag = 'attend-stepper' }) {
  const folder = mkdtempSync(join(tmpdir(), 'attend-'));
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'start.js'), start(script, tag));
  const files = readdirSync('dist/package').filter((name) => /\.(js|wasm|json)$/.test(name) && !without.includes(name));
  for (const name of files) cpSync(join('dist/package', name), join(folder, name));
  for (const [name, scene] of Object.entries(scenes)) {
    writeFileSync(join(folder, `${name}.json`), typeof scene === 'string' ? scene : JSON.stringify(scene));
  }
  const server = await serve({ root: folder, port: 0 });
  const close = async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  };
  return { url: server.url, close };
}
