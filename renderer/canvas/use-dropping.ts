// Palette items dropped on the canvas: on empty space they are added there, on a wire they go into it.

import { useReactFlow } from '@xyflow/react';
import { useRef, type DragEvent } from 'react';
import type { Level } from '../../shared/network/types.ts';
import { findItem } from '../state/catalogue.ts';
import { addItem, fitsIntoWire, insertItem } from '../state/editing.ts';
import { ITEM_MIME } from '../state/drag.ts';
import { notify } from '../ui/Toasts.tsx';

export function useDropping(level: Level) {
  const flow = useReactFlow();
  const marked = useRef<Element>(undefined);
  const mark = (edge: Element | undefined): void => {
    if (marked.current === edge) return;
    marked.current?.removeAttribute('data-drop');
    edge?.setAttribute('data-drop', '');
    marked.current = edge;
  };
  const wireUnder = (event: DragEvent): Element | undefined =>
    document.elementFromPoint(event.clientX, event.clientY)?.closest('.react-flow__edge') ?? undefined;
  return {
    handlers: {
      onDragOver(event: DragEvent) {
        if (!event.dataTransfer.types.includes(ITEM_MIME) || level.parentId === undefined) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        mark(wireUnder(event));
      },
      onDragLeave() {
        mark(undefined);
      },
      onDrop(event: DragEvent) {
        mark(undefined);
        const [kind = '', type = ''] = event.dataTransfer.getData(ITEM_MIME).split(' ');
        const item = findItem(kind, type);
        if (item === undefined) return;
        event.preventDefault();
        const wire = wireUnder(event)?.getAttribute('data-id') ?? undefined;
        const problem =
          wire !== undefined && fitsIntoWire(item)
            ? insertItem(level, item, wire)
            : addItem(level, item, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
        if (problem !== undefined)
          notify({ type: 'error', title: 'Not added', description: problem.message });
      },
    },
  };
}
