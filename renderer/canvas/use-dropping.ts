// Palette items dropped on the canvas: on empty space they are added there, on a wire they go into it.

import { useReactFlow } from '@xyflow/react';
import { useRef, useState, type DragEvent } from 'react';
import { findItem } from '../state/items.ts';
import { addItem, fitsIntoWire, insertItem, READ_ONLY } from '../state/editing.ts';
import { ITEM_MIME } from '../state/drag.ts';
import { say } from '../state/status-line.ts';
import { notify } from '../ui/Toasts.tsx';
import { blockOf, recordId } from '../state/unfolding.ts';
import { createEdgePan } from './edge-pan.ts';
import { enter } from './choosing.ts';
import { partAt, type Placing } from './placing.ts';
import { createWireMark, wireAt } from './wire-mark.ts';

export function useDropping(placing: Placing) {
  const flow = useReactFlow();
  const mark = useRef(createWireMark());
  /** Whether it has been said why nothing can be dropped here. */
  const refused = useRef(false);
  const [edge] = useState(() => createEdgePan(flow));
  const partUnder = (event: DragEvent) => partAt(placing, place(event));
  const place = ({ clientX, clientY }: DragEvent) => flow.screenToFlowPosition({ x: clientX, y: clientY });
  const wireUnder = (event: DragEvent): Element | undefined => {
    const wire = wireAt(event.clientX, event.clientY);
    return blockOf(wire?.getAttribute('data-id') ?? '') === partUnder(event).block ? wire : undefined;
  };
  return {
    handlers: {
      onDragOver(event: DragEvent) {
        if (!event.dataTransfer.types.includes(ITEM_MIME)) return;
        const locked = partUnder(event).level.parentId === undefined;
        if (locked && !refused.current) say(READ_ONLY.message);
        refused.current = locked;
        if (locked) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        mark.current(wireUnder(event));
        edge.at(event.currentTarget, { x: event.clientX, y: event.clientY });
      },
      onDragLeave(event: DragEvent) {
        mark.current(undefined);
        // Going from one thing on the canvas to the next leaves, too.
        const onward =
          event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
        if (onward) return;
        refused.current = false;
        edge.at(event.currentTarget, undefined);
      },
      onDrop(event: DragEvent) {
        mark.current(undefined);
        edge.at(event.currentTarget, undefined);
        const [kind = '', type = ''] = event.dataTransfer.getData(ITEM_MIME).split(' ');
        const item = findItem(kind, type);
        if (item === undefined) return;
        event.preventDefault();
        const wire = wireUnder(event)?.getAttribute('data-id') ?? undefined;
        const part = partUnder(event);
        enter(placing, part);
        const problem =
          wire !== undefined && fitsIntoWire(item)
            ? insertItem(part.level, item, recordId(wire))
            : addItem(part.level, item, part.toLevel(place(event)));
        if (problem !== undefined)
          notify({ type: 'error', title: 'Not added', description: problem.message });
      },
    },
  };
}
