// Unfolds a document's blocks into a flat, typed network. Types are inferred on the way, because a template's
// inside depends on what arrives at its inputs.

import { isVariadic, variadicKey } from '../document/ports.ts';
import type { Document, EdgeRecord, Graph, NodeId, NodeRecord } from '../document/types.ts';
import { assertNever } from '../lib/assert-never.ts';
import {
  parseValues,
  type AttributeProblem,
  type Schema,
  type StoredValues,
  type ValuesOf,
} from '../operators/attributes.ts';
import { isProblem, type Operator, type Problem } from '../operators/define.ts';
import { findOperator } from '../operators/index.ts';
import { sameShape, type TensorType } from '../tensor/types.ts';
import { weightPathOf, type WeightSpec } from '../weights/spec.ts';
import { topologicalOrder } from './order.ts';
import type {
  Diagnostic,
  Element,
  Level,
  Library,
  Network,
  NetworkNode,
  Port,
  StoredTensors,
  Template,
  ValueRef,
} from './types.ts';

/** What flows through a port while a level is expanded. */
interface Signal {
  readonly type: TensorType | undefined;
  readonly value: ValueRef | undefined;
  readonly connected: boolean;
}

const NOTHING: Signal = { type: undefined, value: undefined, connected: false };

/** Deeper nesting than this is refused with a diagnostic: it can only be a template that contains itself. */
const MAX_DEPTH = 32;

interface Expansion {
  readonly library: Library;
  readonly stored: StoredTensors | undefined;
  /** The document's nodes: an id that is a path claims the tensors stored under it. */
  readonly claims: Graph['nodes'];
  readonly nodes: NetworkNode[];
  readonly elements: Map<string, Element>;
  readonly levels: Map<string, Level>;
  readonly diagnostics: Diagnostic[];
}

/** Where a level stands: its path, the graph that custom children come from, and whether it can be edited. */
interface Place {
  readonly path: string;
  /** Where stored tensors of the template around it may lie; undefined where nodes are the document's own. */
  readonly origins: readonly string[] | undefined;
  readonly depth: number;
  readonly children: ReadonlyMap<NodeId | null, Graph>;
  readonly parentId: NodeId | null;
  readonly editable: boolean;
  /** What arrives at the block's Input nodes, by their ids; undefined at the top. */
  readonly boundary: ReadonlyMap<NodeId, Signal> | undefined;
}

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

