/**
 * A program as a Python script with its numbers inside. Run, it makes every tensor of the trace again, changes by hand
 * included. The lines are those of the stages' descriptors; this file only puts them in order and gives them their names.
 */

import { forwardOf } from '../forward.js';
import { indexOf } from '../row-major.js';
import type { Session } from '../session.js';
import type { NamedTensor, ProgramNode, ResultInfo, StageInfo } from '../types.js';
import { formOf, holdsFor, type Run, type StepRun, written } from '../writing/forms.js';
import { base64, type Dialect, nested, pythonNumber } from './python.js';
import { lettersText, shapeText } from './refusal.js';
import { editedCells, pathsOf, sizeOf, stepsOf, wholeTensor } from './tensors.js';

/** Tensors with more numbers are written as base64. */
const READABLE = 4096;
/** More changed cells than this are written as one array. */
const FEW = 24;

type Step = Pick<StepRun, 'node' | 'info'>;

class Script {
  readonly lines: string[] = [];
  readonly #session: Session;
  readonly #stages: readonly StageInfo[];
  readonly #speak: Dialect;
  readonly #given: ReadonlySet<string>;
  readonly #edited: ReturnType<typeof editedCells>;
  /** Which tensor a variable holds at this place of the script, and which number a letter or option has. */
  readonly #bound = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #tensors = new Map<string, NamedTensor>();

  constructor(session: Session, stages: readonly StageInfo[], speak: Dialect) {
    this.#session = session;
    this.#stages = stages;
    this.#speak = speak;
    this.#given = new Set(pathsOf(forwardOf(session.program)).given);
    this.#edited = editedCells(session);
  }

