// The focus goes where an edit or a step leads: what was added, pasted or stepped to is what keys and screen readers are
// at. What has it elsewhere, a field or a panel, keeps it.

import { useEffect, useRef, type RefObject } from 'react';
import { useSession } from '../state/session-store.ts';
import { canvasId } from '../state/unfolding.ts';
import { focusOn, isKeyboardLed } from './focus.ts';

/** Longer than any node takes to be drawn; what is far has no element at all. */
const MOST_FRAMES = 20;

export function useKeptFocus(container: RefObject<HTMLElement | null>, block: string): void {
  const nodes = useSession((state) => state.nodes);
  const notes = useSession((state) => state.notes);
  const before = useRef(0);
  useEffect(() => {
    const chosen = [...nodes, ...notes];
    const wasChosen = before.current > 0;
    before.current = chosen.length;
    let frame = 0;
    let tries = 0;
    // Once it is drawn, which takes a few frames; what had the focus may have gone with it.
    const look = () => {
      const area = container.current;
      const active = document.activeElement;
      const flow = area?.querySelector('.react-flow');
      if (flow == null || document.querySelector('[data-dialog]') !== null) return;
      const lost = active === null || active === document.body;
      if (!lost && active !== flow && !(flow.contains(active) && active.matches('.react-flow__node'))) return;
      const id = chosen.length === 1 ? canvasId(block, chosen[0]!) : undefined;
      const node =
        id === undefined ? null : flow.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
      if (node !== null) {
        if (node !== active) focusOn(node);
      } else if (id !== undefined && tries < MOST_FRAMES) {
        tries += 1;
        frame = requestAnimationFrame(look);
      } else if (lost && wasChosen && isKeyboardLed()) focusOn(flow);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [nodes, notes, block, container]);
}
