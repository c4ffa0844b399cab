// The whole level on one bitmap, while too much of it is in view for elements. Takes no events: see use-far-pointer.

import { useCallback, useMemo, useRef } from 'react';
import type { Box } from '../state/boxes.ts';
import { useSession } from '../state/session-store.ts';
import { canvasId } from '../state/unfolding.ts';
import { drawScene } from './draw-scene.ts';
import type { Point } from './routes.ts';
import type { Looking, Scene } from './scene.ts';
import { useBitmap } from './use-bitmap.ts';
import { usePalette } from './use-palette.ts';
import styles from './Canvas.module.css';

interface FarViewProps {
  /** The block on the canvas that is worked on. */
  readonly block: string;
  readonly scene: Scene;
  /** Places of nodes and notes that are being dragged. */
  readonly moved: ReadonlyMap<string, Point>;
  /** Where copies would come to stand. */
  readonly ghosts: readonly Box[];
}

export function FarView({ block, scene, moved, ghosts }: FarViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const palette = usePalette(frame);
  const nodes = useSession((state) => state.nodes);
  const notes = useSession((state) => state.notes);
  const selected = useMemo(
    () => new Set([...nodes, ...notes].map((id) => canvasId(block, id))),
    [block, nodes, notes],
  );
  const bitmap = useBitmap(
    useCallback(
      (context: CanvasRenderingContext2D, looking: Looking) => {
        if (palette !== undefined) drawScene(context, scene, looking, palette, { selected, moved, ghosts });
      },
      [scene, palette, selected, moved, ghosts],
    ),
    'large',
  );
  return (
    <div ref={frame} className={styles.farView}>
      <canvas
        ref={bitmap}
        data-testid="far-view"
        role="img"
        aria-label={`${scene.nodes.length} layers seen from afar. The outline lists them.`}
      />
    </div>
  );
}