  #tensor(path: string): NamedTensor {
    const known = this.#tensors.get(path) ?? wholeTensor(this.#session, path);
    this.#tensors.set(path, known);
    return known;
  }

  #write(...lines: string[]): void {
    this.lines.push(...lines);
  }

  #array(path: string, indent = ''): string {
    const { shape, data } = this.#tensor(path);
    if (sizeOf(shape) > READABLE) return `floats("${base64(data)}", ${shapeText(shape)})`;
    const kind = /(ids|\.pick)$/.test(path) || /(^|\.)masks\./.test(path) ? 'int' : 'float';
    return this.#speak.array(nested(shape, Array.from(data, pythonNumber), indent), kind);
  }

  given(): void {
    this.#write('# What was given: the numbers of the tokens, masks, weights.', 'given = {');
    for (const path of this.#given) {
      const { axes, shape } = this.#tensor(path);
      const changed = this.#edited.has(path) ? '; changed by hand' : '';
      this.#write(`    # ${lettersText(axes)} = ${shapeText(shape)}${changed}`);
      this.#write(`    "${path}": ${this.#array(path, '    ')},`);
    }
    this.#write('}');
  }

  /** All steps below a node, with a heading for each group. */
  group(node: ProgramNode, above: string): void {
    const titles = [above, node.path ? node.title : ''].filter(Boolean).join(' · ');
    for (const child of node.children) {
      if (child.stage) this.#step(child, titles);
      else this.group(child, titles);
    }
  }

  #step(node: ProgramNode, above: string): void {
    const info = this.#stages.find(({ id }) => id === node.stage) as StageInfo;
    const step: Step = { node, info };
    this.#write('', '', `# ${[above, node.title].filter(Boolean).join(' · ')}  (${node.path})`);
    this.#bindInputs(step);
    const whole = written(this.#speak.whole[info.id] ?? '', this.#run(step));
    if (whole) this.#write(`# in one call: ${whole}`);
    for (const result of info.writes) this.#result(step, result);
    const main = info.writes.filter((result) => node.outputs[result.name] === node.path).map(({ name }) => name);
    const others = info.writes.filter(({ name }) => !main.includes(name)).map(({ name }) => `${name}=${name}`);
    this.#write(`keep(${[`"${node.path}"`, ...main, ...others].join(', ')})`);
  }

  #bindInputs({ node }: Step): void {
    for (const [name, path] of Object.entries(node.inputs)) {
      if (this.#bound.get(name) === path) continue;
      const holder = [...this.#bound].find(([, held]) => held === path)?.[0];
      const made = this.#given.has(path) ? `given["${path}"]` : `trace["${path}"]`;
      this.#write(`${name} = ${holder ?? made}`);
      this.#bound.set(name, path);
      this.#values.delete(name);
    }
  }

  #result(step: Step, result: ResultInfo): void {
    const { node } = step;
    const line = written(formOf(result, 'numpy'), this.#run(step));
    this.#bindLetters(step, result, line);
    this.#bindOptions(step, line);
    const path = node.outputs[result.name] as string;
    const { axes, shape } = this.#tensor(path);
    this.#write(`${this.#speak.line(line)}  # ${lettersText(axes)} = ${shapeText(shape)}`);
    this.#bound.set(result.name, path);
    this.#change(result.name, path);
  }

  /** Inputs are called as the stage calls them, and activations are functions of the script. */
  #run({ node, info }: Step): Run {
    const step: StepRun = {
      node,
      info,
      tensor: (path) => this.#tensor(path),
      headWidth: this.#session.scene.model.head_width,
    };
    return {
      holds: (condition) => holdsFor(step, condition),
      name: (input) => input,
      axes: (name) => this.#tensor((node.outputs[name] ?? node.inputs[name]) as string).axes,
      apply: (option, operand) => this.#speak.activation(String(node.options[option])).call.replace(/\ba\b/, operand),
    };
  }

  /** Sizes by the stage's letters, from what it reads and writes. */
  #sizes({ node, info }: Step): Map<string, number> {
    const sizes = new Map<string, number>();
    const note = (paths: Record<string, string>, tensors: Pick<ResultInfo, 'name' | 'axes' | 'alternatives'>[]) => {
      for (const { name, axes, alternatives } of tensors) {
        const path = paths[name];
        if (!path) continue;
        const { shape } = this.#tensor(path);
        const letters = [axes, ...alternatives].find((each) => each.length === shape.length) ?? [];
        for (const [axis, letter] of letters.entries()) sizes.set(letter, shape[axis] as number);
      }
    };
    note(node.inputs, info.reads);
    note(node.outputs, info.writes);
    return sizes;
  }

  #assign(pairs: [string, string][], note = ''): void {
    const fresh = pairs.filter(([name, value]) => this.#values.get(name) !== value);
    if (fresh.length === 0) return;
    for (const [name, value] of fresh) {
      this.#values.set(name, value);
      // The places along an axis are others where it has another length.
      if (name !== name.toLowerCase()) this.#values.delete(name.toLowerCase());
      this.#bound.delete(name);
    }
    this.#write(`${fresh.map(([name]) => name).join(', ')} = ${fresh.map(([, value]) => value).join(', ')}${note}`);
  }

  #bindLetters(step: Step, result: ResultInfo, line: string): void {
    const words = new Set(line.match(/\b[A-Za-z]\w*\b/g));
    const sizes = this.#sizes(step);
    const names = new Set([...step.info.reads, ...step.info.writes].map(({ name }) => name));
    const places = result.axes.filter((axis) => words.has(axis.toLowerCase()) && !names.has(axis.toLowerCase()));
    const sized = [...sizes].filter(([letter]) => words.has(letter) || places.includes(letter));
    this.#assign(sized.map(([letter, size]) => [letter, String(size)]));
    this.#assign(
      places.map((axis) => {
        const behind = result.axes.length - 1 - result.axes.indexOf(axis);
        const lie = behind ? `[:${', None'.repeat(behind)}]` : '';
        return [axis.toLowerCase(), `${this.#speak.short}.arange(${axis})${lie}`];
      }),
    );
  }

  #bindOptions({ node, info }: Step, line: string): void {
    const used = info.options.filter(({ name, kind }) => kind !== 'choice' && new RegExp(`\\b${name}\\b`).test(line));
    const changed = this.#session.edits.some(({ path }) => used.some(({ name }) => path === `${node.path}.${name}`));
    this.#assign(
      used.map(({ name }) => [name, String(node.options[name])]),
      changed ? '  # changed by hand' : '',
    );
  }

  /** Numbers put there by the reader in place of those that were computed. */
  #change(name: string, path: string): void {
    const cells = this.#edited.get(path);
    if (!cells) return;
    const { shape } = this.#tensor(path);
    if (cells.size <= FEW) {
      this.#write(this.#speak.copy(name));
      for (const [flat, value] of cells) {
        this.#write(`${name}[${indexOf(shape, flat).join(', ')}] = ${pythonNumber(value)}  # changed by hand`);
      }
      return;
    }
    const all = Array.from({ length: sizeOf(shape) }, (_, flat) => pythonNumber(cells.get(flat) ?? Number.NaN));
    this.#write(
      '# changed by hand, where there is a number',
      `changes = ${this.#speak.array(nested(shape, all, ''), 'float')}`,
    );
    this.#write(this.#speak.line(`${name} = np.where(np.isnan(changes), ${name}, changes)`));
  }

  /** Shows every tensor and compares the last with what was computed here. */
  end(): void {
    const last = pathsOf(forwardOf(this.#session.program)).made.at(-1) as string;
    this.#write(
      '',
      '',
      'for path, tensor in trace.items():',
      '    print(path, tuple(tensor.shape))',
      '    print(tensor)',
      '',
    );
    this.#write('# The last tensor as Attend computed it, in 32-bit floats.');
    this.#write(`expected = ${this.#array(last)}`);
    this.#write(
      `agrees = ${this.#speak.short}.allclose(trace["${last}"], expected, rtol=1e-5, atol=1e-5)`,
      'print("The last tensor is the one that Attend computed." if agrees else "The last tensor is another one.")',
      '',
      'if sys.argv[1:2] == ["--json"]:',
      '    written = {path: ["-inf" if x == -inf else x for x in tensor.flatten().tolist()] for path, tensor in trace.items()}',
      '    with open(sys.argv[2], "w") as file:',
      '        json.dump(written, file)',
    );
  }
}

