// A block that stands several times in a row: one record, and as many repetitions as it says, each fed by the one
// before. They are called 0, 1, 2 …, so that their weights have the paths of PyTorch's Sequential.

import { freeNames } from '../document/names.ts';
import type { BlockNode, EdgeRecord, Graph, NodeId, NodeRecord } from '../document/types.ts';

export interface Row {
  /** Inputs, repetitions and outputs, as the row is shown when it is entered. */
  readonly graph: Graph;
  /** Ids in `graph`. */
  readonly inputs: readonly NodeId[];
  readonly repetitions: readonly NodeId[];
  readonly outputs: readonly NodeId[];
}

export interface RowPort {
  readonly key: string;
  readonly label: string;
}

const rows = new WeakMap<BlockNode, { readonly key: string; readonly row: Row }>();

/**
 * The row that a block stands for. What arrives at the first input goes through all repetitions; what arrives at
 * others goes to each of them.
 */
export function rowOf(node: BlockNode, inputs: readonly RowPort[], outputs: readonly RowPort[]): Row {
  const key = JSON.stringify([inputs, outputs].map((ports) => ports.map((port) => [port.key, port.label])));
  const known = rows.get(node);
  if (known?.key === key) return known.row;
  const row = makeRow(node, inputs, outputs);
  rows.set(node, { key, row });
  return row;
}

function makeRow(node: BlockNode, inputs: readonly RowPort[], outputs: readonly RowPort[]): Row {
  const nodes: Record<NodeId, NodeRecord> = {};
  const edges: Record<string, EdgeRecord> = {};
  const count = node.repeat ?? 1;
  const { repeat: _repeat, bypassed: _bypassed, storedAs: _as, storedName: _name, ...once } = node;
  const freeName = freeNames(Array.from({ length: count }, (_, index) => String(index)));
  const boundary = (operator: 'Input' | 'Output', { key, label }: RowPort): NodeId => {
    const id = `${operator} ${key}`;
    // Repetitions are called by their numbers: a port that is called so too would share the path of one.
    const name = freeName(label);
    nodes[id] = {
      id,
      kind: 'operator',
      operator,
      attributes: {},
      parentId: node.id,
      name,
      position: { x: 0, y: 0 },
    };
    return id;
  };
  const wire = (source: NodeId, sourcePort: string, target: NodeId, targetPort: string): void => {
    const id = `${source}>${target} ${targetPort}`;
    edges[id] = { id, source, sourcePort, target, targetPort };
  };
  const entries = inputs.map((port) => boundary('Input', port));
  const repetitions = Array.from({ length: count }, (_, index) => {
    const id = String(index);
    nodes[id] = { ...once, id, name: id, parentId: node.id };
    return id;
  });
  const exits = outputs.map((port) => boundary('Output', port));
  repetitions.forEach((id, index) => {
    inputs.forEach(({ key }, input) => {
      const before = repetitions[index - 1];
      if (input === 0 && before !== undefined) wire(before, outputs[0]!.key, id, key);
      else wire(entries[input]!, 'output', id, key);
    });
  });
  outputs.forEach(({ key }, output) => wire(repetitions.at(-1)!, key, exits[output]!, 'input'));
  return { graph: { nodes, edges }, inputs: entries, repetitions, outputs: exits };
}
