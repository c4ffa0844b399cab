// The mouse in the far view, where no node is an element: click, marquee, drag, menu and double-click by place.

import { useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import type { Box } from '../state/boxes.ts';
import { dispatch, endGesture } from '../state/document-store.ts';
import { editText, openLevel, revealNode, select, useSession } from '../state/session-store.ts';
import { notify } from '../ui/Toasts.tsx';
import { blockOf, recordId } from '../state/unfolding.ts';
import { choose, chooseOne, isChosen } from './choosing.ts';
import { followDragKeys } from './drag-keys.ts';
import { canvas } from './handle.ts';
import { heldModifiers } from './modifiers.ts';
import { boxesAt, carryHeld, dropCopies, moveCommand, withInsides } from './moving.ts';
import { partAt, type Placing } from './placing.ts';
import type { CanvasItem } from './project.ts';
import type { Point } from './routes.ts';
import { nodeAt, nodesIn, noteAt, type Scene } from './scene.ts';
import type { MenuRequest } from './use-context-menu.ts';

/** Pixels of the screen that the pointer may wander within a click. */
const CLICK = 4;
/** And how thick a frame's title and edges are for it, at least. */
const REACH = 14;

/** What is dragged: nodes and notes at other places, or copies of them that would come to stand there. */
interface Dragged {
  readonly moved: ReadonlyMap<string, Point>;
  readonly ghosts: readonly Box[];
}

const STILL: Dragged = { moved: new Map(), ghosts: [] };

interface Press {
  readonly at: Point;
  readonly hit: CanvasItem | undefined;
  /** The nodes and notes that a drag would move; a frame brings what lies in it. */
  readonly drags: readonly CanvasItem[];
}

export function useFarPointer(
  placing: Placing,
  scene: Scene,
  active: boolean,
  onMenu: (request: MenuRequest) => void,
) {
  const flow = useReactFlow();
  const press = useRef<Press>(undefined);
  const [dragged, setDragged] = useState(STILL);
  /** Ends the listening for keys; undefined while nothing is dragged. */
  const stopKeys = useRef<() => void>(undefined);
  const last = useRef<PointerEvent>(undefined);
  useEffect(() => () => stopKeys.current?.(), []);
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

  const show = (began: Press, event: MouseEvent) => {
    const positions = shifted(began, event);
    setDragged(
      heldModifiers().alt
        ? { ...STILL, ghosts: boxesAt(positions, scene) }
        : { ...STILL, moved: withInsides(positions, scene) },
    );
  };
  const put = (positions: ReadonlyMap<string, Point>) => {
    endGesture();
    const copies = heldModifiers().alt;
    const problem = copies ? dropCopies(placing, positions) : dispatch(moveCommand(placing, positions));
    const title = copies ? 'Not duplicated' : 'Not moved';
    if (problem !== undefined) notify({ type: 'error', title, description: problem.message });
  };
  const end = () => {
    press.current = undefined;
    stopKeys.current?.();
    stopKeys.current = undefined;
    setDragged(STILL);
  };

  return {
    ...dragged,
    onPointerDownCapture(event: PointerEvent) {
      press.current = undefined;
      if (!active || event.button !== 0 || !onPane(event)) return;
      const at = place(event);
      const hit = hitAt(scene, at, flow.getZoom());
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
      const began = press.current;
      if (began === undefined || began.drags.length === 0 || !wandered(began, event)) return;
      last.current = event;
      stopKeys.current ??= followDragKeys({
        onEscape: end,
        onAlt: () => last.current !== undefined && show(began, last.current),
      });
      show(began, event);
    },
    onPointerUpCapture(event: PointerEvent) {
      const began = press.current;
      const wasDragged = stopKeys.current !== undefined;
      end();
      if (began === undefined) return;
      if (wasDragged) put(shifted(began, event));
      else if (began.hit !== undefined) {
        if (began.hit.type === 'note') pickNote(placing, began.hit.id, event);
        else pick(placing, blockOf(began.hit.id), [recordId(began.hit.id)], event);
      } else {
        const { block } = partAt(placing, began.at);
        const ids = wandered(began, event) ? idsBetween(scene, began.at, place(event)) : [];
        pick(placing, block, ids.filter((id) => blockOf(id) === block).map(recordId), event);
      }
    },
    onPointerCancelCapture: end,
    onMouseDownCapture(event: MouseEvent) {
      if (press.current?.hit !== undefined) event.stopPropagation();
    },
    onDoubleClickCapture(event: MouseEvent) {
      const at = active && onPane(event) ? place(event) : undefined;
      const hit = at === undefined ? undefined : hitAt(scene, at, flow.getZoom());
      if (hit === undefined) return;
      event.stopPropagation();
      if (hit.type === 'note') editNote(placing, hit.id);
      else if (hit.data.block) openLevel(hit.data.path);
      else revealNode(placing.byBlock.get(blockOf(hit.id))?.level.path ?? '', recordId(hit.id));
    },
    /** Asks for the menu of what is under the pointer. @returns false where there is nothing */
    askMenu: useCallback(
      ({ clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): boolean => {
        const at = flow.screenToFlowPosition({ x: clientX, y: clientY });
        const hit = active ? hitAt(scene, at, flow.getZoom()) : undefined;
        if (hit === undefined) return false;
        const target = hit.type === 'note' ? 'note' : 'node';
        if (!isChosenItem(placing, hit)) chooseOne(placing, target, hit.id);
        onMenu({ clientX, clientY, target });
        return true;
      },
      [placing, scene, active, flow, onMenu],
    ),
  };
}

/** The node or note that can be taken at a place. */
function hitAt(scene: Scene, at: Point, zoom: number): CanvasItem | undefined {
  return nodeAt(scene, at) ?? noteAt(scene, at, REACH / zoom);
}

/** Its text is opened from near. */
function editNote(placing: Placing, id: string): void {
  chooseOne(placing, 'note', id);
  canvas()?.showReadable(recordId(id));
  editText(recordId(id));
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
