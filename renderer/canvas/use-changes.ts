// Gestures on nodes, notes and edges: selection goes to the session, a drag to the document when it stops.

import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Command, Position } from '../../shared/document/commands.ts';
import type { NoteRecord } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import { dispatch, endGesture } from '../state/document-store.ts';
import { heldBy } from '../state/note-editing.ts';
import { select, useSession } from '../state/session-store.ts';
import { streamOf } from '../state/walking.ts';
import { heldModifiers } from './modifiers.ts';
import type { CanvasEdge, CanvasNode, Projection } from './project.ts';
import type { NoteNode } from './project-notes.ts';
import { snap, type Guide } from './snapping.ts';

export type CanvasItem = CanvasNode | NoteNode;

interface Moving {
  readonly positions: ReadonlyMap<string, Position>;
  readonly sizes: ReadonlyMap<string, NoteRecord['size']>;
  readonly guides: readonly Guide[];
}

interface Resize {
  readonly id: string;
  readonly position: Position;
  readonly size: NoteRecord['size'];
}

const STILL: Moving = { positions: new Map(), sizes: new Map(), guides: [] };
/** How near another box draws what is dragged with Shift, in canvas pixels. */
const SNAP_REACH = 12;

export function useChanges(
  level: Level,
  /** All of the level, and what of it becomes elements. */
  projection: Projection,
  shown: Projection,
  notes: readonly NoteRecord[],
  isMarquee: () => boolean,
) {
  const chosen = useSession((state) => state.nodes);
  const chosenNotes = useSession((state) => state.notes);
  const chosenEdges = useSession((state) => state.edges);
  const editing = useSession((state) => state.editing);
  const streamOnly = useSession((state) => state.streamOnly);
  const [moving, setMoving] = useState(STILL);
  /** The end of a resize does not say where it left the note. */
  const lastResize = useRef<Resize>(undefined);
  const stream = useMemo(
    () => (streamOnly && chosen.length > 0 ? streamOf(level, chosen) : undefined),
    [level, streamOnly, chosen],
  );

  const items = useMemo((): CanvasItem[] => {
    const selected = new Set([...chosen, ...chosenNotes]);
    const placed = <T extends CanvasItem>(item: T): T => {
      const at = moving.positions.get(item.id);
      const size = moving.sizes.get(item.id);
      if (at === undefined && size === undefined) return item;
      const moved = at === undefined ? item : { ...item, position: at, dragging: true };
      return size === undefined
        ? moved
        : { ...moved, ...size, measured: size, data: { ...item.data, ...size } };
    };
    return [
      ...shown.notes.map((note) => placed(variant(note, selected.has(note.id), false, editing === note.id))),
      ...shown.nodes.map((node) =>
        placed(
          variant(
            node,
            selected.has(node.id),
            stream !== undefined && !stream.has(node.id),
            editing === node.id,
          ),
        ),
      ),
    ];
  }, [shown, chosen, chosenNotes, editing, stream, moving]);

  const edges = useMemo(() => {
    const selected = new Set(chosenEdges);
    return shown.edges.map((edge) =>
      variant(
        edge,
        selected.has(edge.id),
        stream !== undefined && !(stream.has(edge.source) && stream.has(edge.target)),
        false,
      ),
    );
  }, [shown, chosenEdges, stream]);

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasItem>[]) => {
      if (!isMarquee()) applySelection(changes, projection);
      if (level.parentId === undefined) return;
      const resized = resizedTo(changes, projection);
      if (resized !== undefined) {
        const { id, position, size } = resized.done ? (lastResize.current ?? resized) : resized;
        lastResize.current = resized.done ? undefined : resized;
        setMoving(
          resized.done
            ? STILL
            : { positions: new Map([[id, position]]), sizes: new Map([[id, size]]), guides: [] },
        );
        if (resized.done) dispatch({ type: 'changeNote', note: id, changes: { position, size } });
        return;
      }
      const drag = draggedTo(changes, level, projection, notes);
      if (drag === undefined) return;
      if (drag.dragging) {
        // Every drag is a step of its own, also of the same node.
        endGesture();
        // At once: left to React's scheduler, the node follows the pointer a frame later.
        flushSync(() =>
          setMoving((before) => ({
            ...before,
            positions: new Map([...before.positions, ...drag.positions]),
            guides: drag.guides,
          })),
        );
        return;
      }
      setMoving(STILL);
      dispatch(moveCommand(drag.positions, projection), { gesture: moveGesture([...drag.positions.keys()]) });
    },
    [level, projection, notes, isMarquee],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<CanvasEdge>[]) => {
      if (isMarquee()) return;
      const session = useSession.getState();
      const next = changedSelection(session.edges, changes);
      if (next !== undefined) select(session.nodes, next, session.notes);
    },
    [isMarquee],
  );

  return { items, edges, guides: moving.guides, handlers: { onNodesChange, onEdgesChange } };
}

/** Names the undo step of moving these nodes, so that what their drop does can join it. */
export function moveGesture(nodes: readonly string[]): string {
  return `move ${nodes.join(' ')}`;
}

/** Moves nodes and notes of what is drawn. */
export function moveCommand(
  positions: ReadonlyMap<string, Position>,
  { notes }: Pick<Projection, 'notes'>,
): Command {
  const texts = new Set(notes.map(({ id }) => id));
  const all = [...positions];
  return {
    type: 'move',
    positions: Object.fromEntries(all.filter(([id]) => !texts.has(id))),
    notes: Object.fromEntries(all.filter(([id]) => texts.has(id))),
  };
}

