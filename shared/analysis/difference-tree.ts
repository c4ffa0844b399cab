// The difference of two networks as a tree of blocks, so that what is the same can be folded away.

import { isBoundary, type Comparable, type ComparableLayer } from './comparable.ts';
import { isResized, type ChangedLayer, type StructuralDifference } from './compare.ts';

/** `resized` is what a change elsewhere leads to: set and wired as before, for other shapes. */
export type LayerStatus = 'same' | 'renamed' | 'resized' | 'changed' | 'onlyInA' | 'onlyInB';

export interface DifferenceLayer {
  readonly kind: 'layer';
  readonly status: LayerStatus;
  /** The last part of its path. */
  readonly name: string;
  /** The layer in the first network and in the second. */
  readonly a: ComparableLayer | undefined;
  readonly b: ComparableLayer | undefined;
  readonly changes: ChangedLayer['changes'];
}

export type StatusCounts = Readonly<Record<LayerStatus, number>>;

export interface DifferenceBlock {
  readonly kind: 'block';
  readonly name: string;
  /** '' for the whole. */
  readonly path: string;
  readonly children: readonly (DifferenceBlock | DifferenceLayer)[];
  /** Layers inside, at any depth; Inputs and Outputs are none. */
  readonly counts: StatusCounts;
}

/** In the order of the first network; what only the second has follows what it follows there. */
export function differenceTree(
  a: Comparable,
  b: Comparable,
  difference: StructuralDifference,
): DifferenceBlock {
  const root = openBlock('', '');
  for (const layer of merged(a, b, difference)) add(root, layer);
  return closeBlock(root);
}

function merged(
  a: Comparable,
  b: Comparable,
  { onlyInA, onlyInB, changed, renamed }: StructuralDifference,
): readonly DifferenceLayer[] {
  const inB = new Map(b.layers.map((layer) => [layer.path, layer] as const));
  const alone = new Set(onlyInA.map(({ path }) => path));
  const added = new Set(onlyInB.map(({ path }) => path));
  const changedAt = new Map(changed.map((change) => [change.a, change] as const));
  const renamedTo = new Map(renamed.map((pair) => [pair.a, pair.b] as const));

  const layers = a.layers.map((layer): DifferenceLayer => {
    const change = changedAt.get(layer.path);
    const path = change?.b ?? renamedTo.get(layer.path) ?? layer.path;
    const common = { kind: 'layer', name: nameOf(layer.path), a: layer } as const;
    if (alone.has(layer.path)) return { ...common, status: 'onlyInA', b: undefined, changes: [] };
    return {
      ...common,
      status: statusOf(change, renamedTo.has(layer.path)),
      b: inB.get(path),
      changes: change?.changes ?? [],
    };
  });

  // What is only in b stands in lists, by the layer of b that it follows.
  const after = new Map<string, DifferenceLayer[]>();
  let before = '';
  for (const layer of b.layers) {
    if (added.has(layer.path)) {
      const name = nameOf(layer.path);
      const list = after.get(before) ?? [];
      list.push({ kind: 'layer', status: 'onlyInB', name, a: undefined, b: layer, changes: [] });
      after.set(before, list);
    } else {
      before = layer.path;
    }
  }
  const first = after.get('') ?? [];
  return [...first, ...layers.flatMap((layer) => [layer, ...(after.get(layer.b?.path ?? '\0') ?? [])])];
}

function statusOf(change: ChangedLayer | undefined, renamed: boolean): LayerStatus {
  if (change !== undefined) return isResized(change) ? 'resized' : 'changed';
  return renamed ? 'renamed' : 'same';
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

interface OpenBlock {
  readonly name: string;
  readonly path: string;
  readonly blocks: Map<string, OpenBlock>;
  readonly children: (OpenBlock | DifferenceLayer)[];
}

function openBlock(name: string, path: string): OpenBlock {
  return { name, path, blocks: new Map(), children: [] };
}

function add(root: OpenBlock, layer: DifferenceLayer): void {
  const path = (layer.a ?? layer.b)?.path ?? '';
  let block = root;
  for (const name of path.split('.').slice(0, -1)) {
    let inner = block.blocks.get(name);
    if (inner === undefined) {
      inner = openBlock(name, block.path === '' ? name : `${block.path}.${name}`);
      block.blocks.set(name, inner);
      block.children.push(inner);
    }
    block = inner;
  }
  block.children.push(layer);
}

function closeBlock({ name, path, children }: OpenBlock): DifferenceBlock {
  const counts = { same: 0, renamed: 0, resized: 0, changed: 0, onlyInA: 0, onlyInB: 0 };
  const closed = children.map((child) => ('kind' in child ? child : closeBlock(child)));
  for (const child of closed) {
    if (child.kind === 'layer') {
      if (!isBoundary((child.a ?? child.b)?.type ?? '')) counts[child.status] += 1;
    } else for (const status of Object.keys(counts) as LayerStatus[]) counts[status] += child.counts[status];
  }
  return { kind: 'block', name, path, children: closed, counts };
}

/** How many of these layers are not the same in both. */
export function differing({ resized, ...counts }: StatusCounts): number {
  return resized + edited(counts);
}

/** How many of these layers somebody edited: what follows from an edit elsewhere is left out. */
export function edited({ renamed, changed, onlyInA, onlyInB }: Omit<StatusCounts, 'resized'>): number {
  return renamed + changed + onlyInA + onlyInB;
}
