// Zoom out, the zoom itself (click for 100 %), zoom in, fit.

import { useStore } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { Button, IconButton } from '../ui/Button.tsx';
import { Tip } from '../ui/Tip.tsx';
import { canvas } from './handle.ts';
import styles from './Canvas.module.css';

export function ZoomControls() {
  // Not the place, which changes at every step of a pan.
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  return (
    <div className={styles.zoom} role="group" aria-label="Zoom">
      <IconButton label="Zoom out" onClick={() => canvas()?.zoomBy(1 / 1.25)}>
        <Minus size={14} />
      </IconButton>
      <Tip text="Zoom to 100 %" keys="0">
        <Button look="ghost" className={styles.percent ?? ''} onClick={() => canvas()?.zoomTo(1)}>
          {percent} %
        </Button>
      </Tip>
      <IconButton label="Zoom in" onClick={() => canvas()?.zoomBy(1.25)}>
        <Plus size={14} />
      </IconButton>
      <IconButton label="Fit all" keys="1" onClick={() => canvas()?.fit('all')}>
        <Maximize size={14} />
      </IconButton>
    </div>
  );
}
