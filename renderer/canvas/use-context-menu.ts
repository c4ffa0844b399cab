// The right button on nodes, notes and wires: what it hits is selected, and a menu of commands is asked for.

import type { MouseEvent as ReactMouseEvent } from 'react';
import { useMemo } from 'react';
import { useSession } from '../state/session-store.ts';
import { chooseOne, isChosen } from './choosing.ts';
import type { Placing } from './placing.ts';
import type { CanvasEdge, CanvasItem } from './project.ts';

export interface MenuRequest {
  readonly clientX: number;
  readonly clientY: number;
  readonly target: 'node' | 'note' | 'wire';
}

export function useContextMenu(placing: Placing, onMenu: (request: MenuRequest) => void) {
  return useMemo(() => {
    const open = (event: ReactMouseEvent | MouseEvent, target: MenuRequest['target']) => {
      event.preventDefault();
      onMenu({ clientX: event.clientX, clientY: event.clientY, target });
    };
    return {
      onNodeContextMenu(event: ReactMouseEvent, item: CanvasItem) {
        const isNote = item.type === 'note';
        if (!isChosen(placing, isNote ? 'notes' : 'nodes', item.id)) {
          chooseOne(placing, isNote ? 'note' : 'node', item.id);
        }
        open(event, isNote ? 'note' : 'node');
      },
      onSelectionContextMenu(event: ReactMouseEvent) {
        open(event, useSession.getState().nodes.length > 0 ? 'node' : 'note');
      },
      onEdgeContextMenu(event: ReactMouseEvent, edge: CanvasEdge) {
        if (!isChosen(placing, 'edges', edge.id)) chooseOne(placing, 'edge', edge.id);
        open(event, 'wire');
      },
    };
  }, [placing, onMenu]);
}
