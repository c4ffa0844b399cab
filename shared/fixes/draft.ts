// A fix in the making: commands that build on each other, tried on the document as they are added.

import { applyCommand, type Command } from '../document/commands.ts';
import { lookUp } from '../document/records.ts';
import type { Document, EdgeRecord, NodeId, NodeRecord } from '../document/types.ts';
import { LAYER_GAP, turn, turnPoint, turnSize, type Size } from '../layout/flow.ts';
import { nodeSize } from '../layout/node-size.ts';
import type { Level } from '../network/types.ts';
import type { StoredValues } from '../operators/attributes.ts';
import { findOperator } from '../operators/index.ts';
import { placeAbove, placeBelow, placeInWire, type Box, type Placement } from './place.ts';
import type { Fix, Site } from './types.ts';

/** An operator with one input and one output, to be put somewhere. */
export interface NewNode {
  readonly operator: string;
  readonly name: string;
  readonly attributes?: StoredValues;
}

export interface PortRef {
  readonly node: NodeId;
  readonly port: string;
}

export interface Draft {
  readonly site: Site;
  readonly level: Level;
  document: Document;
  readonly commands: Command[];
  readonly focus: Set<NodeId>;
  refused: boolean;
}

/** Undefined inside templates, where nothing can be edited. */
export function startDraft(site: Site, level: Level): Draft | undefined {
  if (level.parentId === undefined) return undefined;
  return { site, level, document: site.document, commands: [], focus: new Set(), refused: false };
}

/** The fix, unless a command was refused or nothing was to be done. */
export function finish(draft: Draft, title: string): Fix | undefined {
  if (draft.refused || draft.document === draft.site.document) return undefined;
  const focus = [...draft.focus].filter((id) => lookUp(draft.document.nodes, id) !== undefined);
  return { title, commands: draft.commands, focus };
}

/** The fix as a list, which most fixers return. */
export function some(fix: Fix | undefined): readonly Fix[] {
  return fix === undefined ? [] : [fix];
}

/** Fixes after which the node may still refuse what arrives, in another way that is mended along. */
export function continuing(fixes: readonly Fix[]): readonly Fix[] {
  return fixes.map((fix) => ({ ...fix, continues: true }));
}

/** One command more, on top of those before it. A refused one spoils the draft: no fix comes of it. */
export function add(draft: Draft, command: Command): void {
  const result = applyCommand(draft.document, command);
  if (!result.ok) draft.refused = true;
  else if (result.document !== draft.document) {
    draft.document = result.document;
    draft.commands.push(command);
  }
}

/** Sets attributes or arguments of a node, which the fix then leads to. */
export function setValues(draft: Draft, node: NodeId, values: StoredValues): void {
  add(draft, { type: 'setValues', node, values });
  draft.focus.add(node);
}

/** A wire from an output to an input, instead of the one that ended there. */
export function connect(draft: Draft, source: PortRef, target: PortRef): void {
  add(draft, { type: 'connect', edge: wire(draft, source, target) });
}

function wire(draft: Draft, source: PortRef, target: PortRef): EdgeRecord {
  return {
    id: draft.site.freshId(),
    source: source.node,
    sourcePort: source.port,
    target: target.node,
    targetPort: target.port,
  };
}

/** Puts nodes one after another into a wire, and moves what lies below down where there is not enough room. */
export function insertInWire(draft: Draft, edge: EdgeRecord, chain: readonly NewNode[]): void {
  const [source, target] = [boxOf(draft, edge.source), boxOf(draft, edge.target)];
  if (source === undefined || target === undefined) {
    draft.refused = true;
    return;
  }
  const sizes = sizesOf(draft, chain);
  const others = boxes(draft, (id) => id !== edge.source && id !== edge.target);
  const placement = placeInWire(source, target, others, sizes, LAYER_GAP[draft.level.flow]);
  const last = addChain(draft, { node: edge.source, port: edge.sourcePort }, chain, placement);
  connect(draft, last, { node: edge.target, port: edge.targetPort });
}

/** Adds nodes one after another below an output and returns the output of the last. */
export function appendBelow(draft: Draft, source: PortRef, chain: readonly NewNode[]): PortRef {
  const box = boxOf(draft, source.node);
  if (box === undefined) {
    draft.refused = true;
    return source;
  }
  const sizes = sizesOf(draft, chain);
  return addChain(draft, source, chain, placeBelow(box, boxes(draft), sizes, LAYER_GAP[draft.level.flow]));
}

