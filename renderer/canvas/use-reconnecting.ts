// Lifting a wire: dragging an occupied input, or the end of a wire, takes the wire along. Dropped on another
// port it goes there, on empty space it is gone; where it does not fit it stays, and the reason is said.

import type { Connection, FinalConnectionState, HandleType } from '@xyflow/react';
import { useMemo, useRef, type MouseEvent as ReactMouseEvent, type RefObject } from 'react';
import type { PortMarks } from '../nodes/port-marks.ts';
import { dispatch } from '../state/document-store.ts';
import { reconnect, type PortRef } from '../state/editing.ts';
import { orderedConnection, OTHER_BLOCK, refusal } from './ConnectionHint.tsx';
import { blockOf, canvasId, recordId } from '../state/unfolding.ts';
import type { Placing } from './placing.ts';
import type { CanvasEdge } from './project.ts';
import { bodyPort, fitsWithin, refuse, shareAcross } from './use-connecting.ts';
import type { WireKeys } from './use-wire-keys.ts';

export function useReconnecting(
  container: RefObject<HTMLDivElement | null>,
  placing: Placing,
  marks: PortMarks,
  keys: WireKeys,
) {
  const lifted = useRef(false);
  return useMemo(() => {
    const levelOf = (id: string) => placing.byBlock.get(blockOf(id))?.level;
    const move = (edgeId: string, source: PortRef, target: PortRef): void => {
      const level = levelOf(edgeId);
      const edge = level?.graph.edges[recordId(edgeId)];
      const problem =
        level === undefined || edge === undefined ? undefined : reconnect(level, edge, source, target);
      if (problem !== undefined) refuse(problem.message);
    };
    return {
      isLifted: () => lifted.current,

      /** React Flow lifts a wire at an anchor beside its end, which lies under the port: the press goes there. */
      onMouseDownCapture(event: ReactMouseEvent) {
        if (event.button !== 0 || event.altKey || event.shiftKey) return;
        if (!(event.target instanceof Element)) return;
        const port = event.target.closest('.react-flow__handle.target');
        const [on, key] = [port?.getAttribute('data-nodeid'), port?.getAttribute('data-handleid')];
        const level = on == null ? undefined : levelOf(on);
        if (on == null || level?.parentId === undefined) return;
        const node = recordId(on);
        const edge = Object.values(level.graph.edges).find(
          ({ target, targetPort }) => target === node && targetPort === key,
        );
        if (edge === undefined) return;
        const anchor = container.current?.querySelector(
          `.react-flow__edge[data-id="${CSS.escape(canvasId(blockOf(on), edge.id))}"] .react-flow__edgeupdater-target`,
        );
        if (anchor == null) return;
        event.stopPropagation();
        const { clientX, clientY } = event;
        anchor.dispatchEvent(
          new MouseEvent('mousedown', { bubbles: true, cancelable: true, button: 0, clientX, clientY }),
        );
      },

      handlers: {
        onReconnectStart(_event: unknown, edge: CanvasEdge, fixed: HandleType) {
          lifted.current = true;
          marks.set(
            fixed === 'source'
              ? fitsWithin(placing, edge.source, edge.sourceHandle ?? '', 'output')
              : fitsWithin(placing, edge.target, edge.targetHandle ?? '', 'input'),
          );
        },

        onReconnect(edge: CanvasEdge, to: Connection) {
          if (keys.isGivenUp()) return;
          move(
            edge.id,
            { node: recordId(to.source), port: to.sourceHandle ?? '' },
            { node: recordId(to.target), port: to.targetHandle ?? '' },
          );
        },

        /** `fixed` is the side of the end that stays. */
        onReconnectEnd(
          event: MouseEvent | TouchEvent,
          edge: CanvasEdge,
          fixed: HandleType,
          state: FinalConnectionState,
        ) {
          lifted.current = false;
          marks.set(undefined);
          const { fromHandle, toHandle, isValid } = state;
          if (isValid === true || fromHandle === null || keys.isGivenUp()) return;
          if (toHandle !== null) {
            const message = refusal(orderedConnection(fromHandle, toHandle), fromHandle.type);
            if (message !== undefined) refuse(message);
            return;
          }
          const point = 'changedTouches' in event ? event.changedTouches[0] : event;
          if (point === undefined) return;
          const under = document.elementFromPoint(point.clientX, point.clientY);
          const node = under?.closest('.react-flow__node')?.getAttribute('data-id');
          if (node == null) {
            if (under?.closest('.react-flow__pane, .react-flow__edges') == null) return;
            dispatch({ type: 'remove', nodes: [], edges: [recordId(edge.id)] });
            return;
          }
          const stays: PortRef = { node: recordId(fromHandle.nodeId), port: fromHandle.id ?? '' };
          // On the nodes that it joins already the wire falls back to where it was.
          if (node === edge.source || node === edge.target) return;
          const level = levelOf(edge.id);
          if (level === undefined) return;
          if (blockOf(node) !== blockOf(edge.id)) {
            refuse(OTHER_BLOCK);
            return;
          }
          const port = bodyPort(
            level,
            fixed === 'source' ? 'output' : 'input',
            recordId(node),
            shareAcross(under, point, level.flow),
          );
          if (typeof port === 'string') refuse(port);
          else if (fixed === 'source') move(edge.id, stays, port);
          else move(edge.id, port, stays);
        },
      },
    };
  }, [container, placing, marks, keys]);
}
