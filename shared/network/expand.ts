// Unfolds a document's blocks into a flat, typed network. Types are inferred on the way, because a template's
// inside depends on what arrives at its inputs.

import { canBypass } from '../document/bypass.ts';
import type { Document, EdgeRecord, NodeId, NodeRecord } from '../document/types.ts';
import { assertNever } from '../lib/assert-never.ts';
import { findOperator } from '../operators/index.ts';
import { asideOf, passThrough } from './bypass.ts';
import { childrenByParent, comparePositions, EMPTY_GRAPH } from './children.ts';
import {
  NOTHING,
  outPort,
  report,
  signalAt,
  type Arrival,
  type Expansion,
  type Place,
  type Signal,
} from './expansion.ts';
import { customInside, templateInside, type Inside } from './insides.ts';
import { expandOperator, operatorPorts, unknownElement } from './operators.ts';
import { topologicalOrder } from './order.ts';
import type { Element, Library, Network, StoredTensors } from './types.ts';

/** @param stored where trained tensors lie, by path; fresh initialisers stand in for the others */
export function expand(document: Document, library: Library, stored?: StoredTensors): Network {
  const children = childrenByParent(document);
  const expansion: Expansion = {
    library,
    stored,
    claims: document.nodes,
    nodes: [],
    elements: new Map(),
    levels: new Map(),
    diagnostics: [],
  };
  expandLevel(expansion, {
    path: '',
    origins: undefined,
    depth: 0,
    children,
    parentId: null,
    editable: true,
    boundary: undefined,
  });
  const { nodes, elements, levels, diagnostics } = expansion;
  const boundaryNodes = (type: string): number[] =>
    [...levels.get('')!.elements.values()]
      .filter((element) => element.node !== undefined && nodes[element.node]?.operator.type === type)
      .sort((a, b) => comparePositions(a.record, b.record))
      .map((element) => element.node!);
  const inputs = boundaryNodes('Input');
  const outputs = boundaryNodes('Output');
  if (inputs.length === 0) {
    diagnostics.push({
      severity: 'error',
      code: 'no-input',
      path: '',
      message: 'The network has no Input. Add one to say what image it takes.',
    });
  }
  if (outputs.length === 0) {
    diagnostics.push({
      severity: 'error',
      code: 'no-output',
      path: '',
      message: 'The network has no Output. Add one after the last layer.',
    });
  }
  return { nodes, inputs, outputs, elements, levels, diagnostics };
}

/** Expands one level and returns what leaves through its Output nodes, by their ids. */
function expandLevel(expansion: Expansion, place: Place): ReadonlyMap<NodeId, Signal> {
  const graph = place.children.get(place.parentId) ?? EMPTY_GRAPH;
  const incoming = new Map<NodeId, EdgeRecord[]>();
  const used = new Set<string>();
  for (const edge of Object.values(graph.edges)) {
    const edges = incoming.get(edge.target);
    if (edges === undefined) incoming.set(edge.target, [edge]);
    else edges.push(edge);
    used.add(`${edge.source} ${edge.sourcePort}`);
  }
  const signals = new Map<string, Signal>();
  const leaving = new Map<NodeId, Signal>();
  const elements = new Map<string, Element>();
  for (const node of topologicalOrder(graph)) {
    const path = place.path === '' ? node.name : `${place.path}.${node.name}`;
    const arriving = (incoming.get(node.id) ?? []).map((edge) => ({
      port: edge.targetPort,
      signal: { ...(signals.get(`${edge.source} ${edge.sourcePort}`) ?? NOTHING), connected: true },
    }));
    const element = expandNode(expansion, place, node, path, arriving, used, leaving);
    for (const port of element.outputs) {
      signals.set(`${node.id} ${port.key}`, { type: port.type, value: port.value, connected: true });
    }
    elements.set(node.id, element);
    expansion.elements.set(path, element);
  }
  expansion.levels.set(place.path, {
    path: place.path,
    parentId: place.editable ? place.parentId : undefined,
    elements,
    graph,
  });
  return leaving;
}

