// A network of any size for measuring: residual units of Conv2d, BatchNorm2d and ReLU, laid out row after row, so
// that as many nodes as possible are in view at once.

import type { Document, EdgeRecord, NodeRecord } from '../../shared/document/types.ts';

export interface GridPlace {
  readonly id: string;
  readonly operator: string;
  readonly x: number;
  readonly y: number;
  readonly from: readonly string[];
}

const UNIT = ['Conv2d', 'BatchNorm2d', 'ReLU', 'Add'] as const;
const COLUMNS = 40;
const PITCH = { x: 264, y: 128 };

/** `count` nodes: an Input, residual units, an Output. */
export function gridPlaces(count: number): readonly GridPlace[] {
  return Array.from({ length: count }, (_, index): GridPlace => {
    const operator =
      index === 0 ? 'Input' : index === count - 1 ? 'Output' : UNIT[(index - 1) % UNIT.length]!;
    const before = index === 0 ? [] : [`n${index - 1}`];
    return {
      id: `n${index}`,
      operator,
      x: (index % COLUMNS) * PITCH.x,
      y: Math.floor(index / COLUMNS) * PITCH.y,
      from: operator === 'Add' ? [...before, `n${index - 4}`] : before,
    };
  });
}

export function gridDocument(count: number): Document {
  const nodes: Record<string, NodeRecord> = {};
  const edges: Record<string, EdgeRecord> = {};
  for (const { id, operator, x, y, from } of gridPlaces(count)) {
    nodes[id] = {
      id,
      kind: 'operator',
      parentId: null,
      name: id,
      position: { x, y },
      operator,
      attributes:
        operator === 'Input'
          ? { channels: 16, height: 32, width: 32 }
          : operator === 'Conv2d'
            ? { outChannels: 16, kernelSize: [3, 3], padding: [1, 1] }
            : {},
    };
    for (const [port, source] of from.entries()) {
      const edge = `${source}-${id}`;
      const targetPort = operator === 'Add' ? `in${port}` : 'input';
      edges[edge] = { id: edge, source, sourcePort: 'output', target: id, targetPort };
    }
  }
  return { version: 1, name: `${count} nodes`, seed: 0, nodes, edges };
}
