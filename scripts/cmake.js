/** CMake and Ninja for one build folder: configure where needed, then build what changed. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { line, progress, seconds } from './report.js';
import { at, root } from './root.js';
import { run } from './run.js';

const flavours = {
  wasm: { folder: 'build/wasm', launcher: ['emcmake'], defines: ['-DCMAKE_BUILD_TYPE=Release'] },
  native: { folder: 'build/native', launcher: [], defines: ['-DCMAKE_BUILD_TYPE=Release'] },
  'native-double': {
    folder: 'build/native-double',
    launcher: [],
    defines: ['-DCMAKE_BUILD_TYPE=Release', '-DATTEND_DOUBLE=ON'],
  },
  'native-asan': {
    folder: 'build/native-asan',
    launcher: [],
    defines: ['-DCMAKE_BUILD_TYPE=Release', '-DATTEND_SANITIZE=ON'],
  },
  // libFuzzer is clang's.
  fuzz: {
    folder: 'build/fuzz',
    launcher: [],
    defines: ['-DCMAKE_BUILD_TYPE=RelWithDebInfo', '-DATTEND_FUZZ=ON', '-DCMAKE_CXX_COMPILER=clang++'],
  },
};

/**
 * @param {keyof typeof flavours} flavour
 * @param {string} name what the printed line calls it
 * @returns {Promise<string>} the build folder, relative to the repository
 */
export async function cmakeBuild(flavour, name) {
  const { folder, launcher, defines } = flavours[flavour];
  const since = performance.now();
  const shown = progress(name);
  dropForeign(folder);
  if (!existsSync(at(folder, 'build.ninja'))) {
    shown.update('configuring');
    const [command, ...args] = [...launcher, 'cmake', '-S', root, '-B', at(folder), '-G', 'Ninja', ...defines];
    await run(command, args);
  }
  const output = await run('ninja', ['-C', at(folder), '-j', String(availableParallelism())], {
    onLine: (text) => /^\[\d+\/\d+\]/.test(text) && shown.update(text),
  });
  shown.done();
  line(name, output.includes('ninja: no work to do.') ? 'up to date' : seconds(since));
  return folder;
}

/** A build folder that was copied or moved with the repository still points to the old place; start it afresh. */
function dropForeign(folder) {
  const cache = at(folder, 'CMakeCache.txt');
  if (existsSync(cache) && !readFileSync(cache, 'utf8').includes(`CMAKE_HOME_DIRECTORY:INTERNAL=${root}\n`)) {
    rmSync(at(folder), { recursive: true });
  }
}
