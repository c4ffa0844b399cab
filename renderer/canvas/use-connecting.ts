// Drawing wires: what may be joined, what a wire dropped on a node's body or on empty space does.

import type { Connection, FinalConnectionState, OnConnectEnd, OnConnectStart } from '@xyflow/react';
import { useCallback, useMemo } from 'react';
import type { Flow } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import { itemsThatFit, type CatalogueItem } from '../state/catalogue.ts';
import { likelyFirst } from '../state/likely.ts';
import { currentItems } from '../state/items.ts';
import { connectPorts, type PortRef } from '../state/editing.ts';
import { notify } from '../ui/Toasts.tsx';
import { orderedConnection, OTHER_BLOCK, refusal } from './ConnectionHint.tsx';
import type { MarkOf, PortMarks } from '../nodes/port-marks.ts';
import { portFits } from '../state/port-fit.ts';
import { blockOf, recordId } from '../state/unfolding.ts';
import type { Placing } from './placing.ts';
import type { SearchOpeners } from './use-search.ts';
import type { WireKeys } from './use-wire-keys.ts';

export function refuse(message: string): void {
  notify({ type: 'error', title: 'These ports cannot be joined', description: message });
}

function join(connection: Connection): void {
  const problem = connectPorts(
    { node: recordId(connection.source), port: connection.sourceHandle ?? '' },
    { node: recordId(connection.target), port: connection.targetHandle ?? '' },
  );
  if (problem !== undefined) refuse(problem.message);
}

/** Marks of the ports that a wire from this one could end at: only within its own block. */
export function fitsWithin(placing: Placing, id: string, port: string, side: 'input' | 'output'): MarkOf {
  const [block, level] = [blockOf(id), placing.byBlock.get(blockOf(id))?.level];
  if (level === undefined) return () => undefined;
  const fits = portFits(level, { node: recordId(id), port }, side);
  return (node, of, at) => (blockOf(node) === block ? fits(recordId(node), of, at) : 'refused');
}

export function useConnecting(
  placing: Placing,
  search: SearchOpeners,
  marks: PortMarks,
  isLifted: () => boolean,
  keys: WireKeys,
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

  const onConnectStart = useCallback<OnConnectStart>(
    (_event, { nodeId, handleId, handleType }) => {
      keys.begin();
      if (nodeId === null || handleType === null) return;
      const side = handleType === 'source' ? 'output' : 'input';
      marks.set(fitsWithin(placing, nodeId, handleId ?? '', side));
    },
    [placing, marks, keys],
  );

  const onConnect = useCallback(
    (connection: Connection) => {
      if (!keys.isGivenUp()) join(connection);
    },
    [keys],
  );

  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      keys.end();
      marks.set(undefined);
      // A wire that was lifted from its end is use-reconnecting's.
      if (isLifted() || keys.isGivenUp()) return;
      const { fromHandle, toHandle } = state as FinalConnectionState;
      if (fromHandle === null || state.isValid === true) return;
      if (toHandle !== null) {
        const message = refusal(orderedConnection(fromHandle, toHandle), fromHandle.type);
        if (message !== undefined && fromHandle.nodeId !== toHandle.nodeId) refuse(message);
        else if (message !== undefined && fromHandle.id !== toHandle.id) refuse(message);
        return;
      }
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (point === undefined) return;
      const { clientX, clientY } = point;
      const under = document.elementFromPoint(clientX, clientY);
      const side = fromHandle.type === 'source' ? 'output' : 'input';
      const from: PortRef = { node: recordId(fromHandle.nodeId), port: fromHandle.id ?? '' };
      const level = placing.byBlock.get(blockOf(fromHandle.nodeId))?.level;
      if (level === undefined) return;
      const node = under?.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined;
      if (node !== undefined) {
        if (node === fromHandle.nodeId) return;
        const apart = blockOf(node) !== blockOf(fromHandle.nodeId);
        if (apart) refuse(OTHER_BLOCK);
        else joinBody(level, side, from, recordId(node), shareAcross(under, point, level.flow));
        return;
      }
      if (under?.closest('.react-flow__pane, .react-flow__edges') == null) return;
      const items = itemsAtPort(level, side, from);
      if (items !== undefined) search.connect({ kind: 'connect', side, port: from }, items, clientX, clientY);
    },
    [placing, search, marks, isLifted, keys],
  );

  return useMemo(
    () => ({ handlers: { isValidConnection, onConnect, onConnectStart, onConnectEnd } }),
    [isValidConnection, onConnect, onConnectStart, onConnectEnd],
  );
}

/** What a wire from this port could end at, the likeliest first; undefined where there is no such node. */
export function itemsAtPort(
  level: Level,
  side: 'output' | 'input',
  from: PortRef,
): readonly CatalogueItem[] | undefined {
  const element = level.elements.get(from.node);
  if (element === undefined) return undefined;
  const ports = element[side === 'output' ? 'outputs' : 'inputs'];
  const type = ports.find(({ key }) => key === from.port)?.type;
  return likelyFirst(itemsThatFit(side, type, currentItems()), side, element.record);
}

/** A wire dropped on a node's body takes the nearest free port, or the nearest where all are taken. */
function joinBody(level: Level, side: 'output' | 'input', from: PortRef, node: string, share: number): void {
  const port = bodyPort(level, side, node, share);
  if (typeof port === 'string') {
    refuse(port);
    return;
  }
  const problem = side === 'output' ? connectPorts(from, port) : connectPorts(port, from);
  if (problem !== undefined) refuse(problem.message);
}

/**
 * The port of a node that a wire from this side takes when it is dropped on the body, or why there is none.
 * `share` is how far across the body it was dropped, from 0 to 1. An output is never taken.
 */
export function bodyPort(
  level: Level,
  side: 'output' | 'input',
  node: string,
  share: number,
): PortRef | string {
  const element = level.elements.get(node);
  const ports = (side === 'output' ? element?.inputs : element?.outputs) ?? [];
  let [best, least]: [string | undefined, number] = [undefined, Infinity];
  ports.forEach(({ key, connected }, index) => {
    const taken = side === 'output' && connected;
    const distance = Math.abs((index + 1) / (ports.length + 1) - share) + (taken ? 1 : 0);
    if (distance < least) [best, least] = [key, distance];
  });
  if (best !== undefined) return { node, port: best };
  if (element === undefined) return 'Only nodes have ports. Drop the wire on one.';
  return `"${element.record.name}" has no ${side === 'output' ? 'input' : 'output'}.`;
}

/** How far across a node's body, seen along the flow, a place of the window lies: from 0 to 1. */
export function shareAcross(
  under: Element | null,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  flow: Flow,
): number {
  const box = under?.closest('.react-flow__node')?.getBoundingClientRect();
  if (box === undefined || box.width === 0 || box.height === 0) return 0;
  return flow === 'down' ? (clientX - box.left) / box.width : (clientY - box.top) / box.height;
}
