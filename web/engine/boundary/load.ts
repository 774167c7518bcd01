/** Fetches, compiles and starts engine.wasm. Throws EngineError with code `load` that says what to do. */
import { EngineError } from '../types.js';
import { Wasm } from './wasm.js';

/** Where engine.wasm comes from: its address, its bytes, or a response that is under way. */
export type EngineSource = URL | string | ArrayBuffer | Uint8Array | Response;

/**
 * Where the lighter build is that `loadEngine` takes too, for scenes without a loss: the same but for losses and gradients. Both
 * addresses are written out, so that bundlers find the files.
 */
export const forwardEngine = (): URL => new URL('./engine-forward.wasm', import.meta.url);

const advice =
  'Check that engine.wasm lies beside the script and that the page may fetch it, then reload the page. If you opened the page from disk, serve the folder over http.';

const refuse = (what: string) => new EngineError('load', `${what}. ${advice}`);

async function readFromDisk(address: string): Promise<BufferSource> {
  try {
    // Not imported, so that no bundler looks for it: only node ever comes here.
    const { readFile } = process.getBuiltinModule('node:fs/promises');
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
      throw refuse(`The engine could not be loaded from ${address} (${(cause as Error).message})`);
    }
  }
  if (!response.ok)
    throw refuse(`The engine could not be loaded from ${response.url}: the server replied with ${response.status}`);
  return response.arrayBuffer();
}

/** What the engine needs from outside: a place to say that its memory grew, and a way to give up. */
const imports = {
  env: { emscripten_notify_memory_growth() {} },
  wasi_snapshot_preview1: {
    proc_exit(code: number) {
      throw new Error(`exit ${code}`);
    },
  },
};

export async function loadWasm(source?: EngineSource): Promise<Wasm> {
  const bytes = await bytesOf(source);
  let module: WebAssembly.Module;
  let instance: WebAssembly.Instance;
  try {
    ({ module, instance } = await WebAssembly.instantiate(bytes, imports));
  } catch (cause) {
    throw refuse(`The engine could not be started (${(cause as Error).message})`);
  }
  if (!('attend_call' in instance.exports)) throw refuse('This WebAssembly file is not the engine of Attend');
  return new Wasm(instance.exports, async () => (await WebAssembly.instantiate(module, imports)).exports);
}
