/** Fetches, compiles and starts engine.wasm. Throws EngineError with code `load` that says what to do. */
import { EngineError } from './types.js';
import { Wasm } from './wasm.js';

/** Where engine.wasm comes from: its address, its bytes, or a response that is under way. */
export type EngineSource = URL | string | ArrayBuffer | Uint8Array | Response;

const advice =
  'Check that engine.wasm lies beside the script and that the page may fetch it, then reload the page. If you opened the page from disk, serve the folder over http.';

const refuse = (what: string) => new EngineError('load', `${what}. ${advice}`);

async function readFromDisk(address: string): Promise<BufferSource> {
  // Hidden from bundlers: only node ever comes here.
  const fs = 'node:fs/promises';
  const { readFile } = await import(/* @vite-ignore */ fs);
  try {
    return await readFile(new URL(address));
  } catch (cause) {
    throw refuse(`The engine could not be read from ${address} (${(cause as Error).message})`);
  }
}

async function bytesOf(source: EngineSource | undefined): Promise<BufferSource> {
  if (source instanceof ArrayBuffer || source instanceof Uint8Array) return source as BufferSource;
  const url = source ?? new URL('./engine.wasm', import.meta.url);
  let response: Response;
  if (url instanceof Response) {
    response = url;
  } else {
    const address = String(url);
    if (address.startsWith('file:') && typeof process !== 'undefined') return readFromDisk(address);
    try {
      response = await fetch(address);
    } catch (cause) {
      throw refuse(`The engine could not be fetched from ${address} (${(cause as Error).message})`);
    }
  }
  if (!response.ok)
    throw refuse(`The engine could not be fetched from ${response.url}: the server answered ${response.status}`);
  return response.arrayBuffer();
}

/** What the engine needs from outside: a place to say that its memory grew, and a way to give up. */
const imports = {
  env: { emscripten_notify_memory_growth() {} },
  wasi_snapshot_preview1: {
    proc_exit(code: number) {
      throw new EngineError('internal', `The engine stopped with code ${code}. Reload the page.`);
    },
  },
};

export async function loadWasm(source?: EngineSource): Promise<Wasm> {
  const bytes = await bytesOf(source);
  let instance: WebAssembly.Instance;
  try {
    instance = (await WebAssembly.instantiate(bytes, imports)).instance;
  } catch (cause) {
    throw refuse(`The engine could not be started (${(cause as Error).message})`);
  }
  if (!('attend_call' in instance.exports)) throw refuse('This WebAssembly file is not the engine of Attend');
  return new Wasm(instance.exports);
}
