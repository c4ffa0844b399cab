// Where a network's residual branches end: additions that join two ways from one node, and the longer way of the two.
// Read off the wires, so that drawn networks count as presets do. Pure.

import type { EdgeRecord, NodeId } from '../../shared/document/types.ts';
import { isWithin } from '../../shared/network/paths.ts';
import type { Level, Network } from '../../shared/network/types.ts';

export interface ResidualBranch {
  readonly level: Level;
  /** Path of the addition. */
  readonly path: string;
  /** The wire that the branch ends with; the addition's other wire is the skip. */
  readonly end: EdgeRecord;
  /** Path of a multiplication by a gate (a sigmoid's output) in the branch: it has squeeze-and-excitation. */
  readonly gate: string | undefined;
}

/** All of them, in the order in which they are computed. */
export function residualBranches(network: Network): readonly ResidualBranch[] {
  const operators = operatorCounts(network);
  const gates = gatePaths(network);
  const found: ResidualBranch[] = [];
  for (const level of network.levels.values()) {
    // What stands in a row is listed by the levels of its repetitions.
    if (level.repeats !== undefined) continue;
    const incoming = incomingEdges(level);
    for (const [id, element] of level.elements) {
      const { record } = element;
      if (record.kind !== 'operator' || record.operator !== 'Add' || element.node === undefined) continue;
      const [first, second, ...more] = incoming.get(id) ?? [];
      if (first === undefined || second === undefined || more.length > 0) continue;
      const [a, b] = [upstream(incoming, first.source), upstream(incoming, second.source)];
      const onlyA = [...a].filter((node) => !b.has(node));
      const onlyB = [...b].filter((node) => !a.has(node));
      const joined = onlyA.length < a.size;
      const weigh = (nodes: readonly NodeId[]): number =>
        nodes.reduce((sum, node) => sum + (operators.get(level.elements.get(node)?.path ?? '') ?? 0), 0);
      const [lengthA, lengthB] = [weigh(onlyA), weigh(onlyB)];
      // Two ways of one length are branches side by side; without a common beginning nothing is skipped.
      if (!joined || lengthA === lengthB) continue;
      const branch = lengthA > lengthB ? onlyA : onlyB;
      const paths = branch.map((node) => level.elements.get(node)?.path ?? '');
      found.push({
        level,
        path: element.path,
        end: lengthA > lengthB ? first : second,
        gate: gates.find((gate) => paths.some((path) => isWithin(gate, path))),
      });
    }
  }
  const order = new Map(network.nodes.map(({ path, index }) => [path, index] as const));
  return found.sort((x, y) => (order.get(x.path) ?? 0) - (order.get(y.path) ?? 0));
}

function incomingEdges(level: Level): ReadonlyMap<NodeId, readonly EdgeRecord[]> {
  const incoming = new Map<NodeId, EdgeRecord[]>();
  for (const edge of Object.values(level.graph.edges)) {
    const edges = incoming.get(edge.target);
    if (edges === undefined) incoming.set(edge.target, [edge]);
    else edges.push(edge);
  }
  return incoming;
}

/** The node and all that it depends on at its level. */
function upstream(incoming: ReadonlyMap<NodeId, readonly EdgeRecord[]>, from: NodeId): ReadonlySet<NodeId> {
  const seen = new Set([from]);
  const stack = [from];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    for (const { source } of incoming.get(at) ?? []) {
      if (seen.has(source)) continue;
      seen.add(source);
      stack.push(source);
    }
  }
  return seen;
}

/** Operators in every block, and 1 for every operator, by path. */
function operatorCounts(network: Network): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of network.nodes) {
    for (let at = path; at !== ''; at = network.elements.get(at)?.level ?? '') {
      counts.set(at, (counts.get(at) ?? 0) + 1);
    }
  }
  return counts;
}

const GATES: ReadonlySet<string> = new Set(['Sigmoid', 'Hardsigmoid']);
const FOLDING: ReadonlySet<string> = new Set(['Unflatten', 'Permute']);

function gatePaths({ nodes }: Network): readonly string[] {
  return nodes
    .filter(
      ({ operator, inputs }) =>
        operator.type === 'Mul' &&
        inputs.some((input) => {
          let from = nodes[input?.node ?? -1];
          while (from !== undefined && FOLDING.has(from.operator.type)) {
            from = nodes[from.inputs[0]?.node ?? -1];
          }
          return from !== undefined && GATES.has(from.operator.type);
        }),
    )
    .map(({ path }) => path);
}
