// Drawing wires: what may be joined, what a wire dropped on a node's body or on empty space does.

import type { Connection, FinalConnectionState, OnConnectEnd } from '@xyflow/react';
import { useCallback, useMemo, type RefObject } from 'react';
import type { Level } from '../../shared/network/types.ts';
import { itemsThatFit } from '../state/catalogue.ts';
import { currentItems } from '../state/items.ts';
import { connectPorts, type PortRef } from '../state/editing.ts';
import { notify } from '../ui/Toasts.tsx';
import { orderedConnection, refusal } from './ConnectionHint.tsx';
import { searchPlace, type SearchRequest } from './search.ts';

export function refuse(message: string): void {
  notify({ type: 'error', title: 'These ports cannot be joined', description: message });
}

function join(connection: Connection): void {
  const problem = connectPorts(
    { node: connection.source, port: connection.sourceHandle ?? '' },
    { node: connection.target, port: connection.targetHandle ?? '' },
  );
  if (problem !== undefined) refuse(problem.message);
}

export function useConnecting(
  container: RefObject<HTMLDivElement | null>,
  level: Level,
  setSearch: (request: SearchRequest) => void,
  isLifted: () => boolean,
) {
  const isValidConnection = useCallback(
    (
      edge:
        | Connection
        | { source: string; target: string; sourceHandle?: string | null; targetHandle?: string | null },
    ) =>
      refusal(
        {
          source: edge.source,
          sourceHandle: edge.sourceHandle ?? null,
          target: edge.target,
          targetHandle: edge.targetHandle ?? null,
        },
        'source',
      ) === undefined,
    [],
  );

  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      // A wire that was lifted from its end is use-reconnecting's.
      if (isLifted()) return;
      const { fromHandle, toHandle } = state as FinalConnectionState;
      if (fromHandle === null || state.isValid === true) return;
      if (toHandle !== null) {
        const message = refusal(orderedConnection(fromHandle, toHandle), fromHandle.type);
        if (message !== undefined && fromHandle.nodeId !== toHandle.nodeId) refuse(message);
        else if (message !== undefined && fromHandle.id !== toHandle.id) refuse(message);
        return;
      }
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (point === undefined || container.current === null) return;
      const { clientX, clientY } = point;
      const under = document.elementFromPoint(clientX, clientY);
      const side = fromHandle.type === 'source' ? 'output' : 'input';
      const from: PortRef = { node: fromHandle.nodeId, port: fromHandle.id ?? '' };
      const node = under?.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined;
      if (node !== undefined) {
        if (node !== from.node) joinBody(level, side, from, node);
        return;
      }
      if (under?.closest('.react-flow__pane, .react-flow__edges') == null) return;
      const ports = level.elements.get(from.node)?.[side === 'output' ? 'outputs' : 'inputs'];
      const type = ports?.find(({ key }) => key === from.port)?.type;
      const items = itemsThatFit(side, type, currentItems());
      setSearch({
        ...searchPlace(container.current, clientX, clientY),
        clientX,
        clientY,
        items,
        wire: { side, port: from },
      });
    },
    [container, level, setSearch, isLifted],
  );

  return useMemo(
    () => ({ handlers: { isValidConnection, onConnect: join, onConnectEnd } }),
    [isValidConnection, onConnectEnd],
  );
}

/** A wire dropped on a node's body takes the first free port, or the first one where all are taken. */
function joinBody(level: Level, side: 'output' | 'input', from: PortRef, node: string): void {
  const port = bodyPort(level, side, node);
  if (typeof port === 'string') {
    refuse(port);
    return;
  }
  const problem = side === 'output' ? connectPorts(from, port) : connectPorts(port, from);
  if (problem !== undefined) refuse(problem.message);
}

/** The port of a node that a wire from this side takes when it is dropped on the body, or why there is none. */
export function bodyPort(level: Level, side: 'output' | 'input', node: string): PortRef | string {
  const element = level.elements.get(node);
  const ports = side === 'output' ? element?.inputs : element?.outputs;
  const port = ports?.find(({ connected }) => side === 'input' || !connected) ?? ports?.[0];
  if (element !== undefined && port !== undefined) return { node, port: port.key };
  return `"${element?.record.name ?? node}" has no ${side === 'output' ? 'input' : 'output'}.`;
}
