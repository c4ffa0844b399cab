// The focus on the canvas. Whoever works by keys sees where it is; to those whose pointer is on the canvas the selection
// says enough.

import { useSession } from '../state/session-store.ts';
import { canvasId } from '../state/unfolding.ts';
import { canvas } from './handle.ts';

/** Whether keys alone lead: the pointer is not on the canvas. */
export function isKeyboardLed(): boolean {
  return canvas()?.pointer() === undefined;
}

export function focusOn(element: Element | null | undefined): void {
  if (!(element instanceof HTMLElement)) return;
  // Newer than the types of the page's interface.
  const options: FocusOptions & { readonly focusVisible: boolean } = {
    preventScroll: true,
    focusVisible: isKeyboardLed(),
  };
  element.focus(options);
}

/** On the one node or note that is selected in this block of the canvas, or else on the canvas. */
export function focusOnSelected(container: Element | null, block: string): void {
  const flow = container?.querySelector('.react-flow');
  const { nodes, notes } = useSession.getState();
  const [one, ...others] = [...nodes, ...notes];
  const id = one === undefined || others.length > 0 ? undefined : canvasId(block, one);
  const node =
    id === undefined ? undefined : flow?.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  focusOn(node ?? flow);
}
