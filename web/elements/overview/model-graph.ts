/**
 * What a program looks like from far away: lanes, each with a residual stream and the branches that leave it and come
 * back. Found from what results read, so that a new stage needs no entry here.
 */
import { forwardOf } from '../../engine/forward.js';
import { isHeadAxis } from '../../engine/head-axis.js';
import type { ProgramNode, StageInfo } from '../../engine/index.js';
import { leavesOf } from '../../engine/leaves.js';

/** What the graph asks of a session. */
export interface GraphSource {
  program: ProgramNode;
  shapeOf(path: string): { axes: string[]; shape: number[] };
}

/** A tensor that is drawn. */
export interface Drawn {
  path: string;
  /** Name in the stage that writes it. */
  name: string;
  leaf: ProgramNode;
  axes: string[];
  shape: number[];
}

/** A step on the residual stream itself; `join` where a branch is added to it. */
export interface OnStream {
  kind: 'stream';
  leaf: ProgramNode;
  drawn: Drawn[];
  join: boolean;
}

/** Steps beside the stream, from where they read it to where they come back. */
export interface Branch {
  kind: 'branch';
  /** Leaves and groups of the program, in order. */
  nodes: ProgramNode[];
  drawn: Drawn[];
  /** Attention stands above the stream, what works on each token alone below it. */
  above: boolean;
  /** The branch is added to the stream; else it takes its place. */
  joins: boolean;
}

export interface Block {
  /** The layer; null for steps outside of layers. */
  layer: ProgramNode | null;
  parts: (OnStream | Branch)[];
}

/** An encoder, a decoder, or the whole program. */
export interface Lane {
  node: ProgramNode;
  blocks: Block[];
}

export interface Edge {
  from: string;
  to: string;
}

export interface ModelGraph {
  lanes: Lane[];
  /** Every drawn tensor by its path. */
  drawn: Map<string, Drawn>;
  /** From tensor to tensor, only between drawn ones; what lies between them and is not drawn is passed through. */
  edges: Edge[];
}

/** The tensor that is made of others: by name of the input or of the stage's own earlier result. */
class Wiring {
  readonly writer = new Map<string, ProgramNode>();
  readonly leaves: ProgramNode[] = [];
  private readonly direct = new Map<string, string[]>();
  private readonly above = new Map<string, Set<string>>();

  readonly stages: ReadonlyMap<string, StageInfo>;

  constructor(program: ProgramNode, stages: ReadonlyMap<string, StageInfo>) {
    this.stages = stages;
    const visit = (node: ProgramNode): void => {
      if (node.stage) this.leaves.push(node);
      node.children.forEach(visit);
    };
    visit(program);
    for (const leaf of this.leaves) {
      for (const path of Object.values(leaf.outputs)) this.writer.set(path, leaf);
    }
  }

  /** The computed tensors that a tensor is directly made of. */
  reads(path: string): string[] {
    const known = this.direct.get(path);
    if (known) return known;
    const leaf = this.writer.get(path);
    const name = leaf && Object.keys(leaf.outputs).find((one) => leaf.outputs[one] === path);
    const result = leaf && this.stages.get(leaf.stage!)?.writes.find((one) => one.name === name);
    const named = (one: string) => leaf!.inputs[one] ?? leaf!.outputs[one];
    const paths = (result?.reads ?? []).map(named).filter((one): one is string => !!one && this.writer.has(one));
    // Of "memory or x" only the first that is there is read.
    const found = result?.reads.includes('memory') && leaf?.inputs.memory ? [leaf.inputs.memory] : paths;
    this.direct.set(path, found);
    return found;
  }

  /** Every computed tensor that a tensor depends on. */
  ancestors(path: string): ReadonlySet<string> {
    const known = this.above.get(path);
    if (known) return known;
    const found = new Set<string>();
    this.above.set(path, found);
    for (const read of this.reads(path)) {
      found.add(read);
      for (const further of this.ancestors(read)) found.add(further);
    }
    return found;
  }

  /** The results a stage is for, as paths. */
  mains(leaf: ProgramNode): string[] {
    const { writes } = this.stages.get(leaf.stage!)!;
    return writes.filter(({ main }) => main).flatMap(({ name }) => leaf.outputs[name] ?? []);
  }

  /**
   * Where a branch is added: a result of two tensors of its own shape, one of which was made from the other. Of branches side by
   * side the later ones are made from what the earlier ones were.
   */
  joined(leaf: ProgramNode): { skip: string; branch: string } | null {
    const [main] = this.mains(leaf);
    const inputs = main ? this.reads(main).filter((path) => this.writer.get(path) !== leaf) : [];
    for (const skip of inputs) {
      const branch = inputs.find((path) => path !== skip && this.ancestors(path).has(this.root(skip)));
      if (branch) return { skip, branch };
    }
    return null;
  }

  /** What the first of the sums that make a tensor was added to. */
  private root(path: string): string {
    const leaf = this.writer.get(path);
    const skip = leaf && this.joined(leaf)?.skip;
    return skip === undefined ? path : this.root(skip);
  }
}

