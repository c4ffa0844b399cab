// What mends the wire being drawn, where the port under the pointer takes it but the shapes do not fit.

import { useConnection } from '@xyflow/react';
import { useMemo } from 'react';
import { forecastWire } from '../state/fixing.ts';
import { orderedConnection } from './ConnectionHint.tsx';
import styles from './Canvas.module.css';

export function WireForecast() {
  // One text for the two ports, so that the network is looked at once for a port, not for every movement.
  const ends = useConnection(({ inProgress, fromHandle, toHandle }) => {
    if (!inProgress || toHandle === null) return undefined;
    const connection = orderedConnection(fromHandle, toHandle);
    return connection === undefined ? undefined : JSON.stringify(connection);
  });
  const at = useConnection(({ inProgress, pointer }) =>
    inProgress ? `${Math.round(pointer.x)} ${Math.round(pointer.y)}` : undefined,
  );
  const fix = useMemo(() => {
    if (ends === undefined) return undefined;
    const { source, sourceHandle, target, targetHandle } = JSON.parse(ends) as Record<string, string | null>;
    return forecastWire({
      source: source ?? '',
      sourcePort: sourceHandle ?? '',
      target: target ?? '',
      targetPort: targetHandle ?? '',
    })?.fixes[0];
  }, [ends]);
  if (fix === undefined || at === undefined) return null;
  const [x, y] = at.split(' ').map(Number);
  return (
    <div className={styles.forecast} role="status" style={{ left: (x ?? 0) + 16, top: (y ?? 0) - 12 }}>
      Does not fit yet. Once joined, Fix… offers: {fix}
    </div>
  );
}
