/** What the scripts print: headlines, one line a step, and progress on long steps. */

const quietSeconds = 10;

export function headline(text) {
  console.log(`\n== ${text}`);
}

export function line(name, text) {
  console.log(`  ${name.padEnd(28)} ${text}`);
}

/** @param {number} since from `performance.now()` */
export function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Progress of one long step: a line that rewrites itself on a terminal, elsewhere a line every ten seconds.
 * @returns {{ update(text: string): void, done(): void }}
 */
export function progress(name) {
  let told = performance.now();
  return {
    update(text) {
      if (process.stdout.isTTY) {
        const room = (process.stdout.columns ?? 80) - 1;
        process.stdout.write(`\r\x1b[K${`  ${name}: ${text}`.slice(0, room)}`);
      } else if (performance.now() - told > quietSeconds * 1000) {
        told = performance.now();
        console.log(`  ${name}: ${text}`);
      }
    },
    done() {
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
    },
  };
}
