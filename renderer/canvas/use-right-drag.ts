// The right button on nodes, notes and wires: a drag pans as it does on the pane, a click asks for the menu. Systems
// say the click before or after the button is up; here it counts once the button is up where it went down.

import { useReactFlow, type Viewport } from '@xyflow/react';
import { useEffect, useMemo, useRef, type MouseEvent, type PointerEvent } from 'react';

/** Pixels of the screen that the pointer may wander within a click. */
const CLICK = 4;
const RIGHT = 2;

export function useRightDrag() {
  const flow = useReactFlow();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  return useMemo(
    () => ({
      onPointerDownCapture({ button, target, clientX, clientY }: PointerEvent) {
        stop.current?.();
        if (button !== RIGHT || !(target instanceof Element) || !isThing(target)) return;
        const start: Viewport = flow.getViewport();
        let wandered = false;
        const move = (event: globalThis.PointerEvent) => {
          const [dx, dy] = [event.clientX - clientX, event.clientY - clientY];
          wandered ||= Math.hypot(dx, dy) > CLICK;
          // Where nodes cannot be dragged, React Flow pans by itself.
          if (wandered && target.closest('.nopan') !== null) {
            void flow.setViewport({ ...start, x: start.x + dx, y: start.y + dy });
          }
        };
        const up = (event: globalThis.PointerEvent) => {
          if (event.button !== RIGHT) return;
          stop.current?.();
          if (wandered) return;
          const asked = { bubbles: true, cancelable: true, clientX, clientY };
          target.dispatchEvent(new globalThis.MouseEvent('contextmenu', asked));
        };
        window.addEventListener('pointermove', move);
        window.addEventListener('pointerup', up);
        stop.current = () => {
          window.removeEventListener('pointermove', move);
          window.removeEventListener('pointerup', up);
        };
      },
      /** The browser's own word of a right click; keys, long presses and what is asked for above have no button. */
      onContextMenuCapture(event: MouseEvent) {
        if (event.button !== RIGHT || !(event.target instanceof Element) || !isThing(event.target)) return;
        event.preventDefault();
        event.stopPropagation();
      },
    }),
    [flow],
  );
}

function isThing(target: Element): boolean {
  return target.closest('.react-flow__node, .react-flow__edge, .react-flow__nodesselection') !== null;
}
