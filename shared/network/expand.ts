// Unfolds a document's blocks into a flat, typed network. Types are inferred on the way, because a template's
// inside depends on what arrives at its inputs.

import { canBypass } from '../document/bypass.ts';
import { flowOf } from '../document/flow.ts';
import { lookUp } from '../document/records.ts';
import type { BlockNode, Document, EdgeRecord, NodeId, NodeRecord } from '../document/types.ts';
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
import { insideOfBlock, levelSize, type Inside } from './insides.ts';
import { expandOperator, operatorPorts, unknownElement } from './operators.ts';
import { topologicalOrder } from './order.ts';
import { rowOf } from './repeats.ts';
import { storedPathOf } from './stored-weights.ts';
import type { Diagnostic, Element, Library, Network, StoredTensors } from './types.ts';

/** @param stored where trained tensors lie, by path; fresh initialisers stand in for the others */
export function expand(document: Document, library: Library, stored?: StoredTensors): Network {
  const children = childrenByParent(document);
  const flow = flowOf(document);
  const expansion: Expansion = {
    library,
    stored,
    document,
    nodes: [],
    elements: new Map(),
    levels: new Map(),
    diagnostics: [],
    unfolded: { nodes: 0, full: false },
  };
  expandLevel(expansion, {
    path: '',
    storedPath: '',
    origins: undefined,
    depth: 0,
    children,
    parentId: null,
    shared: false,
    overrides: undefined,
    editable: true,
    flow,
    boundary: undefined,
  });
  const { nodes, elements, levels, diagnostics } = expansion;
  const boundaryNodes = (type: string): number[] =>
    [...levels.get('')!.elements.values()]
      .filter((element) => element.node !== undefined && nodes[element.node]?.operator.type === type)
      .sort((a, b) => comparePositions(a.record, b.record, flow))
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
  const definitions = document.definitions ?? {};
  return { nodes, inputs, outputs, elements, levels, diagnostics, definitions };
}

/** An output of a level's node. The character between is one that no id can hold; ids of a file may hold spaces. */
function outputKey(node: NodeId, port: string): string {
  return `${node}\u001f${port}`;
}

/** Expands one level and returns what leaves through its Output nodes, by their ids. */
function expandLevel(expansion: Expansion, place: Place): ReadonlyMap<NodeId, Signal> {
  const graph = place.children.get(place.parentId) ?? EMPTY_GRAPH;
  expansion.unfolded.nodes += levelSize(place);
  const incoming = new Map<NodeId, EdgeRecord[]>();
  const used = new Set<string>();
  for (const edge of Object.values(graph.edges)) {
    const edges = incoming.get(edge.target);
    if (edges === undefined) incoming.set(edge.target, [edge]);
    else edges.push(edge);
    used.add(outputKey(edge.source, edge.sourcePort));
  }
  const signals = new Map<string, Signal>();
  const leaving = new Map<NodeId, Signal>();
  const elements = new Map<string, Element>();
  for (const node of topologicalOrder(graph)) {
    const path = place.path === '' ? node.name : `${place.path}.${node.name}`;
    const arriving = (incoming.get(node.id) ?? []).map((edge) => ({
      port: edge.targetPort,
      signal: { ...(signals.get(outputKey(edge.source, edge.sourcePort)) ?? NOTHING), connected: true },
    }));
    const element = expandNode(expansion, place, node, path, arriving, used, leaving);
    for (const port of element.outputs) {
      signals.set(outputKey(node.id, port.key), { type: port.type, value: port.value, connected: true });
    }
    elements.set(node.id, element);
    expansion.elements.set(path, element);
  }
  expansion.levels.set(place.path, {
    path: place.path,
    parentId: place.editable ? place.parentId : undefined,
    elements,
    graph,
    flow: place.flow,
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
  return passThrough(expansion, aside, element, (output) => used.has(outputKey(node.id, output)));
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
      const element = expandOperator(expansion, place, operator, node, path, arriving);
      if (
        operator.type !== 'Output' &&
        !operator.outputs.some((name) => used.has(outputKey(node.id, name)))
      ) {
        report(expansion, 'warning', path, {
          code: 'unused-output',
          message: `Nothing reads the output of "${node.name}". It will not be part of the exported model.`,
        });
      }
      return element;
    }
    case 'custom':
    case 'template':
    case 'linked':
      return expandBlock(expansion, place, node, path, arriving);
    default:
      return assertNever(node);
  }
}

function expandBlock(
  expansion: Expansion,
  place: Place,
  node: BlockNode,
  path: string,
  arriving: readonly Arrival[],
): Element {
  const inRow = node.repeat !== undefined && node.repeat > 1;
  const element = (inRow ? expandRow : expandOnce)(expansion, place, node, path, arriving);
  const overridden = place.overrides?.get(node.id)?.values;
  return overridden === undefined ? element : { ...element, overridden };
}

function expandOnce(
  expansion: Expansion,
  place: Place,
  node: BlockNode,
  path: string,
  arriving: readonly Arrival[],
): Element {
  const inside = insideOfBlock(expansion, place, node, path, arriving);
  if (!('place' in inside)) return inside;
  reportMissing(expansion, node, path, inside, arriving);
  const element = expandInside(expansion, inside, arriving);
  return { ...element, path, level: place.path, record: node };
}

