// The right button on nodes, notes and wires: what it hits is selected, and a menu of commands is asked for.

import type { MouseEvent as ReactMouseEvent } from 'react';
import { useMemo } from 'react';
import { select, useSession } from '../state/session-store.ts';
import type { CanvasEdge } from './project.ts';
import type { CanvasItem } from './use-changes.ts';

export interface MenuRequest {
  readonly clientX: number;
  readonly clientY: number;
  readonly target: 'node' | 'note' | 'wire';
}

export function useContextMenu(onMenu: (request: MenuRequest) => void) {
  return useMemo(() => {
    const open = (event: ReactMouseEvent | MouseEvent, target: MenuRequest['target']) => {
      event.preventDefault();
      onMenu({ clientX: event.clientX, clientY: event.clientY, target });
    };
    return {
      onNodeContextMenu(event: ReactMouseEvent, item: CanvasItem) {
        const { nodes, notes } = useSession.getState();
        const isNote = item.type === 'note';
        if (!(isNote ? notes : nodes).includes(item.id)) {
          if (isNote) select([], [], [item.id]);
          else select([item.id]);
        }
        open(event, isNote ? 'note' : 'node');
      },
      onSelectionContextMenu(event: ReactMouseEvent) {
        open(event, useSession.getState().nodes.length > 0 ? 'node' : 'note');
      },
      onEdgeContextMenu(event: ReactMouseEvent, edge: CanvasEdge) {
        if (!useSession.getState().edges.includes(edge.id)) select([], [edge.id]);
        open(event, 'wire');
      },
    };
  }, [onMenu]);
}
