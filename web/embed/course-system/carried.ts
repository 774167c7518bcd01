/** Files that travel inside the page: `fetch` of them is answered from there, so the page asks nobody. */

const TYPES: Record<string, string> = { json: 'application/json', wasm: 'application/wasm' };

/** @param files content by name; a name stands for the file beside the page */
export function carry(files: Readonly<Record<string, string | Uint8Array>>): void {
  const inside = new Map(
    Object.entries(files).map(([name, content]) => [new URL(name, document.baseURI).href, { name, content }] as const),
  );
  const outside = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (input, init) => {
    const found = inside.get(new Request(input, init).url);
    if (!found) return outside(input, init);
    const type = TYPES[found.name.replace(/^.*\./, '')] ?? 'text/plain';
    return Promise.resolve(new Response(found.content as BodyInit, { headers: { 'Content-Type': type } }));
  };
}

/** The files that the page itself brings, from its block `#attend-files`; modules stand there in base64. */
export function filesOfPage(): Record<string, string | Uint8Array> {
  const text = document.querySelector('#attend-files')?.textContent;
  const files = Object.entries(text ? (JSON.parse(text) as Record<string, string>) : {});
  return Object.fromEntries(
    files.map(([name, content]) => [name, name.endsWith('.wasm') ? bytesOf(content) : content]),
  );
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
