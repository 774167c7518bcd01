/** A training as files: its losses as CSV, and the weights of a step as safetensors. */
import type { TrainingRun } from '../../engine/train/run.js';
import type { Tensor } from '../../engine/types.js';

/** A file is kept for the browser to save for this long. */
const KEPT_MS = 60_000;

/** `step,batch_loss,held_out_loss`: a line for every step that was begun, all digits of the numbers. */
export function lossesCsv({ losses, heldOut, steps }: TrainingRun): string {
  const measured = new Map(heldOut.map(({ step, loss }) => [step, loss]));
  const lines = Array.from({ length: steps + 1 }, (_, step) => [step, losses[step] ?? '', measured.get(step) ?? '']);
  return `${[['step', 'batch_loss', 'held_out_loss'], ...lines].map((line) => line.join(',')).join('\n')}\n`;
}

/** By the format of huggingface.co/docs/safetensors: length of the header, the header as JSON, the numbers. */
export function safetensors(
  tensors: Record<string, Tensor>,
  metadata: Record<string, string>,
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { shape, data }]) => {
    const from = end;
    end += 4 * data.length;
    return [name, { dtype: 'F32', shape, data_offsets: [from, end] }] as const;
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  // Padded with spaces, so that the numbers begin at a multiple of eight bytes.
  const header = new TextEncoder().encode(json.padEnd(8 * Math.ceil(json.length / 8)));
  const bytes = new Uint8Array(8 + header.length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let at = 8 + header.length;
  for (const { data } of Object.values(tensors)) {
    for (const value of data) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/** Gives a file to the browser to save. */
export function save(name: string, content: BlobPart, type: string): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(new Blob([content], { type }));
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), KEPT_MS);
}
