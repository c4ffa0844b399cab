// A network as a tree of rows: every element of every level in the order of computing, what is inside a block
// after the block. What is folded, sought and sorted is up to whoever lists them.

import type { Element, Network } from '../network/types.ts';

export interface Row {
  readonly element: Element;
  /** 0 at the top. */
  readonly depth: number;
  readonly block: boolean;
  /** An Input or Output of a block: a port rather than a layer. */
  readonly port: boolean;
  /** What is inside, for a block. */
  readonly inside: readonly Row[];
}

const trees = new WeakMap<Network, readonly Row[]>();

/** The top level's rows, with those inside them. */
export function rowTree(network: Network): readonly Row[] {
  let tree = trees.get(network);
  if (tree === undefined) {
    tree = rowsAt(network, '', 0);
    trees.set(network, tree);
  }
  return tree;
}

function rowsAt(network: Network, path: string, depth: number): readonly Row[] {
  return [...(network.levels.get(path)?.elements.values() ?? [])].map((element): Row => {
    const { record } = element;
    const block = record.kind !== 'operator';
    return {
      element,
      depth,
      block,
      port: depth > 0 && !block && (record.operator === 'Input' || record.operator === 'Output'),
      inside: block ? rowsAt(network, element.path, depth + 1) : [],
    };
  });
}

export interface Listing {
  /** Whether a block shows what is inside. */
  readonly isOpen: (path: string) => boolean;
  /** Paths that are sought: only they and the blocks around them are listed, those opened. */
  readonly sought?: ReadonlySet<string> | undefined;
  /** Leaves rows out, with all that is inside. */
  readonly skip?: ((row: Row) => boolean) | undefined;
  /** Order among siblings; without it, that of computing. */
  readonly compare?: ((a: Row, b: Row) => number) | undefined;
}

/** The rows to show, from top to bottom. */
export function listRows(tree: readonly Row[], listing: Listing): readonly Row[] {
  const { isOpen, skip, compare } = listing;
  const list: Row[] = [];
  /** @returns whether one of these rows, or one inside, is sought */
  const add = (rows: readonly Row[], sought: ReadonlySet<string> | undefined): boolean => {
    let any = false;
    for (const row of compare === undefined ? rows : rows.toSorted(compare)) {
      if (skip?.(row) === true) continue;
      const at = list.length;
      list.push(row);
      if (sought === undefined) {
        if (row.block && isOpen(row.element.path)) add(row.inside, undefined);
        continue;
      }
      const within = add(row.inside, sought);
      const found = sought.has(row.element.path);
      if (!within && !found) list.length = at;
      // A block that is sought for itself opens as ever.
      else if (!within && row.block && isOpen(row.element.path)) add(row.inside, undefined);
      any ||= within || found;
    }
    return any;
  };
  add(tree, listing.sought);
  return list;
}

/** All layers, without blocks and their ports, in the order of computing. */
export function layersOf(tree: readonly Row[]): readonly Row[] {
  return tree.flatMap((row) => (row.block ? layersOf(row.inside) : row.port ? [] : [row]));
}

/** The paths of the blocks around an element, outermost first. */
export function blocksAround(path: string): readonly string[] {
  const around: string[] = [];
  for (let at = path.indexOf('.'); at !== -1; at = path.indexOf('.', at + 1)) around.push(path.slice(0, at));
  return around;
}
