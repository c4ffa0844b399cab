// Networks side by side: one row of figures for each, and what differs between two, layer by layer. Ends in plain
// data that is JSON as it stands; how it reads is comparison-text.ts's.

import { commonSubsequence } from '../lib/common-subsequence.ts';
import type { Network, NetworkNode, ValueRef } from '../network/types.ts';
import { sameShape, type Shape } from '../tensor/types.ts';
import type { Analysis } from './types.ts';

/** Figures of one network at batch 1. While `errors` is not 0 they cover only what could be inferred. */
export interface NetworkSummary {
  readonly parameters: number;
  readonly macs: number;
  readonly activationBytes: number;
  readonly peakActivationBytes: number;
  readonly weightBytes: number;
  /** Weighted layers (convolutions, linear layers, attention) on the longest path, as papers count depth. */
  readonly depth: number;
  /** Operators but Inputs and Outputs. */
  readonly layers: number;
  /** Null where the shape is not known. */
  readonly inputs: readonly (Shape | null)[];
  readonly outputs: readonly (Shape | null)[];
  /** Number of diagnostics that are errors. */
  readonly errors: number;
}

export function summarise(analysis: Analysis): NetworkSummary {
  const { network, totals, diagnostics } = analysis;
  const nodesAt = (indices: readonly number[]) => indices.map((index) => network.nodes[index]!);
  return {
    parameters: totals.parameters,
    macs: totals.macs,
    activationBytes: totals.activationBytes,
    peakActivationBytes: totals.peakActivationBytes,
    weightBytes: totals.weightBytes,
    depth: depthOf(network.nodes),
    layers: network.nodes.filter(({ operator }) => !isBoundary(operator.type)).length,
    inputs: nodesAt(network.inputs).map(({ outputTypes }) => outputTypes?.[0]?.shape ?? null),
    outputs: nodesAt(network.outputs).map(({ inputTypes }) => inputTypes[0]?.shape ?? null),
    errors: diagnostics.filter(({ severity }) => severity === 'error').length,
  };
}

function isBoundary(type: string): boolean {
  return type === 'Input' || type === 'Output';
}

/** Weighted is what multiplies by weights of its own; normalisation only scales. */
function depthOf(nodes: readonly NetworkNode[]): number {
  const depths: number[] = [];
  for (const { index, inputs, operator } of nodes) {
    const own = operator.macs !== undefined && operator.weights !== undefined ? 1 : 0;
    let before = 0;
    for (const input of inputs) if (input !== undefined) before = Math.max(before, depths[input.node] ?? 0);
    depths[index] = before + own;
  }
  return depths.reduce((most, depth) => Math.max(most, depth), 0);
}

/** Figures that two networks are subtracted in. */
export const FIGURES = [
  'parameters',
  'macs',
  'activationBytes',
  'peakActivationBytes',
  'weightBytes',
  'depth',
  'layers',
] as const satisfies readonly (keyof NetworkSummary)[];
export type Figure = (typeof FIGURES)[number];

export interface LayerSummary {
  readonly path: string;
  readonly type: string;
  readonly outputShapes: readonly Shape[] | null;
  readonly parameters: number;
  readonly macs: number;
}

/** One thing that differs between two layers that belong together: in the first network and in the second. */
export type LayerChange =
  | { readonly what: 'type'; readonly a: string; readonly b: string }
  | { readonly what: 'attribute'; readonly name: string; readonly a: unknown; readonly b: unknown }
  /** Paths of the layers it reads, with `:1` after the path for a second output; null for an open port. */
  | {
      readonly what: 'sources';
      readonly a: readonly (string | null)[];
      readonly b: readonly (string | null)[];
    }
  | {
      readonly what: 'inputShapes' | 'outputShapes';
      readonly a: readonly (Shape | null)[] | null;
      readonly b: readonly (Shape | null)[] | null;
    }
  | { readonly what: 'parameters' | 'macs'; readonly a: number; readonly b: number };

export interface ChangedLayer {
  /** Paths in the first network and in the second. */
  readonly a: string;
  readonly b: string;
  readonly type: string;
  readonly changes: readonly LayerChange[];
}