/** As it is, or as it is switched off. */
function expandNode(
  expansion: Expansion,
  place: Place,
  node: NodeRecord,
  path: string,
  arriving: readonly Arrival[],
  used: ReadonlySet<string>,
  leaving: Map<NodeId, Signal>,
): Element {
  if (node.bypassed !== true) return expandActive(expansion, place, node, path, arriving, used, leaving);
  if (!canBypass(node)) {
    report(expansion, 'error', path, {
      code: 'bypass-impossible',
      message: `"${node.name}" cannot be switched off: it has no input that it could pass on. Switch it on.`,
    });
    return expandActive(expansion, place, node, path, arriving, used, leaving);
  }
  const aside = asideOf(expansion);
  const element = expandActive(aside, place, node, path, arriving, used, leaving);
  return passThrough(expansion, aside, element, (output) => used.has(`${node.id} ${output}`));
}

function expandActive(
  expansion: Expansion,
  place: Place,
  node: NodeRecord,
  path: string,
  arriving: readonly Arrival[],
  used: ReadonlySet<string>,
  leaving: Map<NodeId, Signal>,
): Element {
  switch (node.kind) {
    case 'operator': {
      const operator = findOperator(node.operator);
      if (operator === undefined) return unknownElement(expansion, place, node, path, arriving);
      if (place.boundary !== undefined && operator.type === 'Input') {
        const signal = place.boundary.get(node.id) ?? NOTHING;
        return {
          path,
          level: place.path,
          record: node,
          inputs: [],
          outputs: [outPort('output', node.name, signal)],
          node: undefined,
        };
      }
      if (place.boundary !== undefined && operator.type === 'Output') {
        const inputs = operatorPorts(expansion, operator, node, path, arriving);
        leaving.set(node.id, inputs[0] ?? NOTHING);
        return { path, level: place.path, record: node, inputs, outputs: [], node: undefined };
      }
      const element = expandOperator(expansion, place, node.attributes, operator, node, path, arriving);
      if (operator.type !== 'Output' && !operator.outputs.some((name) => used.has(`${node.id} ${name}`))) {
        report(expansion, 'warning', path, {
          code: 'unused-output',
          message: `Nothing reads the output of "${node.name}". It will not be part of the exported model.`,
        });
      }
      return element;
    }
    case 'custom':
      return expandBlock(expansion, place, node, path, arriving, customInside(place, node, path));
    case 'template': {
      const inside = templateInside(expansion, place, node, path, arriving);
      return 'place' in inside ? expandBlock(expansion, place, node, path, arriving, inside) : inside;
    }
    default:
      return assertNever(node);
  }
}

function expandBlock(
  expansion: Expansion,
  place: Place,
  node: NodeRecord,
  path: string,
  arriving: readonly Arrival[],
  inside: Inside,
): Element {
  const boundary = new Map(inside.inputs.map((key) => [key, signalAt(arriving, key)]));
  const label = (key: string): string => inside.nodes[key]?.name ?? key;
  for (const [key, signal] of boundary) {
    if (signal.connected) continue;
    report(expansion, 'error', path, {
      code: 'input-missing',
      message:
        boundary.size === 1
          ? `Nothing is connected to "${node.name}". Draw a wire from the layer before it.`
          : `Input "${label(key)}" of "${node.name}" is not connected.`,
      port: key,
    });
  }
  const leaving = expandLevel(expansion, { ...inside.place, boundary });
  return {
    path,
    level: place.path,
    record: node,
    inputs: inside.inputs.map((key) => ({ key, label: label(key), ...signalAt(arriving, key) })),
    outputs: inside.outputs.map((key) => outPort(key, label(key), leaving.get(key) ?? NOTHING)),
    node: undefined,
  };
}