interface Drag {
  readonly dragging: boolean;
  readonly positions: ReadonlyMap<string, Position>;
  readonly guides: readonly Guide[];
}

/** Where a drag has brought things: snapped while Shift is held, with what lies in a dragged frame. */
function draggedTo(
  changes: readonly NodeChange<CanvasItem>[],
  level: Level,
  projection: Projection,
  notes: readonly NoteRecord[],
): Drag | undefined {
  const positions = new Map<string, Position>();
  let dragging = false;
  for (const change of changes) {
    if (change.type !== 'position' || change.position === undefined) continue;
    positions.set(change.id, { x: Math.round(change.position.x), y: Math.round(change.position.y) });
    dragging ||= change.dragging === true;
  }
  if (positions.size === 0) return undefined;
  carryHeld(positions, level, projection, notes);
  const { by, guides } = heldModifiers().shift ? snapped(positions, projection) : UNSNAPPED;
  if (by.x !== 0 || by.y !== 0) {
    for (const [id, { x, y }] of positions) {
      positions.set(id, { x: Math.round(x + by.x), y: Math.round(y + by.y) });
    }
  }
  return { dragging, positions, guides: dragging ? guides : [] };
}

const UNSNAPPED = { by: { x: 0, y: 0 }, guides: [] };

/** A frame takes along what lies in it. */
export function carryHeld(
  positions: Map<string, Position>,
  level: Level,
  projection: Pick<Projection, 'nodes' | 'notes'>,
  notes: readonly NoteRecord[],
): void {
  const at = new Map<string, Position>(
    [...projection.nodes, ...projection.notes].map(({ id, position }) => [id, position]),
  );
  for (const note of notes) {
    const to = positions.get(note.id);
    if (note.kind !== 'frame' || to === undefined) continue;
    const held = heldBy(note, level, notes);
    for (const id of [...held.nodes, ...held.notes]) {
      const from = at.get(id);
      if (from === undefined || positions.has(id)) continue;
      positions.set(id, { x: from.x + to.x - note.position.x, y: from.y + to.y - note.position.y });
    }
  }
}

function snapped(positions: ReadonlyMap<string, Position>, { nodes, notes }: Projection) {
  const boxes = [...nodes, ...notes].map(({ id, position, data }) => {
    const to = positions.get(id);
    return { moves: to !== undefined, ...(to ?? position), width: data.width, height: data.height };
  });
  return snap(
    boxes.filter(({ moves }) => moves),
    boxes.filter(({ moves }) => !moves),
    SNAP_REACH,
  );
}

/** A note's new place and size while it is pulled at an edge; undefined where the changes are of other kinds. */
function resizedTo(
  changes: readonly NodeChange<CanvasItem>[],
  { notes }: Projection,
): (Resize & { readonly done: boolean }) | undefined {
  const change = changes.find((one) => one.type === 'dimensions' && one.resizing !== undefined);
  if (change?.type !== 'dimensions' || change.dimensions === undefined) return undefined;
  const note = notes.find(({ id }) => id === change.id);
  if (note === undefined) return undefined;
  const moved = changes.find((one) => one.type === 'position' && one.id === change.id);
  const { x, y } = (moved?.type === 'position' ? moved.position : undefined) ?? note.position;
  const { width, height } = change.dimensions;
  return {
    id: change.id,
    position: { x: Math.round(x), y: Math.round(y) },
    size: { width: Math.round(width), height: Math.round(height) },
    done: change.resizing === false,
  };
}

type Drawn = CanvasNode | NoteNode | CanvasEdge;

/** Variants of projected records, so that selection and drags keep the identity of all others. */
const variants = new WeakMap<Drawn, Map<string, Drawn>>();

function variant<T extends Drawn>(record: T, selected: boolean, dimmed: boolean, editing: boolean): T {
  if (!selected && !dimmed && !editing) return record;
  const key = `${selected} ${dimmed} ${editing}`;
  let known = variants.get(record);
  if (known === undefined) variants.set(record, (known = new Map()));
  let made = known.get(key);
  if (made === undefined) {
    made = { ...record };
    if (selected) made.selected = true;
    if (dimmed) made.className = 'off-stream';
    if (editing) Object.assign(made, { data: { ...record.data, editing: true } });
    known.set(key, made);
  }
  return made as T;
}

function applySelection(changes: readonly NodeChange<CanvasItem>[], projection: Projection): void {
  const session = useSession.getState();
  const texts = new Set(projection.notes.map(({ id }) => id));
  const isText = (change: NodeChange<CanvasItem>) => 'id' in change && texts.has(change.id);
  const notes = changedSelection(session.notes, changes.filter(isText));
  const nodes = changedSelection(
    session.nodes,
    changes.filter((change) => !isText(change)),
  );
  if (nodes === undefined && notes === undefined) return;
  select(nodes ?? session.nodes, session.edges, notes ?? session.notes);
}

/** The selection after these changes, or undefined where they are of other kinds. Shift only ever adds. */
function changedSelection(
  before: readonly string[],
  changes: readonly (NodeChange<CanvasItem> | EdgeChange<CanvasEdge>)[],
): readonly string[] | undefined {
  const chosen = new Set(before);
  let changed = false;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    changed = true;
    if (change.selected) chosen.add(change.id);
    else if (!heldModifiers().shift) chosen.delete(change.id);
  }
  return changed ? [...chosen] : undefined;
}