/** What differs between network a and network b. Every operator counts as a layer, Inputs and Outputs too. */
export interface StructuralDifference {
  readonly onlyInA: readonly LayerSummary[];
  readonly onlyInB: readonly LayerSummary[];
  readonly changed: readonly ChangedLayer[];
  /** Layers that agree in all but their path, which is told here. They are among the unchanged ones. */
  readonly renamed: readonly { readonly a: string; readonly b: string }[];
  readonly unchanged: number;
  /** Figures of b less those of a. */
  readonly totals: Readonly<Record<Figure, number>>;
}

/**
 * Layers belong together when path and operator type agree; then, among the rest, when they lie on a longest common
 * subsequence of operator type and output shapes in topological order; last, when path and either type or output
 * shapes agree, which tells an exchanged operator.
 *
 * Agreement of the paths follows a layer through any change of its size, but misleads where the numbers of a Sequential
 * shifted (VGG with batch norm). Hence a second try, in which sizes must agree as well at first; it is taken if it
 * leaves fewer layers alone, or as many with fewer changes.
 */
export function structuralDifference(a: Analysis, b: Analysis): StructuralDifference {
  const byPath = differenceUnder(
    matchLayers(a, b, () => true),
    a,
    b,
  );
  const settled = byPath.onlyInA.length === 0 || byPath.onlyInB.length === 0;
  if (settled && byPath.changed.length === 0) return byPath;
  const bySize = differenceUnder(
    matchLayers(a, b, (node, other) => sizesOf(node) === sizesOf(other)),
    a,
    b,
  );
  const alone = ({ onlyInA, onlyInB }: StructuralDifference) => onlyInA.length + onlyInB.length;
  const less = alone(bySize) - alone(byPath) || bySize.changed.length - byPath.changed.length;
  return less < 0 ? bySize : byPath;
}

function sizesOf({ inputTypes, outputTypes, weights }: NetworkNode): string {
  return JSON.stringify([inputTypes, outputTypes, weights.map(({ shape }) => shape)]);
}

function differenceUnder(matching: Matching, a: Analysis, b: Analysis): StructuralDifference {
  const changed: ChangedLayer[] = [];
  const renamed: { a: string; b: string }[] = [];
  let unchanged = 0;
  for (const node of a.network.nodes) {
    const other = b.network.nodes[matching.toB.get(node.index) ?? -1];
    if (other === undefined) continue;
    const changes = layerChanges(a, b, node, other, matching);
    if (changes.length > 0) {
      changed.push({ a: node.path, b: other.path, type: node.operator.type, changes });
      continue;
    }
    unchanged += 1;
    if (node.path !== other.path) renamed.push({ a: node.path, b: other.path });
  }
  const before = summarise(a);
  const after = summarise(b);
  return {
    onlyInA: unmatched(a, matching.toB),
    onlyInB: unmatched(b, matching.toA),
    changed,
    renamed,
    unchanged,
    totals: Object.fromEntries(FIGURES.map((figure) => [figure, after[figure] - before[figure]])) as Record<
      Figure,
      number
    >,
  };
}

/** Indices of nodes that belong together, both ways. */
interface Matching {
  readonly toB: ReadonlyMap<number, number>;
  readonly toA: ReadonlyMap<number, number>;
}

/** @param trusted whether equal paths and types are enough for these two */
function matchLayers(
  { network: { nodes: a } }: Analysis,
  { network: { nodes: b } }: Analysis,
  trusted: (node: NetworkNode, other: NetworkNode) => boolean,
): Matching {
  const toB = new Map<number, number>();
  const toA = new Map<number, number>();
  const match = (node: NetworkNode, other: NetworkNode): void => {
    toB.set(node.index, other.index);
    toA.set(other.index, node.index);
  };
  const inB = new Map(b.map((node) => [node.path, node] as const));
  for (const node of a) {
    const other = inB.get(node.path);
    if (other?.operator.type === node.operator.type && trusted(node, other)) match(node, other);
  }
  const restA = a.filter(({ index }) => !toB.has(index));
  const restB = b.filter(({ index }) => !toA.has(index));
  const shapesOf = (node: NetworkNode) => JSON.stringify(outputShapes(node));
  const keyOf = (node: NetworkNode) => `${node.operator.type} ${shapesOf(node)}`;
  for (const [at, otherAt] of commonSubsequence(restA.map(keyOf), restB.map(keyOf))) {
    match(restA[at]!, restB[otherAt]!);
  }
  for (const node of restA) {
    const other = inB.get(node.path);
    if (other === undefined || toB.has(node.index) || toA.has(other.index)) continue;
    if (node.operator.type === other.operator.type || shapesOf(node) === shapesOf(other)) match(node, other);
  }
  return { toB, toA };
}