/** Expands what a block holds: its ports, with what leaves through them. */
function expandInside(
  expansion: Expansion,
  inside: Inside,
  arriving: readonly Arrival[],
): Pick<Element, 'inputs' | 'outputs' | 'node'> {
  const boundary = new Map(inside.inputs.map((key) => [key, signalAt(arriving, key)]));
  const leaving = expandLevel(expansion, { ...inside.place, boundary });
  const label = (key: string): string => portLabel(inside, key);
  return {
    inputs: inside.inputs.map((key) => ({ key, label: label(key), ...signalAt(arriving, key) })),
    outputs: inside.outputs.map((key) => outPort(key, label(key), leaving.get(key) ?? NOTHING)),
    node: undefined,
  };
}

function portLabel({ nodes }: Inside, key: string): string {
  return lookUp(nodes, key)?.name ?? key;
}

function reportMissing(
  expansion: Expansion,
  node: NodeRecord,
  path: string,
  inside: Inside,
  arriving: readonly Arrival[],
): void {
  for (const key of inside.inputs) {
    if (signalAt(arriving, key).connected) continue;
    report(expansion, 'error', path, {
      code: 'input-missing',
      message:
        inside.inputs.length === 1
          ? `Nothing is connected to "${node.name}". Draw a wire from the layer before it.`
          : `Input "${portLabel(inside, key)}" of "${node.name}" is not connected.`,
      port: key,
    });
  }
}

/**
 * Where the row's weights lie, those of its repetitions lie under their numbers. A template that came to stand in a row
 * has the ones it had where there are none under a number.
 */
function repetitionOf(node: BlockNode): BlockNode {
  const { storedAs, storedName, ...unplaced } = node;
  if (storedAs === undefined && storedName === undefined) return node;
  return storedAs === undefined || node.kind !== 'template' ? unplaced : { ...unplaced, storedAs };
}

/** Expands a block that stands several times in a row. */
function expandRow(
  expansion: Expansion,
  place: Place,
  node: BlockNode,
  path: string,
  arriving: readonly Arrival[],
): Element {
  const storedPath = storedPathOf(place, node, path);
  const within: Place = { ...place, path, storedPath, depth: place.depth + 1, shared: true };
  const repeated = repetitionOf(node);
  const aside = asideOf(expansion);
  const first = insideOfBlock(aside, within, repeated, `${path}.0`, arriving);
  // A block that cannot be opened once cannot be opened in a row, and says so itself.
  if (!('place' in first)) return expandOnce(expansion, place, node, path, arriving);
  const ports = (keys: readonly string[]) => keys.map((key) => ({ key, label: portLabel(first, key) }));
  const inputs = ports(first.inputs);
  const outputs = ports(first.outputs);
  const [entry] = inputs;
  if (entry === undefined || outputs.length === 0) {
    report(expansion, 'error', path, {
      code: 'repeat-impossible',
      message: `"${node.name}" cannot stand ${node.repeat} times in a row: each would feed the next, but it has no ${entry === undefined ? 'input' : 'output'}.`,
    });
    return expandOnce(expansion, place, node, path, arriving);
  }
  // Arguments are the row's: what is wrong with them is told once, of the row.
  for (const diagnostic of aside.diagnostics) expansion.diagnostics.push({ ...diagnostic, path });
  reportMissing(expansion, node, path, first, arriving);
  const { graph, ...row } = rowOf(node, inputs, outputs);
  const elements = new Map<string, Element>();
  const add = (element: Element): void => {
    elements.set(element.record.id, element);
    expansion.elements.set(element.path, element);
  };
  const boundaryElement = (id: string): Pick<Element, 'path' | 'level' | 'record' | 'node'> => {
    const record = graph.nodes[id]!;
    return { path: `${path}.${record.name}`, level: path, record, node: undefined };
  };
  row.inputs.forEach((id, index) => {
    const { key, label } = inputs[index]!;
    const port = outPort('output', label, signalAt(arriving, key));
    add({ ...boundaryElement(id), inputs: [], outputs: [port] });
  });
  let last: Pick<Element, 'inputs' | 'outputs'> = { inputs: [], outputs: [] };
  for (const id of row.repetitions) {
    const [before] = last.outputs;
    const fed: readonly Arrival[] =
      before === undefined
        ? arriving
        : [
            ...arriving.filter(({ port }) => port !== entry.key),
            { port: entry.key, signal: { type: before.type, value: before.value, connected: true } },
          ];
    const at = `${path}.${id}`;
    const here: Diagnostic[] = [];
    const inside = insideOfBlock({ ...expansion, diagnostics: here }, within, repeated, at, fed);
    expansion.diagnostics.push(...here.filter(({ code }) => code !== 'attribute-value'));
    last = 'place' in inside ? expandInside(expansion, inside, fed) : inside;
    add({ ...last, path: at, level: path, record: graph.nodes[id]!, node: undefined });
  }
  row.outputs.forEach((id, index) => {
    const { label } = outputs[index]!;
    const signal = last.outputs[index] ?? NOTHING;
    add({
      ...boundaryElement(id),
      inputs: [{ key: 'input', label, type: signal.type, value: signal.value, connected: true }],
      outputs: [],
    });
  });
  const { flow } = place;
  expansion.levels.set(path, { path, parentId: undefined, repeats: node, elements, graph, flow });
  return {
    path,
    level: place.path,
    record: node,
    inputs: inputs.map((port) => ({ ...port, ...signalAt(arriving, port.key) })),
    outputs: last.outputs,
    node: undefined,
  };
}