/** The steps of the residual stream of one lane, from its last one back. */
function streamOf(wiring: Wiring, leaves: ProgramNode[]): Set<ProgramNode> {
  const here = new Set(leaves);
  const stream = new Set<ProgramNode>();
  let path = leaves.length ? wiring.mains(leaves.at(-1)!)[0] : undefined;
  while (path) {
    const leaf = wiring.writer.get(path);
    if (!leaf || !here.has(leaf)) break;
    stream.add(leaf);
    const skip: string | undefined = wiring.joined(leaf)?.skip;
    path = skip ?? firstInput(wiring, leaf, path);
  }
  return stream;
}

/** The first input that is computed, through the stage's own inner results. */
function firstInput(wiring: Wiring, leaf: ProgramNode, path: string): string | undefined {
  for (const read of wiring.reads(path)) {
    if (wiring.writer.get(read) !== leaf) return read;
    const further = firstInput(wiring, leaf, read);
    if (further) return further;
  }
  return undefined;
}

/**
 * What is drawn of a step: its main results, and inner ones of two axes or more that lie otherwise than those. Where the main ones
 * have heads, what all heads have in common would stand between them.
 */
function drawnOf(wiring: Wiring, source: GraphSource, leaf: ProgramNode): Drawn[] {
  const { writes } = wiring.stages.get(leaf.stage!)!;
  const all = writes.flatMap(({ name, main }) => {
    const path = leaf.outputs[name];
    return path ? [{ path, name, leaf, main, ...source.shapeOf(path) }] : [];
  });
  const letters = (axes: string[]) => axes.join(' ');
  const mains = new Set(all.filter(({ main }) => main).map(({ axes }) => letters(axes)));
  const perHead = all.some(({ main, axes }) => main && isHeadAxis(axes[0]));
  const inner = (axes: string[]) => axes.length > 1 && !mains.has(letters(axes)) && (!perHead || isHeadAxis(axes[0]));
  return all
    .filter(({ main, axes }) => main || inner(axes))
    .map(({ path, name, leaf, axes, shape }) => ({ path, name, leaf, axes, shape }));
}

const isAttention = (node: ProgramNode): boolean => !node.stage && node.level === 'sublayer';

class LaneBuilder {
  readonly blocks: Block[] = [];
  private block: Block = { layer: null, parts: [] };
  private pending: ProgramNode[] = [];

  private readonly wiring: Wiring;
  private readonly source: GraphSource;
  private readonly stream: ReadonlySet<ProgramNode>;

  constructor(wiring: Wiring, source: GraphSource, stream: ReadonlySet<ProgramNode>) {
    this.wiring = wiring;
    this.source = source;
    this.stream = stream;
  }

  add(node: ProgramNode): void {
    if (node.level === 'layer') {
      this.open(node);
      for (const child of node.children) this.place(child);
      this.open(null);
    } else this.place(node);
  }

  private place(node: ProgramNode): void {
    if (!node.stage || !this.stream.has(node)) {
      this.pending.push(node);
      return;
    }
    const join = this.wiring.joined(node) !== null;
    this.flush(join);
    this.block.parts.push({ kind: 'stream', leaf: node, drawn: drawnOf(this.wiring, this.source, node), join });
  }

  private flush(joins: boolean): void {
    const nodes = this.pending;
    if (!nodes.length) return;
    this.pending = [];
    const drawn = nodes.flatMap(leavesOf).flatMap((leaf) => drawnOf(this.wiring, this.source, leaf));
    this.block.parts.push({ kind: 'branch', nodes, drawn, above: nodes.some(isAttention), joins });
  }

  open(layer: ProgramNode | null): void {
    this.flush(false);
    if (this.block.parts.length) this.blocks.push(this.block);
    this.block = { layer, parts: [] };
  }
}

function laneOf(wiring: Wiring, source: GraphSource, node: ProgramNode): Lane {
  const builder = new LaneBuilder(wiring, source, streamOf(wiring, leavesOf(node)));
  for (const child of node.children) builder.add(child);
  builder.open(null);
  return { node, blocks: builder.blocks };
}

/** The drawn tensors that a tensor is made of, past those that are not drawn. */
function drawnReads(
  wiring: Wiring,
  drawn: ReadonlyMap<string, Drawn>,
  path: string,
  found = new Set<string>(),
): Set<string> {
  for (const read of wiring.reads(path)) {
    if (drawn.has(read)) found.add(read);
    else drawnReads(wiring, drawn, read, found);
  }
  return found;
}

export function graphOf(source: GraphSource, stages: ReadonlyMap<string, StageInfo>): ModelGraph {
  const program = forwardOf(source.program);
  const wiring = new Wiring(program, stages);
  const models = program.children.filter(({ level, stage }) => level === 'model' && !stage);
  const lanes = (models.length ? models : [program]).map((node) => laneOf(wiring, source, node));
  const parts = lanes.flatMap(({ blocks }) => blocks.flatMap((block) => block.parts));
  const drawn = new Map(parts.flatMap((part) => part.drawn).map((one) => [one.path, one]));
  const edges = [...drawn.keys()].flatMap((to) => [...drawnReads(wiring, drawn, to)].map((from) => ({ from, to })));
  return { lanes, drawn, edges };
}
