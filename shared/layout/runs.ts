// Runs: vertices of successive layers that share a straight wire and therefore move as one.

import type { Layered } from './lanes.ts';
import type { Layering } from './layering.ts';

export interface Runs {
  /** The run of each vertex, and the vertex's left side relative to the run's origin. */
  readonly runOf: Int32Array;
  readonly offset: Float64Array;
  readonly members: readonly (readonly number[])[];
}

interface Choice {
  readonly graph: Layered;
  readonly layering: Layering;
  readonly position: Int32Array;
}

/** A Concat of this many inputs or more hangs by its middle: by its last port it would drift sideways. */
const WIDE_FAN_IN = 3;
/** A branch with this many more nodes than any other is the trunk, the others are heads and side exits. */
const TRUNK_LEAD = 8;

function neighbours({ graph, position }: Choice, vertex: number, side: 'up' | 'down'): number[] {
  const near = new Set(
    graph[side][vertex]!.map((index) => graph.segments[index]![side === 'up' ? 'from' : 'to']),
  );
  return [...near].sort((a, b) => position[a]! - position[b]!);
}

/**
 * The neighbour that continues a vertex's line, if one stands out. A skip connection yields to the branch
 * with nodes on it and the shorter of two branches to the longer, so the main chain runs straight; of
 * three or more branches (Inception) or two equal ones (Fire) the line goes through the middle, if there
 * is one, so they fan out evenly.
 */
function preferred(choice: Choice, vertex: number, side: 'up' | 'down'): number | undefined {
  const { graph, layering } = choice;
  const near = neighbours(choice, vertex, side);
  if (near.length <= 1) return near[0];
  if (vertex >= graph.realCount && side === 'down' && near.includes(vertex + 1)) return vertex + 1;
  // A lane that leads to the head of a branch stands for the branch.
  const head = (other: number): number => (other < graph.realCount ? other : graph.headOf[other]!);
  const branches = near.filter((other) => head(other) !== -1);
  if (branches.length === 1) return branches[0];
  const lengths = side === 'up' ? layering.above : layering.below;
  const length = (other: number): number => lengths[head(other)]!;
  const [first, second] = [...branches].sort((a, b) => length(b) - length(a));
  if (first !== undefined && second !== undefined) {
    const lead = length(first) - length(second);
    if (lead >= (branches.length === 2 ? 1 : TRUNK_LEAD)) return first;
  }
  return near.length % 2 === 1 ? near[(near.length - 1) / 2] : undefined;
}

interface Link {
  readonly upper: number;
  readonly lower: number;
  readonly shift: number;
}

/** How far the lower vertex's left side lies from the upper one's when their wire is straight. */
function linkShift(graph: Layered, upper: number, lower: number): number {
  const segment = graph.segments[graph.down[upper]!.find((index) => graph.segments[index]!.to === lower)!]!;
  const wide = graph.up[lower]!.length >= WIDE_FAN_IN;
  return segment.fromAt - (wide ? graph.breadth[lower]! / 2 : segment.toAt);
}

/** Links of one layer to the next that do not cross; those between nodes are chosen first. */
function uncrossed(links: readonly Link[], { graph, position }: Choice): Link[] {
  const isLane = (link: Link): number =>
    (link.upper >= graph.realCount ? 1 : 0) + (link.lower >= graph.realCount ? 1 : 0);
  const accepted: Link[] = [];
  for (const link of [...links].sort((a, b) => isLane(a) - isLane(b))) {
    let low = 0;
    let high = accepted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (position[accepted[middle]!.upper]! < position[link.upper]!) low = middle + 1;
      else high = middle;
    }
    const [left, right] = [accepted[low - 1], accepted[low]];
    if (left !== undefined && position[left.lower]! > position[link.lower]!) continue;
    if (right !== undefined && position[right.lower]! < position[link.lower]!) continue;
    accepted.splice(low, 0, link);
  }
  return accepted;
}

/** Gathers the ordered network into runs. Runs never cross, so they can be told left from right. */
export function findRuns(graph: Layered, layering: Layering): Runs {
  const position = new Int32Array(graph.count);
  for (const row of graph.layers) for (const [place, vertex] of row.entries()) position[vertex] = place;
  const choice: Choice = { graph, layering, position };
  const above = new Map<number, Link>();
  for (const row of graph.layers) {
    const links: Link[] = [];
    for (const upper of row) {
      const lower = preferred(choice, upper, 'down');
      if (lower === undefined || preferred(choice, lower, 'up') !== upper) continue;
      links.push({ upper, lower, shift: linkShift(graph, upper, lower) });
    }
    for (const link of uncrossed(links, choice)) above.set(link.lower, link);
  }
  const runOf = new Int32Array(graph.count);
  const offset = new Float64Array(graph.count);
  const members: number[][] = [];
  for (const row of graph.layers) {
    for (const vertex of row) {
      const link = above.get(vertex);
      if (link === undefined) {
        runOf[vertex] = members.length;
        members.push([vertex]);
        continue;
      }
      const run = runOf[link.upper]!;
      runOf[vertex] = run;
      offset[vertex] = offset[link.upper]! + link.shift;
      members[run]!.push(vertex);
    }
  }
  for (const run of members) {
    // The origin is the first node's left side, so that snapping the run snaps its nodes.
    const base = offset[run.find((vertex) => vertex < graph.realCount) ?? run[0]!]!;
    for (const vertex of run) offset[vertex]! -= base;
  }
  return { runOf, offset, members };
}
