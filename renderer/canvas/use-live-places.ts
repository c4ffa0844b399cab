// Where things stand while they are dragged: given to React Flow's store as it is, so that a step draws what moves and
// its wires, and does not render the canvas. What comes of it in the document is use-changes'.

import { useStoreApi } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Position } from '../../shared/document/commands.ts';
import type { CanvasEdge, CanvasItem } from './project.ts';

export interface LivePlaces {
  /** The item where a drag has brought it; itself where none has. Another function whenever things were put down. */
  placed<T extends CanvasItem>(item: T): T;
  /** Draws things here now, by their ids on the canvas, with what `also` changes. */
  carry(positions: ReadonlyMap<string, Position>, also: () => void): void;
  /** Gives all things back to the document. */
  putDown(): void;
}

export function useLivePlaces(): LivePlaces {
  const store = useStoreApi<CanvasItem, CanvasEdge>();
  /** Filled in place: only another one renders the canvas. */
  const [carried, setCarried] = useState(() => new Map<string, Position>());
  return useMemo(() => {
    const placed = <T extends CanvasItem>(item: T): T => {
      const at = carried.get(item.id);
      if (at === undefined || (at.x === item.position.x && at.y === item.position.y)) return item;
      return { ...item, position: at, dragging: true };
    };
    return {
      placed,
      carry(positions, also) {
        for (const [id, at] of positions) carried.set(id, at);
        // At once: left to React's scheduler, the node follows the pointer a frame later.
        flushSync(() => {
          also();
          const { nodes, setNodes } = store.getState();
          setNodes(nodes.map(placed));
        });
      },
      putDown: () => setCarried(new Map()),
    };
  }, [store, carried]);
}
