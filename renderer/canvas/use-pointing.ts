// What pointers and keys do on nodes and wires: select, rename, fold, open, explain. Drags are use-changes'.

import { useMemo, type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { NODE_ACTIONS } from './node-actions.ts';
import { pointAway, restOn } from '../state/pointing-store.ts';
import { openLevel, select, useSession } from '../state/session-store.ts';
import { blockOf, recordId, unfold } from '../state/unfolding.ts';
import { chooseOne, enter, isChosen } from './choosing.ts';
import { openBadge } from './fix-badge.ts';
import { heldModifiers } from './modifiers.ts';
import { partAt, type Placing } from './placing.ts';
import type { CanvasEdge, CanvasItem } from './project.ts';
import type { useCanvasHandle } from './use-canvas-handle.ts';
import type { SearchOpeners } from './use-search.ts';

/** Handlers of React Flow, which stay the same while things are dragged: it compares them at every step. */
export function usePointing(
  container: RefObject<HTMLElement | null>,
  placing: Placing,
  { onCanvas, onFocus }: Pick<ReturnType<typeof useCanvasHandle>, 'onCanvas' | 'onFocus'>,
  search: SearchOpeners,
  /** Asks for a menu where things have no elements; false where there is nothing. */
  askFarMenu: (event: Pick<MouseEvent, 'clientX' | 'clientY'>) => boolean,
) {
  return useMemo(
    () => ({
      onNodeClick(event: MouseEvent, item: CanvasItem) {
        if (toggleFold(event, item, placing)) return;
        openBadge(event);
        // React Flow keeps a selection of several when one of them is clicked.
        const { shift, control } = heldModifiers();
        if (!shift && !control) chooseOne(placing, item.type === 'note' ? 'note' : 'node', item.id);
        else if (item.type === 'note' && item.data.kind === 'frame') toggleFrame(recordId(item.id), shift);
      },
      onEdgeClick(_event: MouseEvent, edge: CanvasEdge) {
        const { shift, control } = heldModifiers();
        if (!shift && !control) chooseOne(placing, 'edge', edge.id);
      },
      onNodeMouseEnter(event: MouseEvent, item: CanvasItem) {
        // Whoever drags looks at what is dragged.
        if (item.type !== 'node' || event.buttons !== 0) return;
        restOn(item.data.path, event.currentTarget, freeHalf(container.current, event.clientX));
      },
      onNodeMouseLeave: pointAway,
      onNodeDoubleClick(event: MouseEvent, item: CanvasItem) {
        if (item.type !== 'node') return;
        if (isOn(event, '[data-unfold]')) return;
        if (isOn(event, '[data-rename]') && item.draggable === true) NODE_ACTIONS.edit(item.id);
        else if (item.data.block) openLevel(item.data.path);
      },
      onPaneContextMenu(event: MouseEvent | globalThis.MouseEvent) {
        event.preventDefault();
        if (askFarMenu(event)) return;
        enter(placing, partAt(placing, onCanvas(event.clientX, event.clientY)));
        search.add(event.clientX, event.clientY);
      },
      onFocus: (event: FocusEvent) => onFocus(event.target),
      onKeyDown: (event: KeyboardEvent) => selectFocused(event, placing),
    }),
    [container, placing, onCanvas, onFocus, search, askFarMenu],
  );
}

/** The half of the canvas that the pointer is not in. */
function freeHalf(canvas: HTMLElement | null, clientX: number): 'left' | 'right' {
  const box = canvas?.getBoundingClientRect();
  return box !== undefined && clientX < box.left + box.width / 2 ? 'right' : 'left';
}

/** Enter and Space select the node that has the focus, with Shift beside others; then the keys are the commands'. */
function selectFocused(event: KeyboardEvent, placing: Placing): void {
  const box = event.target instanceof Element && event.target.matches('.react-flow__node') && event.target;
  if (box === false || (event.key !== 'Enter' && event.key !== ' ')) return;
  const id = box.getAttribute('data-id');
  const isNote = box.classList.contains('react-flow__node-note');
  if (id === null || event.ctrlKey || event.metaKey) return;
  const chosen = isChosen(placing, isNote ? 'notes' : 'nodes', id);
  const { nodes, notes } = useSession.getState();
  if (chosen && (event.shiftKey || nodes.length + notes.length === 1)) return;
  event.preventDefault();
  if (event.shiftKey) addFocused(placing, id, isNote);
  else chooseOne(placing, isNote ? 'note' : 'node', id);
}

function addFocused(placing: Placing, id: string, isNote: boolean): void {
  const { level, nodes, edges, notes } = useSession.getState();
  const own = recordId(id);
  const here = placing.byBlock.get(blockOf(id))?.level.path === level;
  if (!here) chooseOne(placing, isNote ? 'note' : 'node', id);
  else if (isNote) select(nodes, edges, [...notes, own]);
  else select([...nodes, own], edges, notes);
}

function isOn({ target }: { readonly target: EventTarget }, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

/** A click on the triangle of a block's face. @returns whether it was one */
function toggleFold(event: MouseEvent, { id, data }: CanvasItem, { byBlock }: Placing): boolean {
  if (!isOn(event, '[data-unfold]')) return false;
  const element = byBlock.get(blockOf(id))?.level.elements.get(recordId(id));
  if (element !== undefined) unfold([element], data['frame'] === undefined);
  return true;
}

/** React Flow leaves frames out of its own selection, so that rectangles drawn inside them do, too. */
function toggleFrame(id: string, onlyAdd: boolean): void {
  const { nodes, edges, notes } = useSession.getState();
  if (!notes.includes(id)) select(nodes, edges, [...notes, id]);
  else if (!onlyAdd)
    select(
      nodes,
      edges,
      notes.filter((other) => other !== id),
    );
}
