// Gestures on nodes, notes and edges: selection goes to the session, a drag to the document when it stops.

import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Position } from '../../shared/document/commands.ts';
import type { Box } from '../state/boxes.ts';
import { currentDocument, dispatch, endGesture } from '../state/document-store.ts';
import { select, useSession } from '../state/session-store.ts';
import { blockOf, canvasId, holderIn, recordId } from '../state/unfolding.ts';
import { streamOf } from '../state/walking.ts';
import { choose } from './choosing.ts';
import { followDragKeys } from './drag-keys.ts';
import { heldModifiers } from './modifiers.ts';
import { boxesAt, carryHeld, carrySelected, dropCopies, moveCommand, withInsides } from './moving.ts';
import { notify } from '../ui/Toasts.tsx';
import type { Part, Placing } from './placing.ts';
import type { CanvasEdge, CanvasItem, CanvasNode, Projection } from './project.ts';
import type { NoteNode } from './project-notes.ts';
import { useLivePlaces } from './use-live-places.ts';
import { useResizing } from './use-resizing.ts';
import type { Dropped } from './use-steady-view.ts';
import { snap, type Guide } from './snapping.ts';

/** What a drag is for: to move, to copy while Alt is held, for nothing once Escape was pressed. */
type Purpose = 'move' | 'copy' | 'nothing';

/** How near another box draws what is dragged with Shift, in canvas pixels. */
const SNAP_REACH = 12;
const NO_GHOSTS: readonly Box[] = [];

export function useChanges(
  placing: Placing,
  /** The level that is worked on. */
  part: Part,
  /** All that is shown, and what of it becomes elements. */
  projection: Projection,
  shown: Projection,
  isMarquee: () => boolean,
  /** Told what a drag puts down. */
  dropped: Dropped,
) {
  const chosen = useSession((state) => state.nodes);
  const chosenNotes = useSession((state) => state.notes);
  const chosenEdges = useSession((state) => state.edges);
  const editing = useSession((state) => state.editing);
  const streamOnly = useSession((state) => state.streamOnly);
  const { placed: live, carry, putDown } = useLivePlaces();
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  /** Where copies would come to stand. */
  const [ghosts, setGhosts] = useState(NO_GHOSTS);
  const { resized, resize } = useResizing(placing, projection);
  const purpose = useRef<Purpose>('move');
  /** Ends the listening for keys; undefined while nothing is dragged. */
  const stopKeys = useRef<() => void>(undefined);
  const lastDrag = useRef<Drag>(undefined);
  const { block } = part;
  const isOff = useMemo(() => offStream(part, streamOnly ? chosen : []), [part, streamOnly, chosen]);

  const items = useMemo((): CanvasItem[] => {
    const selected = new Set([...chosen, ...chosenNotes].map((id) => canvasId(block, id)));
    const edited = editing === undefined ? undefined : canvasId(block, editing);
    const placed = <T extends CanvasItem>(item: T): T => {
      const here = resized(item);
      return here === item ? live(item) : here;
    };
    return [
      ...shown.notes.map((note) => placed(variant(note, selected.has(note.id), false, edited === note.id))),
      ...shown.nodes.map((node) =>
        placed(
          variant(node, selected.has(node.id), isOff(node.id), edited === node.id, isAround(node, block)),
        ),
      ),
    ];
  }, [shown, block, chosen, chosenNotes, editing, isOff, resized, live]);

  const edges = useMemo(() => {
    const selected = new Set(chosenEdges.map((id) => canvasId(block, id)));
    return shown.edges.map((edge) =>
      variant(edge, selected.has(edge.id), isOff(edge.source) || isOff(edge.target), false),
    );
  }, [shown, block, chosenEdges, isOff]);

  const showGuides = useCallback(
    (next: readonly Guide[]) => setGuides((before) => (before.length + next.length === 0 ? before : next)),
    [],
  );

  const show = useCallback(
    (drag: Drag) => {
      const was = purpose.current;
      if (was === 'nothing') return;
      purpose.current = heldModifiers().alt ? 'copy' : 'move';
      if (purpose.current === 'move') {
        setGhosts(NO_GHOSTS);
        carry(withInsides(drag.positions, projection), () => showGuides(drag.guides));
        return;
      }
      // What is copied stays where it is.
      if (was === 'move') putDown();
      showGuides(drag.guides);
      setGhosts(boxesAt(drag.positions, projection));
    },
    [projection, carry, putDown, showGuides],
  );
  const showNow = useRef(show);
  useEffect(() => {
    showNow.current = show;
  }, [show]);

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasItem>[]) => {
      if (!isMarquee()) applySelection(changes, placing, part);
      if (resize(changes)) return;
      const drag = draggedTo(changes, placing, projection, part.block);
      if (drag === undefined) return;
      if (drag.dragging) {
        if (stopKeys.current === undefined) {
          // Every drag is a step of its own, also of the same node.
          endGesture();
          purpose.current = 'move';
          stopKeys.current = followDragKeys({
            onEscape: () => (purpose.current = 'nothing'),
            onAlt: () => lastDrag.current !== undefined && showNow.current(lastDrag.current),
          });
        }
        lastDrag.current = drag;
        show(drag);
        return;
      }
      stopKeys.current?.();
      stopKeys.current = undefined;
      lastDrag.current = undefined;
      putDown();
      showGuides([]);
      setGhosts(NO_GHOSTS);
      if (purpose.current === 'nothing') return;
      if (purpose.current === 'copy') {
        const problem = dropCopies(placing, drag.positions);
        if (problem !== undefined)
          notify({ type: 'error', title: 'Not duplicated', description: problem.message });
        return;
      }
      const command = moveCommand(placing, drag.positions);
      const [first] = drag.positions;
      const before = currentDocument();
      if (first !== undefined) dropped.put({ id: first[0], at: first[1] });
      dispatch(command, { gesture: moveGesture([...drag.positions.keys()]) });
      // What was put back where it was leads to no new projection, and the next one has nothing to do with it.
      if (currentDocument() === before) dropped.take();
    },
    [placing, part, projection, isMarquee, resize, dropped, putDown, showGuides, show],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<CanvasEdge>[]) => {
      if (isMarquee()) return;
      const session = useSession.getState();
      const own = changes.filter((change) => 'id' in change && blockOf(change.id) === block);
      const next = changedSelection(session.edges, own);
      if (next !== undefined) select(session.nodes, next, session.notes);
    },
    [block, isMarquee],
  );

  const isMoving = useCallback(() => purpose.current === 'move', []);
  useEffect(() => () => stopKeys.current?.(), []);
  return { items, edges, guides, ghosts, isMoving, handlers: { onNodesChange, onEdgesChange } };
}

