// A node dragged onto a wire goes into it, as one from the palette does, if nothing is wired to it yet.

import type { OnNodeDrag } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { Level } from '../../shared/network/types.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { currentDocument, endGesture } from '../state/document-store.ts';
import { canStandInWire, insertNode } from '../state/editing.ts';
import { notify } from '../ui/Toasts.tsx';
import { moveGesture, type CanvasItem } from './use-changes.ts';
import { createWireMark, wireAt } from './wire-mark.ts';

export function useNodeDropping(level: Level): {
  readonly onNodeDrag: OnNodeDrag<CanvasItem>;
  readonly onNodeDragStop: OnNodeDrag<CanvasItem>;
} {
  const mark = useRef(createWireMark());
  return useMemo(() => {
    const wireUnder = (event: MouseEvent | TouchEvent, nodes: readonly CanvasItem[]): Element | undefined => {
      const [node] = nodes;
      if (level.parentId === undefined || nodes.length !== 1 || node === undefined) return undefined;
      if (!('clientX' in event) || !canStandInWire(level, node.id)) return undefined;
      return wireAt(event.clientX, event.clientY);
    };
    return {
      onNodeDrag(event, _node, nodes) {
        mark.current(wireUnder(event, nodes));
      },
      onNodeDragStop(event, node, nodes) {
        mark.current(undefined);
        const wire = wireUnder(event, nodes)?.getAttribute('data-id');
        if (wire == null) return;
        // The move is in the document already; what follows joins its undo step.
        const now = levelAt(analysisOf(currentDocument()), level.path);
        const problem = insertNode(now, node.id, wire, moveGesture([node.id]));
        endGesture();
        if (problem !== undefined)
          notify({ type: 'error', title: 'Not inserted', description: problem.message });
      },
    };
  }, [level]);
}
