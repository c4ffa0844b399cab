// Why the port under the pointer cannot take the wire being drawn, said at the pointer.

import { useConnection, type Connection } from '@xyflow/react';
import { connectionProblem } from '../../shared/document/connections.ts';
import { currentDocument } from '../state/document-store.ts';
import styles from './Canvas.module.css';

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
  return connectionProblem(currentDocument(), {
    source: connection.source,
    sourcePort: connection.sourceHandle ?? '',
    target: connection.target,
    targetPort: connection.targetHandle ?? '',
  })?.message;
}

export function ConnectionHint() {
  const hint = useConnection((connection) => {
    if (!connection.inProgress || connection.toHandle === null) return undefined;
    const { fromHandle, toHandle } = connection;
    if (fromHandle.nodeId === toHandle.nodeId && fromHandle.id === toHandle.id) return undefined;
    const text = refusal(orderedConnection(fromHandle, toHandle), fromHandle.type);
    return text === undefined
      ? undefined
      : `${Math.round(connection.pointer.x)} ${Math.round(connection.pointer.y)} ${text}`;
  });
  if (hint === undefined) return null;
  const [x, y, ...words] = hint.split(' ');
  return (
    <div className={styles.hint} role="status" style={{ left: Number(x) + 16, top: Number(y) + 12 }}>
      {words.join(' ')}
    </div>
  );
}