/** Which ids on the canvas lie off the stream of these nodes; levels around the one that is worked on are left clear. */
function offStream({ level, block }: Part, chosen: readonly string[]): (id: string) => boolean {
  if (chosen.length === 0) return () => false;
  const stream = streamOf(level, chosen);
  return (id) => {
    const holder = holderIn(block, id);
    return holder !== undefined && !stream.has(holder);
  };
}

/** Whether the node is the frame around the level that is worked on. */
function isAround({ id }: CanvasNode, block: string): boolean {
  return block !== '' && id === block;
}

/** Names the undo step of moving these nodes, so that what their drop does can join it. */
export function moveGesture(nodes: readonly string[]): string {
  return `move ${nodes.join(' ')}`;
}

interface Drag {
  readonly dragging: boolean;
  /** By id on the canvas. */
  readonly positions: ReadonlyMap<string, Position>;
  readonly guides: readonly Guide[];
}

/** Where a drag has brought things: snapped while Shift is held, with what lies in a dragged frame. */
function draggedTo(
  changes: readonly NodeChange<CanvasItem>[],
  placing: Placing,
  projection: Projection,
  block: string,
): Drag | undefined {
  const positions = new Map<string, Position>();
  let dragging = false;
  for (const change of changes) {
    if (change.type !== 'position' || change.position === undefined) continue;
    positions.set(change.id, { x: Math.round(change.position.x), y: Math.round(change.position.y) });
    dragging ||= change.dragging === true;
  }
  if (positions.size === 0) return undefined;
  const { nodes, notes } = useSession.getState();
  // Asked at every step of a drag, which seldom leaves a selected thing behind.
  if (nodes.length + notes.length > positions.size)
    carrySelected(positions, new Set([...nodes, ...notes].map((id) => canvasId(block, id))), projection);
  carryHeld(positions, placing, projection);
  const { by, guides } = heldModifiers().shift ? snapped(positions, projection) : UNSNAPPED;
  if (by.x !== 0 || by.y !== 0) {
    for (const [id, { x, y }] of positions) {
      positions.set(id, { x: Math.round(x + by.x), y: Math.round(y + by.y) });
    }
  }
  return { dragging, positions, guides: dragging ? guides : [] };
}

