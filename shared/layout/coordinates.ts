// Positions across the flow. Runs are pulled to what they are wired to and keep their distance: a
// pendulum method after Sander, "A Fast Heuristic for Hierarchical Manhattan Layout" (1995).

import type { Layered } from './lanes.ts';
import type { Runs } from './runs.ts';

export const GRID = 8;
/** Distances between runs are whole multiples of this, so that the middle of an even fan lies on the grid. */
const QUANTUM = 2 * GRID;
const WORK = 3_000_000;
const MAX_ROUNDS = 240;
const SETTLED = 0.02;

interface Spring {
  readonly upper: number;
  readonly lower: number;
  /** Position of the upper run minus that of the lower one when the wire is straight. */
  readonly rest: number;
  readonly weight: number;
}

interface Gap {
  readonly left: number;
  readonly right: number;
  readonly least: number;
}

interface Problem {
  readonly count: number;
  readonly springs: readonly Spring[];
  /** In an order in which every gap to the left of a run comes before those to its right. */
  readonly gaps: readonly Gap[];
  readonly top: Int32Array;
  readonly bottom: Int32Array;
}

function findSprings(graph: Layered, { runOf, offset }: Runs): Spring[] {
  const springs: Spring[] = [];
  for (const { from, to, fromAt, toAt } of graph.segments) {
    const upper = runOf[from]!;
    const lower = runOf[to]!;
    if (upper === lower) continue;
    // Bent lanes are worse than slanted first and last pieces of a wire.
    const weight = from >= graph.realCount && to >= graph.realCount ? 4 : 1;
    springs.push({ upper, lower, rest: offset[to]! + toAt - offset[from]! - fromAt, weight });
  }
  return springs;
}

/** The distances that neighbours in a layer ask of their runs, sorted from left to right. */
function findGaps(graph: Layered, { runOf, offset, members }: Runs, nodeGap: number): Gap[] {
  const widest = new Map<number, Map<number, number>>();
  const waiting = new Int32Array(members.length);
  for (const row of graph.layers) {
    for (let place = 0; place + 1 < row.length; place++) {
      const [a, b] = [row[place]!, row[place + 1]!];
      const lanes = (a >= graph.realCount ? 1 : 0) + (b >= graph.realCount ? 1 : 0);
      const space = lanes === 0 ? nodeGap : lanes === 1 ? nodeGap * 0.6 : nodeGap * 0.4;
      const least =
        Math.ceil((offset[a]! + graph.breadth[a]! + space - offset[b]!) / QUANTUM - 1e-6) * QUANTUM;
      const left = runOf[a]!;
      const right = runOf[b]!;
      let known = widest.get(left);
      if (known === undefined) widest.set(left, (known = new Map()));
      const before = known.get(right);
      if (before === undefined) waiting[right]!++;
      if (before === undefined || before < least) known.set(right, least);
    }
  }
  const queue: number[] = [];
  for (let run = 0; run < members.length; run++) if (waiting[run] === 0) queue.push(run);
  const gaps: Gap[] = [];
  for (let head = 0; head < queue.length; head++) {
    const left = queue[head]!;
    for (const [right, least] of widest.get(left) ?? []) {
      gaps.push({ left, right, least });
      if (--waiting[right]! === 0) queue.push(right);
    }
  }
  return gaps;
}

function pushRight(gaps: readonly Gap[], x: Float64Array): Float64Array {
  const out = x.slice();
  for (const { left, right, least } of gaps) out[right] = Math.max(out[right]!, out[left]! + least);
  return out;
}

function pushLeft(gaps: readonly Gap[], x: Float64Array): Float64Array {
  const out = x.slice();
  for (let index = gaps.length - 1; index >= 0; index--) {
    const { left, right, least } = gaps[index]!;
    out[left] = Math.min(out[left]!, out[right]! - least);
  }
  return out;
}

/**
 * The mean of the positions with everything pushed clear to the right and to the left. Gaps are linear,
 * so the mean of two solutions is one; and it favours neither side, so that symmetry survives.
 */
function separate(gaps: readonly Gap[], x: Float64Array): Float64Array {
  const right = pushRight(gaps, x);
  return pushLeft(gaps, x).map((value, run) => (value + right[run]!) / 2);
}