/** Left to right, then top to bottom, then by id: the order of a block's ports. */
export function comparePositions(a: NodeRecord, b: NodeRecord): number {
  return (
    a.position.x - b.position.x || a.position.y - b.position.y || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

function childrenByParent(graph: Graph): ReadonlyMap<NodeId | null, Graph> {
  const levels = new Map<
    NodeId | null,
    { nodes: Record<string, NodeRecord>; edges: Record<string, EdgeRecord> }
  >();
  const levelOf = (parentId: NodeId | null) => {
    let level = levels.get(parentId);
    if (level === undefined) levels.set(parentId, (level = { nodes: {}, edges: {} }));
    return level;
  };
  levelOf(null);
  for (const node of Object.values(graph.nodes)) levelOf(node.parentId).nodes[node.id] = node;
  for (const edge of Object.values(graph.edges)) {
    const source = graph.nodes[edge.source];
    if (source !== undefined) levelOf(source.parentId).edges[edge.id] = edge;
  }
  return levels;
}

const EMPTY_GRAPH: Graph = { nodes: {}, edges: {} };

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

interface Arrival {
  readonly port: string;
  readonly signal: Signal;
}

function expandNode(
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
      return expandCustom(expansion, place, node, path, arriving);
    case 'template':
      return expandTemplate(expansion, place, node, path, arriving);
    default:
      return assertNever(node);
  }
}

function report(expansion: Expansion, severity: Diagnostic['severity'], path: string, reason: Problem): void {
  expansion.diagnostics.push({ ...reason, severity, path });
}

function reportValues(expansion: Expansion, path: string, problems: readonly AttributeProblem[]): void {
  for (const { attribute, message } of problems) {
    report(expansion, 'error', path, { code: 'attribute-value', message, attribute });
  }
}

function outPort(key: string, label: string, signal: Signal): Port {
  return { key, label, type: signal.type, value: signal.value, connected: signal.connected };
}

/** An operator that this version does not know: kept, shown with the ports its wires use, never run. */
function unknownElement(
  expansion: Expansion,
  place: Place,
  node: NodeRecord & { readonly kind: 'operator' },
  path: string,
  arriving: readonly Arrival[],
): Element {
  report(expansion, 'error', path, {
    code: 'unknown-operator',
    message: `This version of Netloom does not know the operator "${node.operator}". It is kept as it is; replace it to run or export the network.`,
  });
  return {
    path,
    level: place.path,
    record: node,
    inputs: arriving.map(({ port, signal }) => ({ key: port, label: port, ...signal })),
    outputs: [outPort('output', 'output', NOTHING)],
    node: undefined,
  };
}

function expandOperator(
  expansion: Expansion,
  place: Place,
  stored: StoredValues,
  operator: Operator,
  record: NodeRecord,
  path: string,
  arriving: readonly Arrival[],
): Element {
  const { values, problems } = parseCached(operator.attributes, stored);
  reportValues(expansion, path, problems);
  const ports = operatorPorts(expansion, operator, record, path, arriving);
  const required = operator.inputs.kind === 'fixed' ? operator.inputs.names.length : operator.inputs.min;
  const inputs = operator.inputs.kind === 'fixed' ? ports : ports.filter((port) => port.connected);
  const inputTypes = inputs.map((port) => port.type);
  const complete = inputs.length >= required && inputTypes.every((type) => type !== undefined);
  let outputTypes: readonly TensorType[] | undefined;
  let weights: readonly WeightSpec[] = [];
  if (complete && problems.length === 0) {
    const inferred = operator.infer(inputTypes, values);
    if (isProblem(inferred)) {
      const port = inferred.port === undefined ? {} : { port: inferred.port };
      report(expansion, 'error', path, { ...inferred, ...port });
    } else {
      outputTypes = inferred;
      const origins = originsOf(expansion, place, record, path);
      weights = declareWeights(expansion, operator, inputTypes, values, path, origins);
    }
  }
  const index = expansion.nodes.length;
  expansion.nodes.push({
    index,
    path,
    operator,
    attributes: values,
    inputs: inputs.map((port) => port.value),
    inputTypes,
    outputTypes,
    weights,
  });
  const outputs = operator.outputs.map((name, output) =>
    outPort(name, name, {
      type: outputTypes?.[output],
      value: { node: index, output },
      connected: true,
    }),
  );
  return { path, level: place.path, record, inputs: ports, outputs, node: index };
}

/** Ports of an operator; a variadic one always offers a free port after the connected ones. */
function operatorPorts(
  expansion: Expansion,
  operator: Operator,
  record: NodeRecord,
  path: string,
  arriving: readonly Arrival[],
): readonly Port[] {
  const byPort = new Map(arriving.map(({ port, signal }) => [port, signal]));
  let keys: readonly string[];
  let optionalFrom: number;
  if (isVariadic(record) && operator.inputs.kind === 'variadic') {
    const count = Math.max(operator.inputs.min, arriving.length + 1);
    keys = Array.from({ length: count }, (_, index) => variadicKey(index));
    optionalFrom = operator.inputs.min;
  } else {
    keys = operator.inputs.kind === 'fixed' ? operator.inputs.names : [];
    optionalFrom = keys.length;
  }
  for (const { port } of arriving) {
    if (keys.includes(port)) continue;
    report(expansion, 'error', path, {
      code: 'port-missing',
      message: `A wire ends at a port "${port.slice(0, 40)}" that "${record.name}" does not have.`,
    });
  }
  return keys.map((key, index) => {
    const signal = byPort.get(key) ?? NOTHING;
    if (!signal.connected && index < optionalFrom) {
      report(expansion, 'error', path, {
        code: 'input-missing',
        message:
          keys.length === 1
            ? `Nothing is connected to "${record.name}". Draw a wire from the layer before it.`
            : `Input ${index + 1} of "${record.name}" is not connected.`,
        port: key,
      });
    }
    return { key, label: key, ...signal };
  });
}

function declareWeights(
  expansion: Expansion,
  operator: Operator,
  inputTypes: readonly TensorType[],
  values: ValuesOf<Schema>,
  path: string,
  origins: readonly string[],
): readonly WeightSpec[] {
  return (operator.weights?.(inputTypes, values) ?? []).map((declaration): WeightSpec => {
    const { shape, trainable, initialiser } = declaration;
    const weightPath = weightPathOf(path, declaration.name);
    const fresh = {
      path: weightPath,
      shape,
      trainable,
      source: { kind: 'initialiser', initialiser },
    } as const;
    const tensor = storedTensor(
      expansion,
      origins.map((origin) => weightPathOf(origin, declaration.name)),
    );
    if (tensor === undefined) return fresh;
    if (sameShape(tensor.shape, shape)) {
      return { path: weightPath, shape, trainable, source: { kind: 'stored', offset: tensor.offset } };
    }
    report(expansion, 'warning', path, {
      code: 'stored-weight-does-not-fit',
      message: `The stored ${declaration.name} is ${tensor.shape.join('×')}, but this layer needs ${shape.join('×')}. It starts afresh.`,
    });
    return fresh;
  });
}

function storedTensor(expansion: Expansion, paths: readonly string[]): StoredTensors[string] | undefined {
  const tensors = expansion.stored;
  if (tensors === undefined) return undefined;
  const found = paths.find((path) => Object.hasOwn(tensors, path));
  return found === undefined ? undefined : tensors[found];
}

/**
 * Under which paths a node's stored tensors may lie. A preset's nodes have as their ids the paths that their
 * tensors were stored under, and keep the ids when they are renamed or moved into a block: weights follow. Other
 * nodes go by their path, unless a node with that id claims it.
 */
function originsOf(expansion: Expansion, place: Place, node: NodeRecord, path: string): readonly string[] {
  if (place.origins !== undefined) return place.origins.map((origin) => `${origin}.${node.id}`);
  return path === node.id || Object.hasOwn(expansion.claims, path) ? [node.id] : [node.id, path];
}

function expandCustom(
  expansion: Expansion,
  place: Place,
  node: NodeRecord & { readonly kind: 'custom' },
  path: string,
  arriving: readonly Arrival[],
): Element {
  const inside = Object.values((place.children.get(node.id) ?? EMPTY_GRAPH).nodes).sort(comparePositions);
  const portsOf = (type: string) =>
    inside.filter((child) => child.kind === 'operator' && child.operator === type).map((child) => child.id);
  return expandInside(expansion, node, path, arriving, {
    inputs: portsOf('Input'),
    outputs: portsOf('Output'),
    nodes: place.children.get(node.id)?.nodes ?? {},
    level: place.path,
    inner: { ...place, path, depth: place.depth + 1, parentId: node.id },
  });
}

function expandTemplate(
  expansion: Expansion,
  place: Place,
  node: NodeRecord & { readonly kind: 'template' },
  path: string,
  arriving: readonly Arrival[],
): Element {
  const template = expansion.library.findTemplate(node.template);
  const closed = (inputs: readonly string[], outputs: readonly string[]): Element => ({
    path,
    level: place.path,
    record: node,
    inputs: inputs.map((key) => ({ key, label: key, ...signalAt(arriving, key) })),
    outputs: outputs.map((key) => outPort(key, key, NOTHING)),
    node: undefined,
  });
  if (template === undefined) {
    report(expansion, 'error', path, {
      code: 'unknown-template',
      message: `This version of Netloom does not know the block "${node.template}". It is kept as it is; replace it to run or export the network.`,
    });
    return closed(
      arriving.map(({ port }) => port),
      ['output'],
    );
  }
  if (place.depth >= MAX_DEPTH) {
    report(expansion, 'error', path, {
      code: 'nesting-too-deep',
      message: `Blocks are nested more than ${MAX_DEPTH} levels deep here. Unfold some of them.`,
    });
    return closed(template.inputs, template.outputs);
  }
  const { values, problems } = parseCached(template.arguments, node.arguments);
  reportValues(expansion, path, problems);
  const types = template.inputs.map((key) => signalAt(arriving, key).type);
  const built = buildCached(template, node.arguments, values, types);
  if ('code' in built) {
    report(expansion, 'error', path, built);
    return closed(template.inputs, template.outputs);
  }
  return expandInside(expansion, node, path, arriving, {
    inputs: template.inputs,
    outputs: template.outputs,
    nodes: built.graph.nodes,
    level: place.path,
    inner: {
      path,
      origins: originsOf(expansion, place, node, path),
      depth: place.depth + 1,
      children: built.children,
      parentId: null,
      editable: false,
      boundary: undefined,
    },
  });
}

function signalAt(arriving: readonly Arrival[], key: string): Signal {
  return arriving.find(({ port }) => port === key)?.signal ?? NOTHING;
}

function expandInside(
  expansion: Expansion,
  node: NodeRecord,
  path: string,
  arriving: readonly Arrival[],
  block: {
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly nodes: Graph['nodes'];
    readonly level: string;
    readonly inner: Place;
  },
): Element {
  const boundary = new Map(block.inputs.map((key) => [key, signalAt(arriving, key)]));
  for (const [key, signal] of boundary) {
    if (signal.connected) continue;
    report(expansion, 'error', path, {
      code: 'input-missing',
      message:
        boundary.size === 1
          ? `Nothing is connected to "${node.name}". Draw a wire from the layer before it.`
          : `Input "${block.nodes[key]?.name ?? key}" of "${node.name}" is not connected.`,
      port: key,
    });
  }
  const leaving = expandLevel(expansion, { ...block.inner, boundary });
  const label = (key: string): string => block.nodes[key]?.name ?? key;
  return {
    path,
    level: block.level,
    record: node,
    inputs: block.inputs.map((key) => ({ key, label: label(key), ...signalAt(arriving, key) })),
    outputs: block.outputs.map((key) => outPort(key, label(key), leaving.get(key) ?? NOTHING)),
    node: undefined,
  };
}

type Parsed = ReturnType<typeof parseValues>;
const parsedValues = new WeakMap<StoredValues, WeakMap<Schema, Parsed>>();

/** Records are immutable, so a parsed record stays parsed: an edit parses only what it changed. */
function parseCached(schema: Schema, stored: StoredValues): Parsed {
  let bySchema = parsedValues.get(stored);
  if (bySchema === undefined) parsedValues.set(stored, (bySchema = new WeakMap()));
  let parsed = bySchema.get(schema);
  if (parsed === undefined) bySchema.set(schema, (parsed = parseValues(schema, stored)));
  return parsed;
}

type Built = { readonly graph: Graph; readonly children: ReadonlyMap<NodeId | null, Graph> } | Problem;
const builtInsides = new WeakMap<StoredValues, Map<string, Built>>();

/** How many input types a template's insides are remembered for. */
const MAX_BUILT = 8;

function buildCached(
  template: Template,
  stored: StoredValues,
  values: ValuesOf<Schema>,
  types: readonly (TensorType | undefined)[],
): Built {
  let byInput = builtInsides.get(stored);
  if (byInput === undefined) builtInsides.set(stored, (byInput = new Map()));
  const key = `${template.type} ${types.map((type) => (type === undefined ? '?' : `${type.dtype}[${type.shape.join()}]`)).join(' ')}`;
  let built = byInput.get(key);
  if (built === undefined) {
    const result = template.build(values, types);
    built = 'code' in result ? result : { graph: result, children: childrenByParent(result) };
    if (byInput.size >= MAX_BUILT) byInput.clear();
    byInput.set(key, built);
  }
  return built;
}