const UNSNAPPED = { by: { x: 0, y: 0 }, guides: [] };

function snapped(positions: ReadonlyMap<string, Position>, { nodes, notes }: Projection) {
  const [first = ''] = positions.keys();
  const beside = [...nodes, ...notes].filter(({ id }) => blockOf(id) === blockOf(first));
  const boxes = beside.map(({ id, position, data }) => {
    const to = positions.get(id);
    return { moves: to !== undefined, ...(to ?? position), width: data.width, height: data.height };
  });
  return snap(
    boxes.filter(({ moves }) => moves),
    boxes.filter(({ moves }) => !moves),
    SNAP_REACH,
  );
}

type Drawn = CanvasNode | NoteNode | CanvasEdge;

/** Variants of projected records, so that selection and drags keep the identity of all others. */
const variants = new WeakMap<Drawn, Map<string, Drawn>>();

function variant<T extends Drawn>(
  record: T,
  selected: boolean,
  dimmed: boolean,
  editing: boolean,
  around = false,
): T {
  if (!selected && !dimmed && !editing && !around) return record;
  const key = `${selected} ${dimmed} ${editing} ${around}`;
  let known = variants.get(record);
  if (known === undefined) variants.set(record, (known = new Map()));
  let made = known.get(key);
  if (made === undefined) {
    made = { ...record };
    if (selected) made.selected = true;
    const marks = [dimmed ? 'off-stream' : '', around ? 'worked-on' : ''].filter((mark) => mark !== '');
    if (marks.length > 0) made.className = marks.join(' ');
    // React Flow raises what is selected by 1000; a block's frame stays under what is in it.
    if (selected && record.type === 'node' && record.zIndex !== undefined) made.zIndex = record.zIndex - 1000;
    if (editing) Object.assign(made, { data: { ...record.data, editing: true } });
    known.set(key, made);
  }
  return made as T;
}

function applySelection(changes: readonly NodeChange<CanvasItem>[], placing: Placing, part: Part): void {
  const session = useSession.getState();
  const elsewhere = changes.find(
    (change) => change.type === 'select' && change.selected && blockOf(change.id) !== part.block,
  );
  const { block, notes: texts } =
    elsewhere === undefined || !('id' in elsewhere)
      ? part
      : (placing.byBlock.get(blockOf(elsewhere.id)) ?? part);
  const own = changes.filter((change) => 'id' in change && blockOf(change.id) === block);
  const isText = (change: NodeChange<CanvasItem>) =>
    'id' in change && texts.some(({ id }) => id === recordId(change.id));
  const start = block === part.block ? session : { nodes: [], edges: [], notes: [] };
  const notes = changedSelection(start.notes, own.filter(isText));
  const nodes = changedSelection(
    start.nodes,
    own.filter((change) => !isText(change)),
  );
  if (nodes === undefined && notes === undefined) return;
  choose(placing, block, nodes ?? start.nodes, start.edges, notes ?? start.notes);
}

/** The selection after these changes, as records' ids; undefined where they are of other kinds. Shift only ever adds. */
function changedSelection(
  before: readonly string[],
  changes: readonly (NodeChange<CanvasItem> | EdgeChange<CanvasEdge>)[],
): readonly string[] | undefined {
  const chosen = new Set(before);
  let changed = false;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    changed = true;
    if (change.selected) chosen.add(recordId(change.id));
    else if (!heldModifiers().shift) chosen.delete(recordId(change.id));
  }
  return changed ? [...chosen] : undefined;
}
