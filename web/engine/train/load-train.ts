/** Fetches, compiles and starts train.wasm, once. Throws EngineError with code `load` that says what to do. */

import { Wasm } from '../boundary/wasm.js';
import { manifest } from '../generated/manifest.js';
import { EngineError } from '../types.js';

let loaded: Wasm | null = null;

const address = () => new URL('./train.wasm', import.meta.url);

const refuse = (what: string) =>
  new EngineError(
    'load',
    `What trains and runs without steps could not be loaded: ${what}. Check that train.wasm lies beside the script and that the page may fetch it; in a page, await engine.loadTraining() first.`,
  );

/** The next one that is made gets a module of its own. */
const AGAIN =
  'its runners and trainings are gone. Make them again: engine.runner(scene), engine.train(options). Open sessions go on.';

const imports = {
  env: { emscripten_notify_memory_growth() {} },
  wasi_snapshot_preview1: {
    proc_exit(code: number) {
      throw new Error(`exit ${code}`);
    },
  },
};

function started(module: WebAssembly.Module): Wasm {
  const start = () => new WebAssembly.Instance(module, imports).exports;
  const wasm = new Wasm(start(), async () => start(), AGAIN);
  if (wasm.build().build !== manifest.build) throw refuse('train.wasm and this script come from different builds');
  loaded = wasm;
  return wasm;
}

/** @param source the bytes of train.wasm; by default those of the file beside this module */
export async function loadTrainWasm(source?: BufferSource): Promise<void> {
  if (loaded && !loaded.stopped) return;
  if (source || isOnDisk()) {
    started(new WebAssembly.Module(source ?? readFromDisk()));
    return;
  }
  let response: Response;
  try {
    response = await fetch(address());
  } catch (cause) {
    throw refuse((cause as Error).message);
  }
  if (!response.ok) throw refuse(`the server replied with ${response.status}`);
  started(await WebAssembly.compile(await response.arrayBuffer()));
}

/** The module, where it has to be there now. A page that did not wait for it has to stand still until it is. */
export function trainWasm(): Wasm {
  if (loaded && !loaded.stopped) return loaded;
  return started(new WebAssembly.Module(isOnDisk() ? readFromDisk() : fetchedNow()));
}

const isOnDisk = () => address().protocol === 'file:' && typeof process !== 'undefined';

function readFromDisk(): BufferSource {
  try {
    // Not imported, so that no bundler looks for it: only node ever comes here.
    const { readFileSync } = process.getBuiltinModule('node:fs');
    return readFileSync(address());
  } catch (cause) {
    throw refuse((cause as Error).message);
  }
}

/** The one way to read bytes without waiting: as text in which every letter is a byte. */
function fetchedNow(): BufferSource {
  if (typeof XMLHttpRequest === 'undefined') throw refuse('it is not there yet');
  const request = new XMLHttpRequest();
  try {
    request.open('GET', address(), false);
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
  } catch (cause) {
    throw refuse((cause as Error).message);
  }
  if (request.status !== 200) throw refuse(`the server replied with ${request.status}`);
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
}