/** One pass along the flow in which each run moves to what lies before it. */
function settle(problem: Problem, x: Float64Array, direction: 'down' | 'up'): Float64Array {
  const { count, springs, top, bottom } = problem;
  const key = direction === 'down' ? top : bottom;
  const sign = direction === 'down' ? 1 : -1;
  const pulls: Spring[][] = Array.from({ length: count }, () => []);
  for (const spring of springs) {
    const [own, other] = direction === 'down' ? [spring.lower, spring.upper] : [spring.upper, spring.lower];
    if (key[own] !== key[other]) pulls[own]!.push(spring);
  }
  const out = x.slice();
  const order = Array.from({ length: count }, (_, run) => run).sort((a, b) => sign * (key[a]! - key[b]!));
  for (const run of order) {
    let sum = 0;
    let weight = 0;
    for (const spring of pulls[run]!) {
      sum +=
        spring.weight *
        (direction === 'down' ? out[spring.upper]! - spring.rest : out[spring.lower]! + spring.rest);
      weight += spring.weight;
    }
    if (weight > 0) out[run] = sum / weight;
  }
  return separate(problem.gaps, out);
}

/** Moves touching runs that press against each other as one; returns the farthest move. */
function swing(problem: Problem, x: Float64Array): number {
  const { count, springs, gaps } = problem;
  const force = new Float64Array(count);
  const weight = new Float64Array(count);
  for (const { upper, lower, rest, weight: pull } of springs) {
    const stretch = pull * (x[lower]! + rest - x[upper]!);
    force[upper]! += stretch;
    force[lower]! -= stretch;
    weight[upper]! += pull;
    weight[lower]! += pull;
  }
  const parent = Int32Array.from({ length: count }, (_, run) => run);
  const find = (run: number): number => {
    let root = run;
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!;
    return root;
  };
  const drift = (run: number): number => (weight[run]! > 0 ? force[run]! / weight[run]! : 0);
  const touching = gaps.filter(({ left, right, least }) => x[right]! - x[left]! < least + 1e-3);
  for (let merged = true, pass = 0; merged && pass < 30; pass++) {
    merged = false;
    for (const { left, right } of touching) {
      const [a, b] = [find(left), find(right)];
      if (a === b || drift(a) <= drift(b) + 1e-9) continue;
      parent[b] = a;
      force[a]! += force[b]!;
      weight[a]! += weight[b]!;
      merged = true;
    }
  }
  let farthest = 0;
  for (let run = 0; run < count; run++) {
    // Half the way: two runs pulled to each other would change places forever.
    const move = drift(find(run)) / 2;
    x[run]! += move;
    farthest = Math.max(farthest, Math.abs(move));
  }
  return farthest;
}

/**
 * Left side of every vertex, on the grid as far as straight wires allow, in no particular frame. Tells how much
 * is done, from 0 to 1.
 */
export function placeAcross(
  graph: Layered,
  runs: Runs,
  nodeGap: number,
  onProgress: (done: number) => void = () => {},
): Float64Array {
  const { members, runOf, offset } = runs;
  const count = members.length;
  const problem: Problem = {
    count,
    springs: findSprings(graph, runs),
    gaps: findGaps(graph, runs, nodeGap),
    top: Int32Array.from(members, (run) => graph.layerOf[run[0]!]!),
    bottom: Int32Array.from(members, (run) => graph.layerOf[run[run.length - 1]!]!),
  };
  const { gaps, springs } = problem;
  let x: Float64Array = new Float64Array(count);
  const packed = pushRight(gaps, x);
  const end = packed.reduce((most, value) => Math.max(most, value), 0);
  const packedRight = pushLeft(gaps, x.fill(end));
  x = packed.map((value, run) => (value + packedRight[run]!) / 2);
  for (const direction of ['down', 'up', 'down', 'up'] as const) x = settle(problem, x, direction);
  const rounds = Math.min(
    MAX_ROUNDS,
    Math.max(8, Math.floor(WORK / (springs.length + 3 * gaps.length + count))),
  );
  for (let round = 0; round < rounds; round++) {
    onProgress(round / rounds);
    const farthest = swing(problem, x);
    x = separate(gaps, x);
    if (farthest < SETTLED) break;
  }
  // Rounding keeps every gap, as gaps are whole multiples of the grid. The run with most nodes is the
  // origin, or noise in the last digit would decide which way the others fall.
  let main = 0;
  let most = -1;
  for (const [run, list] of members.entries()) {
    const nodes = list.reduce((sum, vertex) => sum + (vertex < graph.realCount ? 1 : 0), 0);
    if (nodes > most) [main, most] = [run, nodes];
  }
  const origin = x[main] ?? 0;
  const snapped = x.map((value) => Math.floor((value - origin) / GRID + 0.5 + 1e-3) * GRID);
  return offset.map((value, vertex) => snapped[runOf[vertex]!]! + value);
}
