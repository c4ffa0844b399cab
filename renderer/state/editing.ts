// Edits that people make on a level, as commands: adding, wiring, inserting into wires.
// Each is one undo step. Selection follows the edit; problems are returned, for the caller to show.

import type { Command, Position } from '../../shared/document/commands.ts';
import { isVariadic, variadicIndex, variadicKey } from '../../shared/document/ports.ts';
import type { EdgeRecord, NodeId, NodeRecord } from '../../shared/document/types.ts';
import { placeInWire } from '../../shared/fixes/place.ts';
import { LAYER_GAP, turn, turnPoint, turnSize } from '../../shared/layout/flow.ts';
import { nodeSize, portOffset, portPoint, type Size } from '../../shared/layout/node-size.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { findOperator } from '../../shared/operators/index.ts';
import { boxOf } from './boxes.ts';
import { recordFor } from './catalogue.ts';
import { currentDocument, dispatch } from './document-store.ts';
import { freePlace } from './free-place.ts';
import { freshId } from './ids.ts';
import { bringItem, portsOf, type Item } from './items.ts';
import { select } from './session-store.ts';

export interface PortRef {
  readonly node: NodeId;
  readonly port: string;
}

export const READ_ONLY = problem(
  'read-only',
  'This is the inside of a template, computed from its arguments. Change the arguments of the block, or detach it to edit its inside.',
);

/** A fresh wire between two ports. */
export function edgeBetween(source: PortRef, target: PortRef): EdgeRecord {
  return {
    id: freshId(),
    source: source.node,
    sourcePort: source.port,
    target: target.node,
    targetPort: target.port,
  };
}

function sizeOf(item: Item, { flow }: Level) {
  return nodeSize(recordFor(item, null, { x: 0, y: 0 }), flow);
}

/** A new layer has none of the stored weights, also where it is called as one that was trained. */
function untrained(record: NodeRecord): NodeRecord {
  const hasOwn =
    record.kind === 'template' ||
    (record.kind === 'operator' && findOperator(record.operator)?.weights !== undefined);
  // No tensor is called by an id that was made just now.
  return hasOwn && currentDocument().weights !== undefined ? { ...record, storedAs: record.id } : record;
}

/** A wire that a new node takes up: the port at its other end. */
interface WireEnd {
  readonly side: 'output' | 'input';
  readonly port: PortRef;
}

/** Between a new node and what stands beside it. */
const GAP = 16;

/** A wire that would have so small a bend is meant to be straight. */
const STRAIGHT_REACH = 16;

/** The centre, or the nearest one where the wire is straight. */
function straightened({ elements, flow }: Level, centre: Position, { side, port }: WireEnd): Position {
  const element = elements.get(port.node);
  const ports = element?.[side === 'output' ? 'outputs' : 'inputs'] ?? [];
  const index = ports.findIndex(({ key }) => key === port.port);
  if (element === undefined || index === -1) return centre;
  const box = boxOf(element, flow);
  const end = turnPoint(portPoint(box, side, portOffset(index, ports.length, box, flow), flow), flow);
  const { x, y } = turnPoint(centre, flow);
  return Math.abs(end.x - x) > STRAIGHT_REACH ? centre : turnPoint({ x: end.x, y }, flow);
}

/** Adds a node with its centre at a place, wired from an output or to an input where one is given. */
export function addItem(level: Level, item: Item, centre: Position, wire?: WireEnd): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const { width, height } = sizeOf(item, level);
  const brought = bringItem(item);
  const { x, y } = wire === undefined ? centre : straightened(level, centre, wire);
  const record = untrained(
    recordFor(brought.item, level.parentId, {
      x: Math.round(x - width / 2),
      y: Math.round(y - height / 2),
    }),
  );
  const ports = portsOf(brought.item, brought.graph);
  const edges: EdgeRecord[] = [];
  if (wire?.side === 'output' && ports.input !== undefined) {
    edges.push(edgeBetween(wire.port, { node: record.id, port: ports.input }));
  }
  if (wire?.side === 'input' && ports.output !== undefined) {
    edges.push(edgeBetween({ node: record.id, port: ports.output }, wire.port));
  }
  const refused = dispatch([...brought.commands, { type: 'addNode', node: record, edges }]);
  if (refused === undefined) select([record.id]);
  return refused;
}

/** Adds a node with its centre at a place, or beside what stands there. */
export function addWhereFree(level: Level, item: Item, centre: Position): Problem | undefined {
  const { width, height } = sizeOf(item, level);
  const wanted = { x: centre.x - width / 2, y: centre.y - height / 2, width, height };
  const taken = [...level.elements.values()].map((element) => boxOf(element, level.flow));
  const { x, y } = freePlace(wanted, taken, GAP);
  return addItem(level, item, { x: x + width / 2, y: y + height / 2 });
}

/** Adds a node after the selected one and wires it, or near a place where nothing suitable is selected. */
export function appendItem(
  level: Level,
  item: Item,
  selection: readonly NodeId[],
  fallback: Position,
): Problem | undefined {
  const element = selection.length === 1 ? level.elements.get(selection[0]!) : undefined;
  const output = element?.outputs[0];
  if (element === undefined || output === undefined || portsOf(item).input === undefined) {
    return addWhereFree(level, item, fallback);
  }
  const { flow } = level;
  const box = turn(boxOf(element, flow), flow);
  const { height } = turnSize(sizeOf(item, level), flow);
  const centre = { x: box.x + box.width / 2, y: box.y + box.height + LAYER_GAP[flow] + height / 2 };
  return addItem(level, item, turnPoint(centre, flow), {
    side: 'output',
    port: { node: element.record.id, port: output.key },
  });
}

