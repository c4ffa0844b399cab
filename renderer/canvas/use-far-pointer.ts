// The mouse in the far view, where no node is an element: click, marquee, drag and double-click by place.

import { useReactFlow } from '@xyflow/react';
import { useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import type { NoteRecord } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import { dispatch, endGesture } from '../state/document-store.ts';
import { openLevel, revealNode, select, useSession } from '../state/session-store.ts';
import type { Point } from './routes.ts';
import { nodeAt, nodesIn, noteAt, type Scene } from './scene.ts';
import { carryHeld, moveCommand, type CanvasItem } from './use-changes.ts';

/** Pixels of the screen that the pointer may wander within a click. */
const CLICK = 4;
/** And how thick a frame's title and edges are for it, at least. */
const REACH = 14;
const STILL: ReadonlyMap<string, Point> = new Map();

interface Press {
  readonly at: Point;
  readonly hit: CanvasItem | undefined;
  /** The nodes and notes that a drag would move; a frame brings what lies in it. */
  readonly drags: readonly CanvasItem[];
}

export function useFarPointer(level: Level, scene: Scene, notes: readonly NoteRecord[], active: boolean) {
  const flow = useReactFlow();
  const press = useRef<Press>(undefined);
  const [moved, setMoved] = useState(STILL);
  const place = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }) =>
    flow.screenToFlowPosition({ x: clientX, y: clientY });

  const shifted = ({ at, drags }: Press, event: MouseEvent): ReadonlyMap<string, Point> => {
    const now = place(event);
    const positions = new Map(
      drags.map(({ id, position }) => [
        id,
        { x: Math.round(position.x + now.x - at.x), y: Math.round(position.y + now.y - at.y) },
      ]),
    );
    carryHeld(positions, level, scene, notes);
    return positions;
  };
  const wandered = ({ at }: Press, event: MouseEvent) => {
    const now = place(event);
    return Math.hypot(now.x - at.x, now.y - at.y) * flow.getZoom() > CLICK;
  };

  return {
    moved,
    onPointerDownCapture(event: PointerEvent) {
      press.current = undefined;
      if (!active || event.button !== 0 || !onPane(event)) return;
      const at = place(event);
      const hit = nodeAt(scene, at) ?? noteAt(scene, at, REACH / flow.getZoom());
      const session = useSession.getState();
      const chosen = new Set([...session.nodes, ...session.notes]);
      const drags =
        hit === undefined || level.parentId === undefined
          ? []
          : chosen.has(hit.id)
            ? [...scene.nodes, ...scene.notes].filter(({ id }) => chosen.has(id))
            : [hit];
      press.current = { at, hit, drags };
      if (hit === undefined) return;
      // React Flow would begin a marquee.
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMoveCapture(event: PointerEvent) {
      if (press.current !== undefined && press.current.drags.length > 0 && wandered(press.current, event)) {
        setMoved(shifted(press.current, event));
      }
    },
    onPointerUpCapture(event: PointerEvent) {
      const began = press.current;
      press.current = undefined;
      if (began === undefined) return;
      if (moved.size > 0) {
        endGesture();
        dispatch(moveCommand(shifted(began, event), scene));
        setMoved(STILL);
      } else if (began.hit !== undefined) {
        if (began.hit.type === 'note') chooseNote(began.hit.id, event);
        else choose([began.hit.id], event);
      } else if (wandered(began, event)) {
        choose(idsBetween(scene, began.at, place(event)), event);
      } else {
        choose([], event);
      }
    },
    onMouseDownCapture(event: MouseEvent) {
      if (press.current?.hit !== undefined) event.stopPropagation();
    },
    onDoubleClickCapture(event: MouseEvent) {
      const hit = active && onPane(event) ? nodeAt(scene, place(event)) : undefined;
      if (hit === undefined) return;
      event.stopPropagation();
      if (hit.data.block) openLevel(hit.data.path);
      else revealNode(level.path, hit.id);
    },
  };
}

/** Events of a captured pointer come to the element that captured it, also the clicks that follow. */
function onPane({ target, currentTarget }: MouseEvent): boolean {
  return (
    target === currentTarget || (target instanceof Element && target.classList.contains('react-flow__pane'))
  );
}

/** Shift adds to the selection, Ctrl takes in or out, a plain click replaces it. */
function choose(ids: readonly string[], event: MouseEvent): void {
  const chosen = useSession.getState().nodes;
  if (event.ctrlKey || event.metaKey) {
    select([...chosen.filter((id) => !ids.includes(id)), ...ids.filter((id) => !chosen.includes(id))]);
  } else if (event.shiftKey) {
    select([...new Set([...chosen, ...ids])]);
  } else {
    select(ids);
  }
}

/** As nodes are chosen; a plain click leaves the note alone chosen. */
function chooseNote(id: string, event: MouseEvent): void {
  const { nodes, edges, notes } = useSession.getState();
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) select([], [], [id]);
  else if (!notes.includes(id)) select(nodes, edges, [...notes, id]);
  else if (!event.shiftKey)
    select(
      nodes,
      edges,
      notes.filter((other) => other !== id),
    );
}

function idsBetween(scene: Scene, a: Point, b: Point): readonly string[] {
  const part = {
    left: Math.min(a.x, b.x),
    right: Math.max(a.x, b.x),
    top: Math.min(a.y, b.y),
    bottom: Math.max(a.y, b.y),
  };
  return nodesIn(scene, part).map((index) => scene.nodes[index]!.id);
}
