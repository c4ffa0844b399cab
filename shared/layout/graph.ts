// The layout's own view of a network: dense indices, one axis convention ("breadth" across the flow,
// "depth" along it), no back edges, split into connected components.

export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Port offsets from the node's top for 'right' flow, from its left side for 'down'; in port order. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

export interface LayoutEdge {
  readonly source: string;
  readonly sourcePort: number;
  readonly target: string;
  readonly targetPort: number;
}

/** A node by index: its extent across and along the flow. */
export interface Extent {
  readonly breadth: number;
  readonly depth: number;
}

/** An edge by index: where it leaves and enters, as offsets across the flow. */
export interface Arc {
  readonly edge: number;
  readonly source: number;
  readonly target: number;
  readonly sourcePort: number;
  readonly sourceAt: number;
  readonly targetAt: number;
}

/** One connected, acyclic piece; `members` maps its indices back to the caller's nodes. */
export interface Component {
  readonly members: readonly number[];
  readonly extents: readonly Extent[];
  readonly arcs: readonly Arc[];
}

function groupArcs(count: number, arcs: readonly Arc[], end: 'source' | 'target'): number[][] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (const [index, arc] of arcs.entries()) lists[arc[end]]!.push(index);
  return lists;
}

/** Indices of the arcs that leave each node, in edge order. */
export function outgoingArcs(count: number, arcs: readonly Arc[]): number[][] {
  return groupArcs(count, arcs, 'source');
}

/** Indices of the arcs that enter each node, in edge order. */
export function incomingArcs(count: number, arcs: readonly Arc[]): number[][] {
  return groupArcs(count, arcs, 'target');
}

/**
 * Leaves out the arcs that close a cycle, as met by a depth-first search from the sources and then from
 * whatever is left. The stack is explicit: networks of 20,000 nodes in a row exist.
 */
function withoutBackArcs(count: number, arcs: readonly Arc[]): Arc[] {
  const outgoing = outgoingArcs(count, arcs);
  const entered = new Uint8Array(count);
  for (const arc of arcs) entered[arc.target] = 1;
  const OPEN = 1;
  const DONE = 2;
  const state = new Uint8Array(count);
  const next = new Uint32Array(count);
  const back = new Set<number>();
  const search = (root: number): void => {
    if (state[root] !== 0) return;
    const stack = [root];
    state[root] = OPEN;
    while (stack.length > 0) {
      const node = stack[stack.length - 1]!;
      const index = outgoing[node]![next[node]!++];
      if (index === undefined) {
        state[node] = DONE;
        stack.pop();
        continue;
      }
      const target = arcs[index]!.target;
      if (state[target] === OPEN) back.add(index);
      if (state[target] !== 0) continue;
      state[target] = OPEN;
      stack.push(target);
    }
  };
  for (let node = 0; node < count; node++) if (entered[node] === 0) search(node);
  for (let node = 0; node < count; node++) search(node);
  return back.size === 0 ? [...arcs] : arcs.filter((_, index) => !back.has(index));
}

/** Number of each node's component, counted in the order in which the nodes were given. */
function componentNumbers(count: number, arcs: readonly Arc[]): { numbers: Int32Array; total: number } {
  const near: number[][] = Array.from({ length: count }, () => []);
  for (const { source, target } of arcs) {
    near[source]!.push(target);
    near[target]!.push(source);
  }
  const numbers = new Int32Array(count).fill(-1);
  let total = 0;
  for (let root = 0; root < count; root++) {
    if (numbers[root] !== -1) continue;
    numbers[root] = total;
    const stack = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      for (const other of near[node]!) {
        if (numbers[other] !== -1) continue;
        numbers[other] = total;
        stack.push(other);
      }
    }
    total++;
  }
  return { numbers, total };
}

/**
 * The network as acyclic components. Edges from a node to itself, to unknown ids, and those that close a
 * cycle are left out; a port that the node does not list is taken to be in the middle of its side. Of
 * nodes that share an id the first counts.
 */
export function splitComponents(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  direction: 'right' | 'down',
): Component[] {
  const indexOf = new Map<string, number>();
  const kept: number[] = [];
  const extents: Extent[] = [];
  for (const [position, node] of nodes.entries()) {
    if (indexOf.has(node.id)) continue;
    indexOf.set(node.id, kept.length);
    kept.push(position);
    extents.push(
      direction === 'down'
        ? { breadth: node.width, depth: node.height }
        : { breadth: node.height, depth: node.width },
    );
  }
  const all: Arc[] = [];
  for (const [position, edge] of edges.entries()) {
    const source = indexOf.get(edge.source);
    const target = indexOf.get(edge.target);
    if (source === undefined || target === undefined || source === target) continue;
    all.push({
      edge: position,
      source,
      target,
      sourcePort: edge.sourcePort,
      sourceAt: nodes[kept[source]!]!.outputs[edge.sourcePort] ?? extents[source]!.breadth / 2,
      targetAt: nodes[kept[target]!]!.inputs[edge.targetPort] ?? extents[target]!.breadth / 2,
    });
  }
  const arcs = withoutBackArcs(extents.length, all);
  const { numbers, total } = componentNumbers(extents.length, arcs);
  const local = new Int32Array(extents.length);
  const parts = Array.from({ length: total }, () => ({
    members: [] as number[],
    extents: [] as Extent[],
    arcs: [] as Arc[],
  }));
  for (const [index, extent] of extents.entries()) {
    const part = parts[numbers[index]!]!;
    local[index] = part.members.length;
    part.members.push(kept[index]!);
    part.extents.push(extent);
  }
  for (const arc of arcs) {
    parts[numbers[arc.source]!]!.arcs.push({
      ...arc,
      source: local[arc.source]!,
      target: local[arc.target]!,
    });
  }
  return parts;
}
