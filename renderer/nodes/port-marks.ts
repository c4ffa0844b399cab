// Which ports take the wire that is being drawn. Kept beside the nodes, so that a mark redraws its port alone.

import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';

export type PortSide = 'input' | 'output';

/** `fits`: the wire can end here. `doubtful`: it can, but the shapes do not agree. `refused`: it cannot. */
export type PortMark = 'fits' | 'doubtful' | 'refused';

export type MarkOf = (node: string, side: PortSide, port: string) => PortMark | undefined;

export interface PortMarks {
  get(): MarkOf;
  /** Says how ports are marked from now on; undefined ends it. */
  set(markOf: MarkOf | undefined): void;
  subscribe(listener: () => void): () => void;
}

const NONE: MarkOf = () => undefined;

export function createPortMarks(): PortMarks {
  let current = NONE;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(markOf = NONE) {
      if (markOf === current) return;
      current = markOf;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const FALLBACK = createPortMarks();

export const PortMarksContext = createContext<PortMarks>(FALLBACK);

export function usePortMark(node: string, side: PortSide, port: string): PortMark | undefined {
  const marks = useContext(PortMarksContext);
  return useSyncExternalStore(
    marks.subscribe,
    useCallback(() => marks.get()(node, side, port), [marks, node, side, port]),
  );
}
