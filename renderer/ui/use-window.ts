// Long lists of lines of one height: which of them are in sight, so that only those are made.

import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';

interface ListWindow {
  /** The first line to make, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** How many lines are seen at once. */
  readonly page: number;
  /** Brings a line into sight, moving as little as possible. */
  reveal(line: number): void;
}

/** Lines made beyond either edge, so that scrolling by a little shows no gap. */
const BEYOND = 4;

/**
 * @param scroller the element that scrolls; give it the returned range's lines at `line × height`
 * @param above pixels at its top that a sticky head covers
 */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  height: number,
  above = 0,
): ListWindow {
  const [seen, setSeen] = useState({ first: 0, page: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => {
      const first = Math.floor(element.scrollTop / height);
      const page = Math.max(0, Math.ceil((element.clientHeight - above) / height));
      setSeen((now) => (now.first === first && now.page === page ? now : { first, page }));
    };
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, [scroller, height, above]);

  const reveal = useCallback(
    (line: number) => {
      const element = scroller.current;
      if (element === null) return;
      const top = line * height;
      const room = element.clientHeight - above;
      if (top < element.scrollTop) element.scrollTo({ top });
      else if (top + height > element.scrollTop + room) element.scrollTo({ top: top + height - room });
    },
    [scroller, height, above],
  );

  const first = Math.max(0, Math.min(seen.first, count) - BEYOND);
  const end = Math.min(count, seen.first + seen.page + 1 + BEYOND);
  return { first, end, page: Math.max(1, seen.page - 1), reveal };
}
