// The vocabulary that presets and templates are written in: nodes by name, wires by what flows.

import type { EdgeRecord, Graph, NodeId, NodeRecord } from '../../shared/document/types.ts';
import { variadicKey } from '../../shared/document/ports.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import { findOperator } from '../../shared/operators/index.ts';

/** Something that flows: an output port of a node. */
export interface Flow {
  readonly node: NodeId;
  readonly port: string;
}

export interface Builder {
  input(name: string, attributes?: StoredValues): Flow;
  output(name: string, from: Flow, attributes?: StoredValues): void;
  /** Places an operator and returns its first output. */
  add(operator: string, name: string, from: Flow | readonly Flow[], attributes?: StoredValues): Flow;
  /** Places a template with one input and one output, the ports `input` and `output`. */
  block(template: string, name: string, from: Flow, values?: StoredValues): Flow;
  /** Places a block of its own around what `inside` builds. */
  group(name: string, from: Flow, inside: (builder: Builder, x: Flow) => Flow): Flow;
}

/**
 * Builds a graph. Ids are the names joined by dots, so they are the same every time; positions number the
 * nodes and are replaced by the layout.
 */
export function buildGraph(build: (builder: Builder) => void): Graph {
  const nodes: Record<NodeId, NodeRecord> = {};
  const edges: Record<string, EdgeRecord> = {};
  build(builderAt(nodes, edges, null));
  return { nodes, edges };
}

function builderAt(
  nodes: Record<NodeId, NodeRecord>,
  edges: Record<string, EdgeRecord>,
  parentId: NodeId | null,
): Builder {
  const idOf = (name: string): NodeId => (parentId === null ? name : `${parentId}.${name}`);
  const place = (node: NodeRecord): void => {
    if (Object.hasOwn(nodes, node.id)) throw new Error(`Two nodes are called "${node.id}".`);
    nodes[node.id] = node;
  };
  const base = (name: string) => ({
    id: idOf(name),
    parentId,
    name,
    position: { x: 0, y: Object.keys(nodes).length * 100 },
  });
  const wire = (from: Flow, target: NodeId, targetPort: string): void => {
    const id = `${target}:${targetPort}`;
    edges[id] = { id, source: from.node, sourcePort: from.port, target, targetPort };
  };
  const builder: Builder = {
    input: (name, attributes = {}) => builder.add('Input', name, [], attributes),
    output: (name, from, attributes = {}) => void builder.add('Output', name, from, attributes),
    add(type, name, from, attributes = {}) {
      const operator = findOperator(type);
      if (operator === undefined) throw new Error(`There is no operator "${type}".`);
      const node = { ...base(name), kind: 'operator', operator: type, attributes } as const;
      place(node);
      const flows = isFlow(from) ? [from] : from;
      flows.forEach((flow, index) => {
        const port = operator.inputs.kind === 'variadic' ? variadicKey(index) : operator.inputs.names[index];
        if (port === undefined) throw new Error(`"${node.id}" has no input ${index}.`);
        wire(flow, node.id, port);
      });
      return { node: node.id, port: operator.outputs[0] ?? '' };
    },
    block(template, name, from, values = {}) {
      const node = { ...base(name), kind: 'template', template, arguments: values } as const;
      place(node);
      wire(from, node.id, 'input');
      return { node: node.id, port: 'output' };
    },
    group(name, from, inside) {
      const node = { ...base(name), kind: 'custom' } as const;
      place(node);
      const inner = builderAt(nodes, edges, node.id);
      const x = inner.input('input');
      inner.output('output', inside(inner, x));
      wire(from, node.id, x.node);
      return { node: node.id, port: `${node.id}.output` };
    },
  };
  return builder;
}

function isFlow(from: Flow | readonly Flow[]): from is Flow {
  return !Array.isArray(from);
}
