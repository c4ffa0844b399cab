// The eye and the focus go where an edit or a step leads: what was added, pasted or stepped to comes into view, and is what
// keys and screen readers are at. A focus elsewhere, in a field or a panel, stays.

import { useEffect, useRef, type RefObject } from 'react';
import { useDocumentStore } from '../state/document-store.ts';
import { useSession } from '../state/session-store.ts';
import { canvasId } from '../state/unfolding.ts';
import { dialogIsOpen } from '../ui/open-popup.ts';
import { focusOn, isKeyboardLed } from './focus.ts';
import { canvas } from './handle.ts';

/** Longer than any node takes to be drawn; what is far has no element at all. */
const MOST_FRAMES = 20;

export function useKeptFocus(container: RefObject<HTMLElement | null>, block: string): void {
  const nodes = useSession((state) => state.nodes);
  const notes = useSession((state) => state.notes);
  const id = useDocumentStore((state) => state.id);
  const before = useRef({ id, block, count: 0 });
  useEffect(() => {
    const chosen = [...nodes, ...notes];
    const was = before.current;
    const wasChosen = was.count > 0;
    before.current = { id, block, count: chosen.length };
    // Another document or level is looked at where it was left.
    const stays = was.id === id && was.block === block;
    let frame = 0;
    let tries = 0;
    // Once it is drawn, which takes a few frames; what had the focus may have gone with it.
    const look = () => {
      if (stays && tries === 0) canvas()?.lookAt(chosen);
      const area = container.current;
      const active = document.activeElement;
      const flow = area?.querySelector('.react-flow');
      if (flow == null || dialogIsOpen()) return;
      const lost = active === null || active === document.body;
      if (!lost && active !== flow && !(flow.contains(active) && active.matches('.react-flow__node'))) return;
      const one = chosen.length === 1 ? canvasId(block, chosen[0]!) : undefined;
      const node =
        one === undefined ? null : flow.querySelector(`.react-flow__node[data-id="${CSS.escape(one)}"]`);
      if (node !== null) {
        if (node !== active) focusOn(node);
      } else if (one !== undefined && tries < MOST_FRAMES) {
        tries += 1;
        frame = requestAnimationFrame(look);
      } else if (lost && wasChosen && isKeyboardLed()) focusOn(flow);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [nodes, notes, id, block, container]);
}
