import { expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { Graph, NodeRecord } from '../../shared/document/types.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { boxOf, overlaps } from './boxes.ts';
import { currentDocument } from './document-store.ts';
import { openDocument } from './open-documents.ts';
import { pasteGraph, placedFree } from './pasting.ts';

const COLUMNS = 20;

/** Layers side by side in rows, closer than each is wide and high twice over. */
function grid(count: number): Graph {
  const nodes = Array.from({ length: count }, (_, index): [string, NodeRecord] => [
    `r${index}`,
    {
      id: `r${index}`,
      name: `relu${index}`,
      parentId: null,
      kind: 'operator',
      operator: 'ReLU',
      attributes: {},
      position: { x: (index % COLUMNS) * 264, y: Math.floor(index / COLUMNS) * 128 },
    },
  ]);
  return { nodes: Object.fromEntries(nodes), edges: {} };
}

const top = () => levelAt(analysisOf(currentDocument()), '');

/** The same ids would be refused. */
function renamed({ nodes }: Graph): Graph {
  const copies = Object.values(nodes).map((node): [string, NodeRecord] => [
    `${node.id}c`,
    { ...node, id: `${node.id}c` },
  ]);
  return { nodes: Object.fromEntries(copies), edges: {} };
}

// The larger one is too much for trying every box against every other.
test.each([40, 4000])('%i nodes pasted over themselves stand clear of them', (count) => {
  const graph = grid(count);
  openDocument({ ...emptyDocument(), ...graph });
  const copies = placedFree(top(), [], renamed(graph), { x: 0, y: 0 });
  expect(pasteGraph(top(), copies)).toBeUndefined();
  const { elements, flow } = top();
  expect(elements.size).toBe(2 * count);
  expect(new Set([...elements.values()].map(({ record }) => record.name)).size).toBe(2 * count);
  const boxes = [...elements.values()].map((element) => boxOf(element, flow)).toSorted((a, b) => a.y - b.y);
  for (const [index, box] of boxes.entries())
    for (let next = index + 1; boxes[next] !== undefined && boxes[next]!.y < box.y + box.height; next += 1)
      if (overlaps(box, boxes[next]!)) throw new Error(`${JSON.stringify(box)} lies on another.`);
});
