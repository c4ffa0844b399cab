// Space with the left button pans wherever the press falls: on nodes, ports and wires, near and far. While a field has
// the focus Space is a space.

import { useReactFlow, type Viewport } from '@xyflow/react';
import { useEffect, useMemo, useRef, type MouseEvent, type PointerEvent, type RefObject } from 'react';

const FIELDS = 'input, textarea, select, [contenteditable="true"], [role="listbox"], [role="menu"]';

export function useSpaceDrag(container: RefObject<HTMLElement | null>) {
  const flow = useReactFlow();
  const held = useRef(false);
  /** From a press that pans to the next press: the click that ends it is none. */
  const pans = useRef(false);
  const stop = useRef<() => void>(undefined);

  useEffect(() => {
    const mark = (hand: 'open' | 'closed' | undefined) => {
      if (hand === undefined) container.current?.removeAttribute('data-hand');
      else container.current?.setAttribute('data-hand', hand);
    };
    const down = (event: KeyboardEvent) => {
      if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (target instanceof Element && target.closest(FIELDS) !== null) return;
      if (!held.current) mark('open');
      held.current = true;
      // The page must not scroll; buttons keep their key.
      const onPage = target === document.body || container.current?.contains(target as Node) === true;
      if (onPage && !(target instanceof HTMLButtonElement)) event.preventDefault();
    };
    const up = (event: KeyboardEvent) => {
      if (event.key !== ' ' || !held.current) return;
      // A button that has the focus is not pressed by the Space that panned.
      if (pans.current) event.preventDefault();
      held.current = false;
      mark(undefined);
    };
    const leave = () => {
      held.current = false;
      mark(undefined);
    };
    window.addEventListener('keydown', down, true);
    window.addEventListener('keyup', up, true);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('keydown', down, true);
      window.removeEventListener('keyup', up, true);
      window.removeEventListener('blur', leave);
      stop.current?.();
    };
  }, [container]);

  return useMemo(
    () => ({
      /** @returns whether the press pans, and is nobody else's */
      onPointerDownCapture(event: PointerEvent): boolean {
        stop.current?.();
        pans.current = held.current && event.button === 0 && isOnFlow(event);
        if (!pans.current) return false;
        event.stopPropagation();
        const start: Viewport = flow.getViewport();
        const { clientX, clientY } = event;
        const move = (now: globalThis.PointerEvent) =>
          void flow.setViewport({
            ...start,
            x: start.x + now.clientX - clientX,
            y: start.y + now.clientY - clientY,
          });
        const up = () => stop.current?.();
        window.addEventListener('pointermove', move);
        window.addEventListener('pointerup', up);
        window.addEventListener('pointercancel', up);
        if (held.current) container.current?.setAttribute('data-hand', 'closed');
        stop.current = () => {
          window.removeEventListener('pointermove', move);
          window.removeEventListener('pointerup', up);
          window.removeEventListener('pointercancel', up);
          stop.current = undefined;
          if (held.current) container.current?.setAttribute('data-hand', 'open');
        };
        return true;
      },
      /** @returns whether it was such a press */
      onMouseDownCapture(event: MouseEvent): boolean {
        if (!pans.current || event.button !== 0) return false;
        event.stopPropagation();
        event.preventDefault();
        return true;
      },
      onClickCapture(event: MouseEvent): void {
        // A key's click has no count, and is meant.
        if (!pans.current || event.detail === 0) return;
        event.stopPropagation();
        event.preventDefault();
      },
    }),
    [container, flow],
  );
}

function isOnFlow({ target }: PointerEvent): boolean {
  return target instanceof Element && target.closest('.react-flow') !== null;
}
