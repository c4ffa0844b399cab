// What is in the middle of the canvas stays there when the canvas gets another size: a panel opens, its edge is
// dragged, the window is resized.

import type { Viewport } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import { keepMiddle, type Size } from './viewport.ts';

interface View {
  getViewport(): Viewport;
  setViewport(viewport: Viewport): unknown;
}

/** @param size what the viewport was last set for, undefined before there is a viewport; kept up to date here */
export function useKeptMiddle(
  container: RefObject<HTMLDivElement | null>,
  flow: View,
  size: RefObject<Size | undefined>,
): void {
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    // Observers are told before the frame is painted: no frame shows the old place in the new size.
    const observer = new ResizeObserver(() => {
      const now = { width: element.clientWidth, height: element.clientHeight };
      // While it is not shown it has no size, and no middle.
      const before = size.current;
      if (before === undefined || now.width === 0 || now.height === 0) return;
      if (now.width === before.width && now.height === before.height) return;
      size.current = now;
      void flow.setViewport(keepMiddle(flow.getViewport(), before, now));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [container, flow, size]);
}
