/** What the dialog of taking away does with files: names and downloads, and reading what a reader opens. */
import { isHeadAxis } from '../../engine/head-axis.js';
import type { NamedTensor, Session } from '../../engine/index.js';
import { leavesOf } from '../../engine/leaves.js';
import type { MatrixView } from '../matrix/matrix-view.js';
import type { AttendPicture } from '../picture/attend-picture.js';
import { matrixTitle, sliceOf, titleOf } from '../shared/words.js';
import type { AttendStepper } from '../stepper/attend-stepper.js';
import type * as Export from './export.js';
import { say } from './take-away-words.js';

/** What is loaded only when something is taken away. */
export type Tools = typeof Export;

/** The longest file that may be a saved state, in bytes. */
const LARGEST_STATE = 16 * 1024 * 1024;
/** The most bytes that one number of a tensor can need in a file, and all that is no number. */
const BYTES_A_NUMBER = 64;
const BYTES_BESIDE = 256 * 1024;
/** A file is kept for the browser to save for this long. */
const KEPT_MS = 60_000;

/** Paths of all tensors in use: results in order, then what was given. */
export function tensorPaths({ program }: Session): string[] {
  const steps = leavesOf(program);
  const made = steps.flatMap((step) => step.writes);
  const given = new Set(steps.flatMap((step) => step.reads).filter((path) => !made.includes(path)));
  return [...made, ...given];
}

/** Gives a file to the browser to save. Returns its name. */
export function download(session: Session, name: string, content: BlobPart, type: string): string {
  const scene = session.scene.id.replaceAll(/[^\w-]+/g, '-') || 'attend';
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(new Blob([content], { type }));
  anchor.download = `${scene}-${name}`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), KEPT_MS);
  return anchor.download;
}

/** The text of a saved state. Throws an Error for what is too large to be one. */
export async function readStateFile(file: File): Promise<string> {
  if (file.size > LARGEST_STATE) throw new Error(say('take-state-large'));
  return (await file.text()).trim();
}

/** The numbers of a CSV or .npy file for a tensor. Throws an Error that says what does not fit. */
export async function readTensorFile(file: File, tensor: NamedTensor, tools: Tools): Promise<Float32Array> {
  const { name, size } = file;
  if (size > tensor.data.length * BYTES_A_NUMBER + BYTES_BESIDE) {
    throw new Error(say('take-tensor-large', { name, size, path: tensor.path }));
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  // The name says what a file should be; the mark of NumPy, what it is.
  const isNpy = /\.npy$/i.test(name) || bytes[0] === 0x93;
  return isNpy ? tools.readNpy(bytes, tensor) : tools.readCsv(new TextDecoder().decode(bytes), tensor);
}

/** `Head 2`, where a matrix shows one head of several. */
const headOf = ({ tensor, index }: MatrixView): string =>
  isHeadAxis(tensor.axes[0]) && (tensor.shape[0] ?? 1) > 1
    ? sliceOf(tensor.axes[0], '-short', { head: (index(0, 0)[0] ?? 0) + 1 })
    : '';

/**
 * The picture that the stepper shows, as SVG.
 * @param probe where the colours of the theme are read
 */
export function svgOf(stepper: AttendStepper, probe: HTMLElement, { pictureSvg, paintOf }: Tools): string {
  const picture = stepper.renderRoot.querySelector<AttendPicture>('attend-picture');
  if (!picture?.figure) throw new Error(say('take-picture-none'));
  const { figure, cell, operands, sums } = picture;
  const title = [stepper.session?.scene.title, titleOf(figure.result.tensor), headOf(figure.result)];
  return pictureSvg({
    figure,
    cell,
    operands,
    sums,
    title: title.filter(Boolean).join(' · '),
    name: matrixTitle,
    sumsName: say('row-sums'),
    paint: paintOf(probe),
  });
}
