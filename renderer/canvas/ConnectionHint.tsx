// Why the port under the pointer cannot take the wire being drawn, or what would not agree, said at the pointer.

import { useConnection, useStore, type Connection } from '@xyflow/react';
import { useMemo } from 'react';
import { connectionProblem } from '../../shared/document/connections.ts';
import { currentDocument } from '../state/document-store.ts';
import { forecastWire } from '../state/fixing.ts';
import { blockOf, recordId } from '../state/unfolding.ts';
import { unbrokenShapes } from '../ui/format.ts';
import styles from './Canvas.module.css';

/** Why no wire leads into an unfolded block. */
export const OTHER_BLOCK =
  'A wire stays on its level. Join the port on the frame of the block; inside, its Input and Output nodes stand for it.';

/** The connection in document order, or undefined where both ends are of the same side. */
export function orderedConnection(
  from: { readonly nodeId: string; readonly id?: string | null; readonly type: 'source' | 'target' },
  to: { readonly nodeId: string; readonly id?: string | null; readonly type: 'source' | 'target' },
): Connection | undefined {
  if (from.type === to.type) return undefined;
  const [source, target] = from.type === 'source' ? [from, to] : [to, from];
  return {
    source: source.nodeId,
    sourceHandle: source.id ?? null,
    target: target.nodeId,
    targetHandle: target.id ?? null,
  };
}

/** Why these ports cannot be joined, or undefined. */
export function refusal(connection: Connection | undefined, side: 'source' | 'target'): string | undefined {
  if (connection === undefined) {
    return side === 'source'
      ? 'An output connects to an input, not to another output.'
      : 'An input connects to an output, not to another input.';
  }
  if (blockOf(connection.source) !== blockOf(connection.target)) {
    return OTHER_BLOCK;
  }
  return connectionProblem(currentDocument(), {
    source: recordId(connection.source),
    sourcePort: connection.sourceHandle ?? '',
    target: recordId(connection.target),
    targetPort: connection.targetHandle ?? '',
  })?.message;
}

/** The two ports as one value: `source port target port`, by lines, so that the hint is made once for a port. */
function endsOf(connection: Connection): string {
  const { source, sourceHandle, target, targetHandle } = connection;
  return [recordId(source), sourceHandle ?? '', recordId(target), targetHandle ?? ''].join('\n');
}

/** About as high as a hint of several lines gets, in pixels. */
const HINT_HEIGHT = 150;

export function ConnectionHint() {
  const height = useStore((state) => state.height);
  const at = useConnection((connection) =>
    connection.inProgress && connection.toHandle !== null
      ? `${Math.round(connection.pointer.x)} ${Math.round(connection.pointer.y)}`
      : undefined,
  );
  const refused = useConnection((connection) => {
    if (!connection.inProgress || connection.toHandle === null) return undefined;
    const { fromHandle, toHandle } = connection;
    if (fromHandle.nodeId === toHandle.nodeId && fromHandle.id === toHandle.id) return undefined;
    return refusal(orderedConnection(fromHandle, toHandle), fromHandle.type);
  });
  const ends = useConnection((connection) => {
    if (!connection.inProgress || connection.toHandle === null) return undefined;
    const ordered = orderedConnection(connection.fromHandle, connection.toHandle);
    return ordered === undefined ? undefined : endsOf(ordered);
  });
  const doubt = useMemo(() => {
    if (ends === undefined || refused !== undefined) return undefined;
    const [source = '', sourcePort = '', target = '', targetPort = ''] = ends.split('\n');
    return forecastWire({ source, sourcePort, target, targetPort });
  }, [ends, refused]);
  if (at === undefined || (refused ?? doubt) === undefined) return null;
  const fix = doubt?.fixes[0];
  const [x, y] = at.split(' ');
  const low = Number(y) > height - HINT_HEIGHT;
  return (
    <div
      className={styles.hint}
      role="status"
      data-kind={refused === undefined ? 'doubt' : 'refusal'}
      // Beside the pointer, and inside the canvas: over it where there is no room below.
      style={{
        left: `min(${Number(x) + 16}px, calc(100% - 292px))`,
        ...(low ? { bottom: `calc(100% - ${Number(y) - 14}px)` } : { top: Number(y) + 14 }),
      }}
    >
      {refused ?? (
        <>
          <strong>Does not fit yet.</strong> {unbrokenShapes(doubt?.message ?? '')}
          {fix === undefined ? null : <p className={styles.fix}>Once joined, Fix… offers: {fix}</p>}
        </>
      )}
    </div>
  );
}
