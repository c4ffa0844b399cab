// How wide an element is, for whoever draws to its size.

import { useLayoutEffect, useState, type RefObject } from 'react';

/** Width of an element in whole pixels, as it is now and whenever it changes. */
export function useWidth(element: RefObject<HTMLElement | null>, before = 280): number {
  const [width, setWidth] = useState(before);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      // A hidden panel has no width; it keeps the one it had.
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
