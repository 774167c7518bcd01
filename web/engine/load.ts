/**
 * Loads engine.wasm and speaks its boundary (engine/c_api.h): JSON and floats in, JSON and floats out.
 * The only file that sees pointers.
 */
import { EngineError, type EngineErrorCode } from './types.js';

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  attend_alloc(bytes: number): number;
  attend_free(block: number): void;
  attend_request(text: number, size: number, data: number, count: number): number;
  attend_reply_text(): number;
  attend_reply_size(): number;
  attend_reply_data(): number;
  attend_reply_count(): number;
}

export interface Reply {
  // biome-ignore lint/suspicious/noExplicitAny: the engine's own JSON, whose shape each caller declares.
  json: any;
  data: Float32Array;
}

/** Where engine.wasm comes from: its address, its bytes, or a response that is under way. */
export type EngineSource = URL | string | ArrayBuffer | Uint8Array | Response;

/** Sends one request with its floats and copies the reply out. Throws EngineError. */
export type Ask = (request: object, data?: Float32Array) => Reply;

const advice =
  'Check that engine.wasm lies beside the script and that the page may fetch it, then reload the page. If you opened the page from disk, serve the folder over http.';

/** The engine's bytes, or an EngineError that says what to do. */
async function fetchEngine(source: URL | string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(source);
  } catch (cause) {
    throw new EngineError('load', `The engine could not be fetched from ${source} (${(cause as Error).message}). ${advice}`);
  }
  if (!response.ok) {
    throw new EngineError('load', `The engine could not be fetched from ${source}: the server answered ${response.status}. ${advice}`);
  }
  return response;
}

async function bytesOf(source: EngineSource | undefined): Promise<BufferSource> {
  if (source instanceof ArrayBuffer || source instanceof Uint8Array) return source as BufferSource;
  if (source instanceof Response) return source.arrayBuffer();
  const url = source ?? new URL('./engine.wasm', import.meta.url);
  const address = typeof url === 'string' ? url : url.href;
  if (address.startsWith('file:') && typeof process !== 'undefined') {
    // Hidden from bundlers: only node ever comes here.
    const fs = 'node:fs/promises';
    const { readFile } = await import(/* @vite-ignore */ fs);
    return readFile(new URL(address));
  }
  return (await fetchEngine(url)).arrayBuffer();
}

/** What the engine needs from outside: nothing but a place to say that its memory grew, and a way to give up. */
const imports = {
  env: { emscripten_notify_memory_growth() {} },
  wasi_snapshot_preview1: {
    proc_exit(code: number) {
      throw new EngineError('internal', `The engine stopped with code ${code}. Reload the page.`);
    },
  },
};

/** Compiles and starts the engine. Throws EngineError with code `load`. */
export async function loadWasm(source?: EngineSource): Promise<Ask> {
  const bytes = await bytesOf(source);
  let instance: WebAssembly.Instance;
  try {
    instance = (await WebAssembly.instantiate(bytes, imports)).instance;
  } catch (cause) {
    throw new EngineError('load', `The engine could not be started (${(cause as Error).message}). ${advice}`);
  }
  const wasm = instance.exports as unknown as Exports;
  wasm._initialize();
  return (request, data) => ask(wasm, request, data);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function ask(wasm: Exports, request: object, data: Float32Array = new Float32Array(0)): Reply {
  const text = encoder.encode(JSON.stringify(request));
  const textAt = wasm.attend_alloc(text.length);
  const dataAt = wasm.attend_alloc(data.byteLength);
  if (!textAt || !dataAt) throw new EngineError('internal', 'There is not enough memory for this. Use a smaller scene.');
  new Uint8Array(wasm.memory.buffer, textAt, text.length).set(text);
  new Float32Array(wasm.memory.buffer, dataAt, data.length).set(data);
  const status = wasm.attend_request(textAt, text.length, dataAt, data.length);
  wasm.attend_free(textAt);
  wasm.attend_free(dataAt);
  // Views are made anew after the call, and copied: growing memory empties the old ones.
  const reply = new Uint8Array(wasm.memory.buffer, wasm.attend_reply_text(), wasm.attend_reply_size());
  const json = JSON.parse(decoder.decode(reply.slice()));
  if (status !== 0) throw new EngineError(json.code as EngineErrorCode, json.message, json.stage, json.tensor);
  return { json, data: new Float32Array(wasm.memory.buffer, wasm.attend_reply_data(), wasm.attend_reply_count()).slice() };
}
