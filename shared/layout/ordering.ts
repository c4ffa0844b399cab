// The order of vertices inside each layer: few crossings, ports respected. Barycentre sweeps after
// Gansner et al. (1993) from two starts, then whole lanes change sides where that helps.

import { countCrossings, farEnd, renumber, startOrder, transpose, type Order } from './crossings.ts';
import type { Layered } from './lanes.ts';

const SWEEPS = 12;
const STALE_SWEEPS = 4;
/** Networks of up to this many segments are ordered from two starts. */
const SECOND_START = 4000;
/** Segments that may be counted again while lanes change sides. */
const SIDE_BUDGET = 100_000;

/**
 * Layers filled in the order of a depth-first walk from the sources: chains and branches stay together.
 * `mirrored` takes the branches from the last to the first.
 */
function walk(graph: Layered, mirrored: boolean): void {
  const rows: number[][] = graph.layers.map(() => []);
  const seen = new Uint8Array(graph.count);
  const start = (root: number): void => {
    const stack = [root];
    for (let vertex = stack.pop(); vertex !== undefined; vertex = stack.pop()) {
      if (seen[vertex] === 1) continue;
      seen[vertex] = 1;
      rows[graph.layerOf[vertex]!]!.push(vertex);
      const next = graph.down[vertex]!.map((segment) => graph.segments[segment]!.to);
      for (const other of mirrored ? next : next.reverse()) stack.push(other);
    }
  };
  for (let vertex = 0; vertex < graph.count; vertex++) if (graph.up[vertex]!.length === 0) start(vertex);
  for (const [index, row] of rows.entries()) graph.layers[index] = row;
}

/** Sorts a layer by the mean of what each vertex is wired to; unwired vertices keep their places. */
function sortByBarycentre(order: Order, layer: number, side: 'up' | 'down'): void {
  const row = order.graph.layers[layer]!;
  if (row.length < 2) return;
  const wired: { vertex: number; mean: number }[] = [];
  const places: number[] = [];
  for (const [place, vertex] of row.entries()) {
    const list = order.graph[side][vertex]!;
    if (list.length === 0) continue;
    let sum = 0;
    for (const segment of list) sum += farEnd(order, segment, side);
    wired.push({ vertex, mean: sum / list.length });
    places.push(place);
  }
  wired.sort((a, b) => a.mean - b.mean || order.position[a.vertex]! - order.position[b.vertex]!);
  for (const [index, { vertex }] of wired.entries()) row[places[index]!] = vertex;
  renumber(order, layer);
}

/** One sweep: each layer by those below it, from the end, or by those above it, from the start. */
function improve(order: Order, side: 'up' | 'down'): void {
  const last = order.graph.layers.length - 1;
  for (let step = 0; step <= last; step++) sortByBarycentre(order, side === 'up' ? step : last - step, side);
  transpose(order);
}

function restore(order: Order, rows: readonly (readonly number[])[]): void {
  for (const [index, row] of rows.entries()) {
    order.graph.layers[index] = [...row];
    renumber(order, index);
  }
}

/**
 * Tries each lane on the far left and on the far right of everything and keeps what crosses less. Sweeps
 * move one layer at a time and cannot bring a long lane past a chain.
 */
function changeSides(order: Order, fewest: number, onProgress: (done: number) => void): void {
  const { graph } = order;
  let budget = SIDE_BUDGET;
  let least = fewest;
  for (const { first, layer, length } of graph.lanes) {
    for (const side of length > 0 ? (['left', 'right'] as const) : []) {
      budget -= graph.segments.length;
      if (budget < 0 || least === 0) return;
      onProgress(1 - budget / SIDE_BUDGET);
      const before = graph.layers.map((row) => [...row]);
      for (let step = 0; step < length; step++) {
        const others = graph.layers[layer + step]!.filter((vertex) => vertex !== first + step);
        graph.layers[layer + step] = side === 'left' ? [first + step, ...others] : [...others, first + step];
        renumber(order, layer + step);
      }
      transpose(order);
      const crossings = countCrossings(order);
      if (crossings < least) least = crossings;
      else restore(order, before);
    }
  }
}

/** What part of the time the sweeps take where lanes change sides after them. */
const SWEEPS_SHARE = 0.6;

/** Puts the vertices of every layer into order, in place. Tells how much of that is done, from 0 to 1. */
export function orderLayers(graph: Layered, onProgress: (done: number) => void = () => {}): void {
  const order = startOrder(graph);
  if (graph.layers.every((row) => row.length === 1)) return;
  let fewest = Infinity;
  let best: number[][] = [];
  // Sweeps end in the nearest valley. Lanes on the wrong side of a chain are out of their reach, but
  // seldom wrong from both starts.
  const starts = graph.segments.length <= SECOND_START ? [false, true] : [false];
  for (const [start, mirrored] of starts.entries()) {
    walk(graph, mirrored);
    for (let layer = 0; layer < graph.layers.length; layer++) renumber(order, layer);
    let stale = 0;
    for (let sweep = 0; sweep <= SWEEPS && fewest > 0 && stale < STALE_SWEEPS; sweep++) {
      if (sweep > 0) improve(order, sweep % 2 === 1 ? 'down' : 'up');
      onProgress(((start + sweep / (SWEEPS + 1)) / starts.length) * SWEEPS_SHARE);
      const crossings = countCrossings(order);
      stale++;
      if (crossings >= fewest) continue;
      fewest = crossings;
      best = graph.layers.map((row) => [...row]);
      stale = 0;
    }
  }
  restore(order, best);
  if (fewest > 0) {
    changeSides(order, fewest, (done) => onProgress(SWEEPS_SHARE + done * (1 - SWEEPS_SHARE)));
  }
}
