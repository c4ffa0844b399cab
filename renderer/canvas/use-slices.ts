// The elements of a large level come and go a few at a time: all at once, a zoom would stand still for several frames
// while the browser makes them. The bitmap stays until all are there.

import { useEffect, useMemo, useState } from 'react';
import type { Projection } from './project.ts';
import type { Scene } from './scene.ts';
import { MOST_IN_VIEW, nearestFirst, withNodes, type Window } from './window.ts';

/** Nodes that become elements within one frame, with their wires; and that go, which is less work. */
const COMING = 8;
const GOING = 24;

interface Slices {
  /** What is elements now. */
  readonly shown: Projection;
  /** Whether these are all that the window wants: until then the bitmap shows what is missing. */
  readonly complete: boolean;
}

export function useSlices(window: Window, scene: Scene): Slices {
  /** The last window that had elements: from afar, of what is leaving. Of another scene, nothing leaves slowly. */
  const [{ latest, of }, setLatest] = useState({ latest: window, of: scene });
  if (window !== latest && (window.kind !== 'far' || of !== scene)) setLatest({ latest: window, of: scene });
  const { kind } = window;
  /** How many nodes are elements; Infinity for all that the window wants, whichever that is by now. */
  const [count, setCount] = useState(kind === 'far' ? 0 : Infinity);
  const { length } = latest.shown.nodes;
  useEffect(() => {
    if (count === (kind === 'far' ? 0 : Infinity)) return undefined;
    const next = (now: number): number => {
      if (kind === 'far') return Math.max(0, Math.min(now, length) - GOING);
      // The others are out of view, where React Flow draws nothing.
      const most = Math.min(length, MOST_IN_VIEW);
      return kind === 'whole' || now + COMING >= most ? Infinity : now + COMING;
    };
    const frame = requestAnimationFrame(() => setCount(next));
    return () => cancelAnimationFrame(frame);
  }, [kind, count, length]);
  const order = useMemo(() => nearestFirst(latest), [latest]);
  const shown = useMemo(
    () => (count >= length ? latest.shown : withNodes(latest.shown, order.slice(0, count))),
    [latest, order, count, length],
  );
  return { shown, complete: kind !== 'far' && count >= length };
}
