// Pasting and duplicating: where copies come to stand, and which wires they bring.

import { bringDefinitions } from '../../shared/document/carrying.ts';
import type { Command, Position } from '../../shared/document/commands.ts';
import { definitionsOf, findDefinition } from '../../shared/document/definitions.ts';
import { notesOf } from '../../shared/document/notes.ts';
import type { EdgeRecord, Flow, Graph, NoteRecord } from '../../shared/document/types.ts';
import { nodeSize } from '../../shared/layout/node-size.ts';
import type { Level } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { boundsOf, boxOf, noteBox, overlaps, type Box } from './boxes.ts';
import { shifted } from './clipboard.ts';
import { currentDocument, dispatch } from './document-store.ts';
import { READ_ONLY } from './editing.ts';
import { freshId } from './ids.ts';
import { select } from './session-store.ts';

/** Space around what is pasted. */
const GAP = 24;
/** Beyond so many pairs of boxes, pasted and standing, what is pasted is placed as one box. */
const MOST_PAIRS = 200_000;

/** A definition that came under another name: the document has another one of its own that is called so. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/**
 * Adds copied nodes and notes, with wires from nodes that stand on the level, and selects them.
 * @param onRenamed told of definitions that are called otherwise here
 */
export function pasteGraph(
  level: Level,
  copied: Graph,
  incoming: readonly EdgeRecord[] = [],
  onRenamed?: (renamed: readonly Renamed[]) => void,
): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  // Ports of a linked block are ids inside its definition, which may come in under others.
  const { graph, definition } = bringDefinitions(currentDocument(), copied, freshId);
  const wires = incoming
    .filter(({ source, sourcePort }) =>
      level.elements.get(source)?.outputs.some(({ key }) => key === sourcePort),
    )
    // Ports of a merge are there one after another.
    .toSorted((a, b) => a.targetPort.localeCompare(b.targetPort, 'en', { numeric: true }))
    .map((edge): Command => {
      const linked = graph.nodes[edge.target]?.kind === 'linked';
      const targetPort = linked ? definition(edge.targetPort) : edge.targetPort;
      return { type: 'connect', edge: { ...edge, targetPort } };
    });
  const refused = dispatch([{ type: 'addGraph', graph, parentId: level.parentId }, ...wires]);
  if (refused === undefined) {
    const roots = Object.values(graph.nodes).filter((record) => record.parentId === null);
    const notes = notesOf(graph).filter((note) => note.parentId === null);
    select(
      roots.map(({ id }) => id),
      [],
      notes.map(({ id }) => id),
    );
    const renamed = definitionsOf(graph).flatMap(({ id, name: from }): readonly Renamed[] => {
      const to = findDefinition(currentDocument(), id)?.name ?? from;
      return to === from ? [] : [{ from, to }];
    });
    if (renamed.length > 0) onRenamed?.(renamed);
  }
  return refused;
}

/** The graph moved to this place, or from there to the nearest free one: right or below what is in the way. */
export function placedFree(level: Level, notes: readonly NoteRecord[], graph: Graph, place: Position): Graph {
  const boxes = rootBoxes(graph, level.flow);
  const bounds = boundsOf(boxes);
  if (bounds === undefined) return graph;
  const texts = notes.filter(({ kind }) => kind === 'note').map(noteBox);
  const others = [...[...level.elements.values()].map((element) => boxOf(element, level.flow)), ...texts];
  const pieces = boxes.length * others.length > MOST_PAIRS ? [bounds] : boxes;
  let best: Position | undefined;
  for (const axis of ['x', 'y'] as const) {
    const by = freeShift(pieces, others, { x: place.x - bounds.x, y: place.y - bounds.y }, axis);
    const way = (shift: Position) => Math.hypot(shift.x + bounds.x - place.x, shift.y + bounds.y - place.y);
    if (best === undefined || way(by) < way(best)) best = by;
  }
  return shifted(graph, { x: Math.round(best!.x), y: Math.round(best!.y) });
}

/** Pushed along one axis until none of the boxes meets another. Every push passes one box at least. */
function freeShift(boxes: readonly Box[], others: readonly Box[], from: Position, axis: 'x' | 'y'): Position {
  const length = axis === 'x' ? 'width' : 'height';
  let shift = from;
  for (let tries = 0; tries <= boxes.length * others.length; tries++) {
    let push = 0;
    for (const box of boxes) {
      const moved = { ...box, x: box.x + shift.x, y: box.y + shift.y };
      for (const other of others) {
        if (overlaps(moved, other, GAP / 2)) {
          push = Math.max(push, other[axis] + other[length] + GAP - moved[axis]);
        }
      }
    }
    if (push <= 0) break;
    shift = { ...shift, [axis]: shift[axis] + push };
  }
  return shift;
}

function rootBoxes(graph: Graph, flow: Flow): readonly Box[] {
  const inputs = new Map<string, number>();
  for (const { target } of Object.values(graph.edges)) inputs.set(target, (inputs.get(target) ?? 0) + 1);
  return [
    ...Object.values(graph.nodes)
      .filter((record) => record.parentId === null)
      .map((record) => ({ ...record.position, ...nodeSize(record, flow, inputs.get(record.id) ?? 1) })),
    ...notesOf(graph)
      .filter((note) => note.parentId === null)
      .map(noteBox),
  ];
}

/** Top left corner of what is copied: where duplicates start to look for a place. */
export function cornerOf(graph: Graph, flow: Flow): Position | undefined {
  return boundsOf(rootBoxes(graph, flow));
}