/** Text from a scene may not end a comment. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** What stands at the top: the title, what the script is, what it needs, and the words. */
export function heading(session: Session, speak: Dialect, about: readonly string[]): string[] {
  const { scene } = session;
  const words = (tokens: string[]) => `[${tokens.map((token) => JSON.stringify(token)).join(', ')}]`;
  return [
    `# ${oneLine(scene.title || scene.id || 'A transformer, step by step')}`,
    '#',
    ...about,
    '',
    ...speak.imports,
    '',
    `tokens = ${words(scene.tokens)}`,
    ...(scene.memory ? [`memory_tokens = ${words(scene.memory)}`] : []),
    'trace = {}',
  ];
}

const ABOUT = ({ name }: Dialect, made: string): string[] => [
  `# Written by Attend ${made}: one section a step, every tensor under its path in \`trace\`. Needs ${name} and nothing else.`,
  '# Letters: T tokens that ask, S tokens that are asked, C width, H heads, D width of a head, F hidden width, V words.',
  '#',
  '#   python3 attend.py                      shows every tensor',
  '#   python3 attend.py --json trace.json    writes them to a file',
];

/** The parts of a program's script: the functions it needs, what is given, the steps, and what holds them against ours. */
export function programText(session: Session, stages: readonly StageInfo[], speak: Dialect) {
  const used = new Set(
    stepsOf(forwardOf(session.program))
      .map(({ options }) => options.activation)
      .filter(Boolean),
  );
  const activations = [...used].flatMap((name) => ['', '', ...speak.activation(String(name)).definition]);
  const script = new Script(session, stages, speak);
  const part = (write: () => void) => {
    write();
    return script.lines.splice(0);
  };
  return {
    activations: activations.some(Boolean) ? activations : [],
    given: part(() => script.given()),
    body: part(() => script.group(forwardOf(session.program), '')),
    end: part(() => script.end()),
  };
}

/**
 * The program of a session as a script.
 * @param stages the engine's list, for the lines
 * @param made version of Attend
 */
export function scriptText(session: Session, stages: readonly StageInfo[], speak: Dialect, made: string): string {
  const { activations, given, body, end } = programText(session, stages, speak);
  const top = heading(session, speak, ABOUT(speak, made));
  return `${[...top, '', '', ...speak.helpers, ...activations, '', '', ...given, ...body, ...end].join('\n')}\n`;
}
