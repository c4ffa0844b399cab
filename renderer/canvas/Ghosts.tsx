// Where copies would come to stand, while what is copied stays where it is.

import { ViewportPortal } from '@xyflow/react';
import type { Box } from '../state/boxes.ts';
import styles from './Canvas.module.css';

export function Ghosts({ boxes }: { readonly boxes: readonly Box[] }) {
  if (boxes.length === 0) return null;
  return (
    <ViewportPortal>
      {boxes.map(({ x, y, width, height }, index) => (
        <div
          key={index}
          className={styles.ghost}
          data-ghost=""
          style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
        />
      ))}
    </ViewportPortal>
  );
}
