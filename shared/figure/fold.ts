// Stretches of a level that repeat, folded: in a paper, sixteen equal blocks are one with ×16. Pure.

interface Link {
  readonly source: string;
  readonly target: string;
}

export interface Fold {
  /** The nodes of the first repetition, in order: what is drawn. */
  readonly nodes: readonly string[];
  readonly count: number;
  /** The last node of the last repetition: what follows is fed by it. */
  readonly last: string;
}

/** The longest stretch that is sought as one repetition. */
const MAX_PERIOD = 12;

/**
 * Repeats along chains of nodes that have one wire in and one wire out.
 * @param order all nodes in topological order
 * @param sameness equal for nodes that look and cost the same; undefined for those that never repeat
 */
export function findFolds(
  order: readonly string[],
  edges: readonly Link[],
  sameness: (node: string) => string | undefined,
): readonly Fold[] {
  return chainsOf(order, edges).flatMap((chain) => foldsOf(chain, chain.map(sameness)));
}

/** Longest runs of nodes in which each is fed by the one before alone, and feeds the one after alone. */
function chainsOf(order: readonly string[], edges: readonly Link[]): readonly (readonly string[])[] {
  const into = new Map<string, string[]>();
  const outOf = new Map<string, string[]>();
  for (const { source, target } of edges) {
    into.set(target, [...(into.get(target) ?? []), source]);
    outOf.set(source, [...(outOf.get(source) ?? []), target]);
  }
  const follows = (node: string): string | undefined => {
    const next = outOf.get(node);
    return next?.length === 1 && into.get(next[0]!)?.length === 1 ? next[0] : undefined;
  };
  const followed = new Set(order.map(follows));
  return order
    .filter((node) => !followed.has(node))
    .map((first) => {
      const chain = [first];
      for (let next = follows(first); next !== undefined; next = follows(next)) chain.push(next);
      return chain;
    });
}

function foldsOf(chain: readonly string[], kinds: readonly (string | undefined)[]): readonly Fold[] {
  const folds: Fold[] = [];
  for (let at = 0; at < chain.length;) {
    let best = { period: 0, count: 1 };
    for (let period = 1; period <= MAX_PERIOD && at + 2 * period <= chain.length; period += 1) {
      const count = repetitions(kinds, at, period);
      // A shorter repetition that covers as much says more.
      if (count > 1 && count * period > best.count * best.period) best = { period, count };
    }
    if (best.count === 1) {
      at += 1;
      continue;
    }
    const end = at + best.period * best.count;
    folds.push({ nodes: chain.slice(at, at + best.period), count: best.count, last: chain[end - 1]! });
    at = end;
  }
  return folds;
}

function repetitions(kinds: readonly (string | undefined)[], at: number, period: number): number {
  let end = at;
  while (
    end < kinds.length &&
    kinds[end] !== undefined &&
    (end < at + period || kinds[end] === kinds[end - period])
  ) {
    end += 1;
  }
  return Math.max(1, Math.floor((end - at) / period));
}