/** Adds an Input above a node, or at the origin, and returns its output. */
export function addInput(draft: Draft, above: NodeId | undefined): PortRef {
  const node = recordOf(draft, { operator: 'Input', name: 'input' }, draft.site.freshId());
  const target = above === undefined ? undefined : boxOf(draft, above);
  const { flow } = draft.level;
  const size = turnSize(nodeSize(node, flow, 0, 1), flow);
  const position =
    target === undefined
      ? { x: 0, y: 0 }
      : turnPoint(placeAbove(target, boxes(draft), size, LAYER_GAP[flow]), flow);
  add(draft, { type: 'addNode', node: { ...node, position } });
  draft.focus.add(node.id);
  return { node: node.id, port: 'output' };
}

/** Removes nodes; what fed them goes on to what read them, as far as it is one wire. */
export function removeHealing(draft: Draft, node: NodeId): void {
  const incoming = Object.values(draft.document.edges).filter((edge) => edge.target === node);
  const readers = Object.values(draft.document.edges).filter((edge) => edge.source === node);
  const [feeder] = incoming;
  if (feeder !== undefined && incoming.length === 1) {
    for (const reader of readers) {
      connect(
        draft,
        { node: feeder.source, port: feeder.sourcePort },
        { node: reader.target, port: reader.targetPort },
      );
    }
  }
  add(draft, { type: 'remove', nodes: [node], edges: [] });
  for (const { target } of readers) draft.focus.add(target);
}

function addChain(
  draft: Draft,
  from: PortRef,
  chain: readonly NewNode[],
  { places, shift }: Placement,
): PortRef {
  const { flow } = draft.level;
  if (shift.by > 0) {
    const moved = levelNodes(draft).flatMap(({ id, position }) => {
      const { x, y } = turnPoint(position, flow);
      return y >= shift.from ? [[id, turnPoint({ x, y: y + shift.by }, flow)] as const] : [];
    });
    add(draft, { type: 'move', positions: Object.fromEntries(moved) });
  }
  return chain.reduce((source, node, index): PortRef => {
    const id = draft.site.freshId();
    const record = { ...recordOf(draft, node, id), position: turnPoint(places[index]!, flow) };
    const operator = findOperator(node.operator);
    const input = operator?.inputs.kind === 'fixed' ? (operator.inputs.names[0] ?? '') : 'in0';
    const edges = [wire(draft, source, { node: id, port: input })];
    add(draft, { type: 'addNode', node: record, edges });
    draft.focus.add(id);
    return { node: id, port: operator?.outputs[0] ?? '' };
  }, from);
}

function recordOf(draft: Draft, { operator, name, attributes = {} }: NewNode, id: NodeId): NodeRecord {
  const parentId = draft.level.parentId ?? null;
  return { id, kind: 'operator', operator, attributes, parentId, name, position: { x: 0, y: 0 } };
}

function levelNodes(draft: Draft): readonly NodeRecord[] {
  return Object.values(draft.document.nodes).filter(({ parentId }) => parentId === draft.level.parentId);
}

function boxes(draft: Draft, isMeant: (id: NodeId) => boolean = () => true): readonly Box[] {
  return levelNodes(draft).flatMap(({ id }) => (isMeant(id) ? (boxOf(draft, id) ?? []) : []));
}

/** Sizes of new nodes, turned as if the network ran down, as all geometry here. */
function sizesOf(draft: Draft, chain: readonly NewNode[]): readonly Size[] {
  const { flow } = draft.level;
  return chain.map((node) => turnSize(nodeSize(recordOf(draft, node, ''), flow), flow));
}

/** A node's box, turned as if the network ran down. */
function boxOf(draft: Draft, id: NodeId): Box | undefined {
  const record = lookUp(draft.document.nodes, id);
  if (record === undefined) return undefined;
  const element = draft.level.elements.get(id);
  const { flow } = draft.level;
  const size = nodeSize(record, flow, element?.inputs.length ?? 1, element?.outputs.length ?? 1);
  return turn({ ...record.position, ...size }, flow);
}
