// The mouse in the far view, where no node is an element: click, marquee, drag and double-click by place.

import { useReactFlow } from '@xyflow/react';
import { useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import { dispatch, endGesture } from '../state/document-store.ts';
import { openLevel, revealNode, select, useSession } from '../state/session-store.ts';
import { blockOf, recordId } from '../state/unfolding.ts';
import { choose, isChosen } from './choosing.ts';
import { carryHeld, moveCommand, withInsides } from './moving.ts';
import { partAt, type Placing } from './placing.ts';
import type { CanvasItem } from './project.ts';
import type { Point } from './routes.ts';
import { nodeAt, nodesIn, noteAt, type Scene } from './scene.ts';

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

export function useFarPointer(placing: Placing, scene: Scene, active: boolean) {
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
    carryHeld(positions, placing, scene);
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
      const drags =
        hit?.draggable !== true
          ? []
          : isChosenItem(placing, hit)
            ? [...scene.nodes, ...scene.notes].filter((item) => isChosenItem(placing, item))
            : [hit];
      press.current = { at, hit, drags };
      if (hit === undefined) return;
      // React Flow would begin a marquee.
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMoveCapture(event: PointerEvent) {
      if (press.current !== undefined && press.current.drags.length > 0 && wandered(press.current, event)) {
        setMoved(withInsides(shifted(press.current, event), scene));
      }
    },
    onPointerUpCapture(event: PointerEvent) {
      const began = press.current;
      press.current = undefined;
      if (began === undefined) return;
      if (moved.size > 0) {
        endGesture();
        dispatch(moveCommand(placing, shifted(began, event)));
        setMoved(STILL);
      } else if (began.hit !== undefined) {
        if (began.hit.type === 'note') pickNote(placing, began.hit.id, event);
        else pick(placing, blockOf(began.hit.id), [recordId(began.hit.id)], event);
      } else {
        const { block } = partAt(placing, began.at);
        const ids = wandered(began, event) ? idsBetween(scene, began.at, place(event)) : [];
        pick(placing, block, ids.filter((id) => blockOf(id) === block).map(recordId), event);
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
      else revealNode(placing.byBlock.get(blockOf(hit.id))?.level.path ?? '', recordId(hit.id));
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
function pick(placing: Placing, block: string, ids: readonly string[], event: MouseEvent): void {
  const { level, nodes } = useSession.getState();
  const chosen = placing.byBlock.get(block)?.level.path === level ? nodes : [];
  if (event.ctrlKey || event.metaKey) {
    choose(placing, block, [
      ...chosen.filter((id) => !ids.includes(id)),
      ...ids.filter((id) => !chosen.includes(id)),
    ]);
  } else if (event.shiftKey) {
    choose(placing, block, [...new Set([...chosen, ...ids])]);
  } else {
    choose(placing, block, ids);
  }
}

function isChosenItem(placing: Placing, { id, type }: CanvasItem): boolean {
  return isChosen(placing, type === 'note' ? 'notes' : 'nodes', id);
}

/** As nodes are picked; a plain click leaves the note alone selected. */
function pickNote(placing: Placing, id: string, event: MouseEvent): void {
  const { nodes, edges, notes } = useSession.getState();
  const own = recordId(id);
  const adds = event.ctrlKey || event.metaKey || event.shiftKey;
  const here = placing.byBlock.get(blockOf(id))?.level.path === useSession.getState().level;
  if (!adds || !here) choose(placing, blockOf(id), [], [], [own]);
  else if (!notes.includes(own)) select(nodes, edges, [...notes, own]);
  else if (!event.shiftKey)
    select(
      nodes,
      edges,
      notes.filter((other) => other !== own),
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
