// What every layout must satisfy.

import { expect } from 'vitest';

import type { LayoutNode, LayoutPoint } from '../layout.ts';
import type { Graph } from './graphs.ts';

type Positions = ReadonlyMap<string, LayoutPoint>;

/** Sweeps over the nodes from top to bottom and compares those whose heights meet. */
export function expectNoOverlap(nodes: readonly LayoutNode[], positions: Positions): void {
  const boxes = nodes
    .map((node) => ({ ...node, ...positions.get(node.id)! }))
    .sort((a, b) => a.y - b.y || a.x - b.x);
  for (const [index, box] of boxes.entries()) {
    for (let next = index + 1; next < boxes.length && boxes[next]!.y < box.y + box.height; next++) {
      const other = boxes[next]!;
      const apart = other.x >= box.x + box.width || box.x >= other.x + other.width;
      if (!apart) expect.fail(`${box.id} at ${box.x},${box.y} overlaps ${other.id} at ${other.x},${other.y}`);
    }
  }
}

/** Every edge leads downwards, from below its source to above its target. */
export function expectForward(graph: Graph, positions: Positions): void {
  const heights = new Map(graph.nodes.map((node) => [node.id, node.height]));
  for (const { source, target } of graph.edges) {
    const end = positions.get(source)!.y + heights.get(source)!;
    if (positions.get(target)!.y <= end) expect.fail(`${source} → ${target} does not lead forward`);
  }
}
