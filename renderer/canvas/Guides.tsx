// Lines over the canvas while hands are at work: where boxes agree, and where wires are being carried.

import { ViewportPortal } from '@xyflow/react';
import type { Guide } from './snapping.ts';
import styles from './Canvas.module.css';

interface GuidesProps {
  readonly lines: readonly Guide[];
  readonly look: 'guide' | 'wire';
}

export function Guides({ lines, look }: GuidesProps) {
  if (lines.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className={look === 'guide' ? styles.guides : styles.carried} aria-hidden data-lines={look}>
        {lines.map(({ from, to }) => (
          <line
            key={`${from.x} ${from.y} ${to.x} ${to.y}`}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
    </ViewportPortal>
  );
}
