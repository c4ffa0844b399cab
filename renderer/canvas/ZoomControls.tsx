// Zoom out, the zoom itself (click for 100 %), zoom in, fit.

import { useViewport } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { Button, IconButton } from '../ui/Button.tsx';
import { Tip } from '../ui/Tip.tsx';
import { canvas } from './handle.ts';
import styles from './Canvas.module.css';

export function ZoomControls() {
  const { zoom } = useViewport();
  return (
    <div className={styles.zoom} role="group" aria-label="Zoom">
      <IconButton label="Zoom out" onClick={() => canvas()?.zoomBy(1 / 1.25)}>
        <Minus size={14} />
      </IconButton>
      <Tip text="Zoom to 100 %" keys="0">
        <Button look="ghost" className={styles.percent ?? ''} onClick={() => canvas()?.zoomTo(1)}>
          {Math.round(zoom * 100)} %
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
