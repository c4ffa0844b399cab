// Placing what is selected by hand: aligned, spread evenly, pulled straight, nudged. Each is one undo step.

import type { Position } from '../../shared/document/commands.ts';
import type { NodeId, NoteId, NoteRecord } from '../../shared/document/types.ts';
import { turn } from '../../shared/layout/flow.ts';
import { portOffset } from '../../shared/layout/node-size.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { selectedElements } from './analysis.ts';
import { boundsOf, boxOf, overlaps, type Box } from './boxes.ts';
import { dispatch } from './document-store.ts';
import { READ_ONLY } from './editing.ts';

export type Side = 'left' | 'right' | 'top' | 'bottom';
export type Axis = 'horizontal' | 'vertical';

/** Brings one side of the selected nodes into line with the outermost of them. */
export function alignSelection(level: Level, ids: readonly NodeId[], side: Side): Problem | undefined {
  const elements = selectedElements(level, ids);
  const bounds = boundsOf(elements.map((element) => boxOf(element, level.flow)));
  if (bounds === undefined || elements.length < 2) return needs(2, 'align');
  return place(
    level,
    elements.map((element) => {
      const box = boxOf(element, level.flow);
      switch (side) {
        case 'left':
          return [element, { ...box, x: bounds.x }];
        case 'right':
          return [element, { ...box, x: bounds.x + bounds.width - box.width }];
        case 'top':
          return [element, { ...box, y: bounds.y }];
        case 'bottom':
          return [element, { ...box, y: bounds.y + bounds.height - box.height }];
      }
    }),
  );
}

/** Makes the gaps between the selected nodes equal; the two outermost stay. */
export function distributeSelection(level: Level, ids: readonly NodeId[], axis: Axis): Problem | undefined {
  const [at, length] = axis === 'horizontal' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const placed = selectedElements(level, ids).map(
    (element) => [element, boxOf(element, level.flow)] as const,
  );
  placed.sort(([, a], [, b]) => a[at] + a[length] / 2 - b[at] - b[length] / 2);
  const [first, last] = [placed[0]?.[1], placed.at(-1)?.[1]];
  if (first === undefined || last === undefined || placed.length < 3) return needs(3, 'distribute');
  const taken = placed.reduce((sum, [, box]) => sum + box[length], 0);
  const gap = (last[at] + last[length] - first[at] - taken) / (placed.length - 1);
  let next = first[at];
  return place(
    level,
    placed.map(([element, box]) => {
      const moved = { ...box, [at]: Math.round(next) };
      next += box[length] + gap;
      return [element, moved];
    }),
  );
}

/**
 * Pulls wires straight: each selected node moves across the flow until its first input faces what feeds it. A
 * node alone is straightened with its neighbour, several among themselves. Where a node would come to lie on
 * another it stays.
 */
export function straightenSelection(level: Level, ids: readonly NodeId[]): Problem | undefined {
  const chosen = new Set(ids.filter((id) => level.elements.has(id)));
  if (chosen.size === 0) return needs(1, 'straighten');
  const { flow } = level;
  const boxes = new Map(
    [...level.elements.values()].map((element) => [element.record.id, turn(boxOf(element, flow), flow)]),
  );
  const wires = Object.values(level.graph.edges);
  const moved = new Map<NodeId, Box>();
  // Elements are in topological order: what feeds a node stands already when its turn comes.
  for (const element of level.elements.values()) {
    const { id } = element.record;
    if (!chosen.has(id)) continue;
    const into = wires.filter((edge) => edge.target === id && (chosen.size === 1 || chosen.has(edge.source)));
    const keys = element.inputs.map(({ key }) => key);
    const first = into.toSorted((a, b) => keys.indexOf(a.targetPort) - keys.indexOf(b.targetPort))[0];
    const out = chosen.size === 1 ? wires.find((edge) => edge.source === id) : undefined;
    const edge = first ?? out;
    if (edge === undefined) continue;
    const from = portX(level.elements.get(edge.source), boxes, 'outputs', edge.sourcePort);
    const to = portX(level.elements.get(edge.target), boxes, 'inputs', edge.targetPort);
    if (from === undefined || to === undefined) continue;
    const box = boxes.get(id)!;
    const next = { ...box, x: box.x + (edge.target === id ? from - to : to - from) };
    const blocked = [...boxes].some(([other, at]) => other !== id && overlaps(at, next));
    if (blocked) continue;
    boxes.set(id, next);
    moved.set(id, next);
  }
  return place(
    level,
    [...moved].map(([id, box]) => [level.elements.get(id)!, turn(box, flow)]),
  );
}

function portX(
  element: Element | undefined,
  boxes: ReadonlyMap<NodeId, Box>,
  side: 'inputs' | 'outputs',
  key: string,
): number | undefined {
  const box = element === undefined ? undefined : boxes.get(element.record.id);
  const index = element?.[side].findIndex((port) => port.key === key) ?? -1;
  if (element === undefined || box === undefined || index < 0) return undefined;
  // The boxes are turned, and so are their ports.
  return box.x + portOffset(index, element[side].length, box, 'down');
}

/** Moves the selected nodes and notes by a few pixels; a run of such moves is one step. */
export function nudgeSelection(
  level: Level,
  ids: readonly NodeId[],
  notes: readonly NoteRecord[],
  by: Position,
): Problem | undefined {
  const positions: Record<NodeId, Position> = {};
  for (const { record } of selectedElements(level, ids)) positions[record.id] = plus(record.position, by);
  const beside: Record<NoteId, Position> = {};
  for (const note of notes) beside[note.id] = plus(note.position, by);
  if (level.parentId === undefined) return READ_ONLY;
  const gesture = `nudge ${[...Object.keys(positions), ...Object.keys(beside)].join(' ')}`;
  return dispatch({ type: 'move', positions, notes: beside }, { gesture });
}

function plus(a: Position, b: Position): Position {
  return { x: a.x + b.x, y: a.y + b.y };
}

function place(level: Level, placed: readonly (readonly [Element, Box])[]): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const positions: Record<NodeId, Position> = {};
  for (const [{ record }, { x, y }] of placed) positions[record.id] = { x: Math.round(x), y: Math.round(y) };
  return dispatch({ type: 'move', positions });
}

function needs(count: number, what: string): Problem {
  return problem(
    'too-few-selected',
    `Select ${count === 1 ? 'a node' : `at least ${count} nodes`} to ${what}.`,
  );
}