/** True where a node of this kind can stand in the middle of a wire. */
export function fitsIntoWire(item: Item): boolean {
  const { input, output } = portsOf(item);
  return input !== undefined && output !== undefined;
}

/** Puts a new node into a wire, and moves what lies after it on where there is not enough room. */
export function insertItem(level: Level, item: Item, edgeId: string): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const edge = level.graph.edges[edgeId];
  const brought = bringItem(item);
  const { input, output } = portsOf(brought.item, brought.graph);
  if (edge === undefined) return undefined;
  if (input === undefined || output === undefined) return NO_THROUGH;
  const { place, room } = placeOnWire(level, edge, sizeOf(item, level));
  const record = untrained(recordFor(brought.item, level.parentId, place));
  const refused = dispatch([
    ...brought.commands,
    { type: 'addNode', node: record, edges: edgesThrough(edge, { node: record.id, input, output }) },
    { type: 'move', positions: room },
  ]);
  if (refused === undefined) select([record.id]);
  return refused;
}

const NO_THROUGH = problem('no-through', 'Only a node with an input and an output can stand in a wire.');

/** The two halves of a wire with a node in its middle. */
function edgesThrough(
  edge: EdgeRecord,
  middle: { readonly node: NodeId; readonly input: string; readonly output: string },
): readonly EdgeRecord[] {
  return [
    edgeBetween({ node: edge.source, port: edge.sourcePort }, { node: middle.node, port: middle.input }),
    edgeBetween({ node: middle.node, port: middle.output }, { node: edge.target, port: edge.targetPort }),
  ];
}

/** Where a node stands in a wire, and where what lies after it goes to make room. `moving` is the node itself. */
function placeOnWire(
  level: Level,
  edge: EdgeRecord,
  size: Size,
  moving?: NodeId,
): { readonly place: Position; readonly room: Readonly<Record<NodeId, Position>> } {
  const { flow } = level;
  const turned = (element: Element) => turn(boxOf(element, flow), flow);
  const standing = [...level.elements.values()].filter(({ record }) => record.id !== moving);
  const others = standing.filter(({ record }) => record.id !== edge.source && record.id !== edge.target);
  const { places, shift } = placeInWire(
    turned(level.elements.get(edge.source)!),
    turned(level.elements.get(edge.target)!),
    others.map(turned),
    [turnSize(size, flow)],
    LAYER_GAP[flow],
  );
  const room: Record<NodeId, Position> = {};
  for (const { record } of shift.by === 0 ? [] : standing) {
    const { x, y } = turnPoint(record.position, flow);
    if (y >= shift.from) room[record.id] = turnPoint({ x, y: y + shift.by }, flow);
  }
  return { place: turnPoint(places[0]!, flow), room };
}

/** True where this node can be dropped on a wire: nothing is wired to it yet, and a wire can run through it. */
export function canStandInWire(level: Level, node: NodeId): boolean {
  const element = level.elements.get(node);
  if (element?.inputs[0] === undefined || element.outputs[0] === undefined) return false;
  return !Object.values(level.graph.edges).some((edge) => edge.source === node || edge.target === node);
}

/** Puts a node that is there already into a wire. `gesture` joins it to the drag that brought it there. */
export function insertNode(level: Level, node: NodeId, edgeId: string, gesture: string): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const edge = level.graph.edges[edgeId];
  const element = level.elements.get(node);
  if (edge === undefined || element === undefined) return undefined;
  const [input, output] = [element.inputs[0]?.key, element.outputs[0]?.key];
  if (input === undefined || output === undefined || !canStandInWire(level, node)) return NO_THROUGH;
  const { place, room } = placeOnWire(level, edge, boxOf(element, level.flow), node);
  return dispatch(
    [
      ...edgesThrough(edge, { node, input, output }).map((half): Command => ({
        type: 'connect',
        edge: half,
      })),
      { type: 'move', positions: { ...room, [node]: place } },
    ],
    { gesture },
  );
}

/** Draws a wire; one that is at the input already is replaced. */
export function connectPorts(source: PortRef, target: PortRef): Problem | undefined {
  return dispatch({ type: 'connect', edge: edgeBetween(source, target) });
}

/** Moves a wire's ends; what is at the new input already is replaced. */
export function reconnect(
  level: Level,
  edge: EdgeRecord,
  source: PortRef,
  target: PortRef,
): Problem | undefined {
  if (target.node === edge.target && target.port === edge.targetPort) {
    // Connecting replaces what is there; removing first would make the ports of a merge close ranks.
    const same = source.node === edge.source && source.port === edge.sourcePort;
    return same ? undefined : connectPorts(source, target);
  }
  return dispatch([
    { type: 'remove', nodes: [], edges: [edge.id] },
    { type: 'connect', edge: edgeBetween(source, portWithout(level, edge, target)) },
  ]);
}

/** Moves wires of one output to another output, in one step. */
export function moveWires(level: Level, wires: readonly EdgeRecord[], source: PortRef): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  return dispatch(
    wires
      .filter((edge) => edge.source !== source.node || edge.sourcePort !== source.port)
      .map((edge): Command => ({
        type: 'connect',
        edge: edgeBetween(source, { node: edge.target, port: edge.targetPort }),
      })),
  );
}

/** The port's key once this wire is gone: ports of a merge close the gap that it leaves. */
function portWithout(level: Level, edge: EdgeRecord, target: PortRef): PortRef {
  const record = level.elements.get(edge.target)?.record;
  if (record === undefined || target.node !== edge.target || !isVariadic(record)) return target;
  const [index, gap] = [variadicIndex(target.port), variadicIndex(edge.targetPort)];
  if (index === undefined || gap === undefined || index <= gap) return target;
  return { node: target.node, port: variadicKey(index - 1) };
}
