// A drag of what cannot be moved, the inside of a template, is answered with why.

import { useMemo, type PointerEvent } from 'react';
import { READ_ONLY } from '../state/editing.ts';
import { say } from '../state/status-line.ts';
import { blockOf } from '../state/unfolding.ts';
import type { Placing } from './placing.ts';

/** Pixels of the screen that the pointer may wander within a click. */
const CLICK = 4;

/** @returns what to call with every press */
export function useLockedDrag({ byBlock }: Placing): (event: PointerEvent) => void {
  return useMemo(
    () =>
      ({ button, target, clientX, clientY }) => {
        const thing = target instanceof Element ? target.closest('.react-flow__node') : null;
        const id = thing?.getAttribute('data-id');
        if (button !== 0 || id == null || byBlock.get(blockOf(id))?.level.parentId !== undefined) return;
        const move = (event: globalThis.PointerEvent) => {
          if (Math.hypot(event.clientX - clientX, event.clientY - clientY) <= CLICK) return;
          say(READ_ONLY.message);
          stop();
        };
        const stop = () => {
          window.removeEventListener('pointermove', move);
          window.removeEventListener('pointerup', stop);
        };
        window.addEventListener('pointermove', move);
        window.addEventListener('pointerup', stop);
      },
    [byBlock],
  );
}
