// A node dragged onto a wire goes into it, as one from the palette does, if nothing is wired to it yet.

import type { OnNodeDrag } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { Level } from '../../shared/network/types.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { currentDocument, endGesture } from '../state/document-store.ts';
import { canStandInWire, insertNode } from '../state/editing.ts';
import { blockOf, recordId } from '../state/unfolding.ts';
import { notify } from '../ui/Toasts.tsx';
import type { Placing } from './placing.ts';
import type { CanvasItem } from './project.ts';
import { moveGesture } from './use-changes.ts';
import { createWireMark, wireAt } from './wire-mark.ts';

export function useNodeDropping(
  placing: Placing,
  /** False while copies are dragged, or nothing any more. */
  isMoving: () => boolean,
): {
  readonly onNodeDrag: OnNodeDrag<CanvasItem>;
  readonly onNodeDragStop: OnNodeDrag<CanvasItem>;
} {
  const mark = useRef(createWireMark());
  return useMemo(() => {
    const levelOf = (id: string) => placing.byBlock.get(blockOf(id))?.level;
    /** By id: asked once, not at every step of a drag. */
    const standing = new Map<string, boolean>();
    const mayStand = (level: Level, id: string): boolean => {
      const known = standing.get(id) ?? canStandInWire(level, recordId(id));
      standing.set(id, known);
      return known;
    };
    const wireUnder = (event: MouseEvent | TouchEvent, nodes: readonly CanvasItem[]): Element | undefined => {
      const [node] = nodes;
      const level = node === undefined ? undefined : levelOf(node.id);
      if (!isMoving() || level?.parentId === undefined || nodes.length !== 1 || node === undefined)
        return undefined;
      if (!('clientX' in event) || !mayStand(level, node.id)) return undefined;
      const wire = wireAt(event.clientX, event.clientY);
      return blockOf(wire?.getAttribute('data-id') ?? '') === blockOf(node.id) ? wire : undefined;
    };
    return {
      onNodeDrag(event, _node, nodes) {
        mark.current(wireUnder(event, nodes));
      },
      onNodeDragStop(event, _node, nodes) {
        mark.current(undefined);
        const wire = wireUnder(event, nodes)?.getAttribute('data-id');
        // None is left where it was removed meanwhile.
        const [node] = nodes;
        const level = node === undefined ? undefined : levelOf(node.id);
        if (wire == null || node === undefined || level === undefined) return;
        // The move is in the document already; what follows joins its undo step.
        const now = levelAt(analysisOf(currentDocument()), level.path);
        const problem = insertNode(now, recordId(node.id), recordId(wire), moveGesture([node.id]));
        endGesture();
        if (problem !== undefined)
          notify({ type: 'error', title: 'Not inserted', description: problem.message });
      },
    };
  }, [placing, isMoving]);
}
