// What differs between two networks, layer by layer. Ends in plain data that is JSON as it stands; how it reads is
// difference-text.ts's.

import { commonSubsequence } from '../lib/common-subsequence.ts';
import type { ValueRef } from '../network/types.ts';
import { sameShape, type Shape } from '../tensor/types.ts';
import { isBoundary, type Comparable, type ComparableLayer, type NetworkSummary } from './comparable.ts';

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

/** Whether it is set and wired as before, and only what arrives, or what it costs, has another size. */
export function isResized({ changes }: Pick<ChangedLayer, 'changes'>): boolean {
  return changes.every(({ what }) => what !== 'type' && what !== 'attribute' && what !== 'sources');
}

export interface RenamedLayer {
  readonly a: string;
  readonly b: string;
  readonly type: string;
}

/** What differs between network a and network b. Inputs and Outputs are listed with the layers, but not counted. */
export interface StructuralDifference {
  readonly onlyInA: readonly LayerSummary[];
  readonly onlyInB: readonly LayerSummary[];
  readonly changed: readonly ChangedLayer[];
  /** Layers that agree in all but their path, which is told here. They are among the unchanged ones. */
  readonly renamed: readonly RenamedLayer[];
  /** How many layers agree, Inputs and Outputs left out. */
  readonly unchanged: number;
  /** Figures of b less those of a. */
  readonly totals: Readonly<Record<Figure, number>>;
  /** Whether the sums of each are only the least that it costs, for want of some layer's costs. */
  readonly partial: { readonly a: boolean; readonly b: boolean };
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
export function structuralDifference(a: Comparable, b: Comparable): StructuralDifference {
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

function sizesOf({ inputTypes, outputTypes, weightShapes }: ComparableLayer): string {
  return JSON.stringify([inputTypes, outputTypes, weightShapes]);
}

function differenceUnder(matching: Matching, a: Comparable, b: Comparable): StructuralDifference {
  const changed: ChangedLayer[] = [];
  const renamed: RenamedLayer[] = [];
  let unchanged = 0;
  for (const node of a.layers) {
    const other = b.layers[matching.toB.get(node.index) ?? -1];
    if (other === undefined) continue;
    const changes = layerChanges(a, b, node, other, matching);
    if (changes.length > 0) {
      changed.push({ a: node.path, b: other.path, type: node.type, changes });
      continue;
    }
    if (!isBoundary(node.type)) unchanged += 1;
    if (node.path !== other.path) renamed.push({ a: node.path, b: other.path, type: node.type });
  }
  const [before, after] = [a.summary, b.summary];
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
    partial: { a: before.partial, b: after.partial },
  };
}

/** Indices of nodes that belong together, both ways. */
interface Matching {
  readonly toB: ReadonlyMap<number, number>;
  readonly toA: ReadonlyMap<number, number>;
}

/** @param trusted whether equal paths and types are enough for these two */
function matchLayers(
  { layers: a }: Comparable,
  { layers: b }: Comparable,
  trusted: (node: ComparableLayer, other: ComparableLayer) => boolean,
): Matching {
  const toB = new Map<number, number>();
  const toA = new Map<number, number>();
  const match = (node: ComparableLayer, other: ComparableLayer): void => {
    toB.set(node.index, other.index);
    toA.set(other.index, node.index);
  };
  const inB = new Map(b.map((node) => [node.path, node] as const));
  for (const node of a) {
    const other = inB.get(node.path);
    if (other?.type === node.type && trusted(node, other)) match(node, other);
  }
  const restA = a.filter(({ index }) => !toB.has(index));
  const restB = b.filter(({ index }) => !toA.has(index));
  const shapesOf = (node: ComparableLayer) => JSON.stringify(outputShapes(node));
  const keyOf = (node: ComparableLayer) => `${node.type} ${shapesOf(node)}`;
  for (const [at, otherAt] of commonSubsequence(restA.map(keyOf), restB.map(keyOf))) {
    match(restA[at]!, restB[otherAt]!);
  }
  for (const node of restA) {
    const other = inB.get(node.path);
    if (other === undefined || toB.has(node.index) || toA.has(other.index)) continue;
    if (node.type === other.type || shapesOf(node) === shapesOf(other)) match(node, other);
  }
  return { toB, toA };
}

function unmatched(network: Comparable, matched: ReadonlyMap<number, number>): readonly LayerSummary[] {
  return network.layers
    .filter(({ index }) => !matched.has(index))
    .map((node) => ({
      path: node.path,
      type: node.type,
      outputShapes: outputShapes(node),
      parameters: node.parameters,
      macs: node.macs,
    }));
}

function layerChanges(
  a: Comparable,
  b: Comparable,
  node: ComparableLayer,
  other: ComparableLayer,
  matching: Matching,
): readonly LayerChange[] {
  const changes: LayerChange[] = [];
  if (node.type === other.type) {
    for (const [name, value] of Object.entries(node.attributes)) {
      // A file does not tell everything that was typed, such as how weights start.
      if (!(name in other.attributes)) continue;
      const [was, is] = [value, other.attributes[name]];
      if (JSON.stringify(was) !== JSON.stringify(is))
        changes.push({ what: 'attribute', name, a: was, b: is });
    }
  } else {
    changes.push({ what: 'type', a: node.type, b: other.type });
  }
  if (isRewired(node.inputs, other.inputs, matching)) {
    changes.push({ what: 'sources', a: sourcesOf(a, node), b: sourcesOf(b, other) });
  }
  const shapes = [
    ['inputShapes', inputShapes(node), inputShapes(other)],
    ['outputShapes', outputShapes(node), outputShapes(other)],
  ] as const;
  for (const [what, was, is] of shapes) if (!sameShapes(was, is)) changes.push({ what, a: was, b: is });
  // What a layer without shapes costs is not known, and no number to set beside another.
  if (node.outputTypes === undefined || other.outputTypes === undefined) return changes;
  for (const what of ['parameters', 'macs'] as const) {
    const [was, is] = [node[what], other[what]];
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

function sourcesOf({ layers }: Comparable, node: ComparableLayer): readonly (string | null)[] {
  return node.inputs.map((input) => {
    if (input === undefined) return null;
    const { path } = layers[input.node]!;
    return input.output === 0 ? path : `${path}:${input.output}`;
  });
}

function inputShapes(node: ComparableLayer): readonly (Shape | null)[] {
  return node.inputTypes.map((type) => type?.shape ?? null);
}

function outputShapes(node: ComparableLayer): readonly Shape[] | null {
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