function unmatched(analysis: Analysis, matched: ReadonlyMap<number, number>): readonly LayerSummary[] {
  return analysis.network.nodes
    .filter(({ index }) => !matched.has(index))
    .map((node) => ({
      path: node.path,
      type: node.operator.type,
      outputShapes: outputShapes(node),
      parameters: analysis.costs.get(node.path)?.parameters ?? 0,
      macs: analysis.costs.get(node.path)?.macs ?? 0,
    }));
}

function layerChanges(
  a: Analysis,
  b: Analysis,
  node: NetworkNode,
  other: NetworkNode,
  matching: Matching,
): readonly LayerChange[] {
  const changes: LayerChange[] = [];
  if (node.operator.type === other.operator.type) {
    for (const [name, value] of Object.entries(node.attributes)) {
      const [was, is] = [value as unknown, other.attributes[name] as unknown];
      if (JSON.stringify(was) !== JSON.stringify(is))
        changes.push({ what: 'attribute', name, a: was, b: is });
    }
  } else {
    changes.push({ what: 'type', a: node.operator.type, b: other.operator.type });
  }
  if (isRewired(node.inputs, other.inputs, matching)) {
    changes.push({ what: 'sources', a: sourcesOf(a.network, node), b: sourcesOf(b.network, other) });
  }
  const shapes = [
    ['inputShapes', inputShapes(node), inputShapes(other)],
    ['outputShapes', outputShapes(node), outputShapes(other)],
  ] as const;
  for (const [what, was, is] of shapes) if (!sameShapes(was, is)) changes.push({ what, a: was, b: is });
  for (const what of ['parameters', 'macs'] as const) {
    const [was, is] = [a.costs.get(node.path)?.[what] ?? 0, b.costs.get(other.path)?.[what] ?? 0];
    if (was !== is) changes.push({ what, a: was, b: is });
  }
  return changes;
}

/**
 * Whether it reads other layers than before. A layer that was added or removed just before this one is told as such,
 * and does not change this one.
 */
function isRewired(
  inputs: readonly (ValueRef | undefined)[],
  others: readonly (ValueRef | undefined)[],
  { toB, toA }: Matching,
): boolean {
  if (inputs.length !== others.length) return true;
  return inputs.some((input, port) => {
    const other = others[port];
    if (input === undefined || other === undefined) return input !== other;
    const counterpart = toB.get(input.node);
    if (counterpart === undefined || !toA.has(other.node)) return false;
    return counterpart !== other.node || input.output !== other.output;
  });
}

function sourcesOf({ nodes }: Network, node: NetworkNode): readonly (string | null)[] {
  return node.inputs.map((input) => {
    if (input === undefined) return null;
    const { path } = nodes[input.node]!;
    return input.output === 0 ? path : `${path}:${input.output}`;
  });
}

function inputShapes(node: NetworkNode): readonly (Shape | null)[] {
  return node.inputTypes.map((type) => type?.shape ?? null);
}

function outputShapes(node: NetworkNode): readonly Shape[] | null {
  return node.outputTypes?.map(({ shape }) => shape) ?? null;
}

function sameShapes(a: readonly (Shape | null)[] | null, b: readonly (Shape | null)[] | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.length === b.length &&
    a.every((shape, at) => {
      const other = b[at] ?? null;
      return shape === null || other === null ? shape === other : sameShape(shape, other);
    })
  );
}
