// The small map in the corner: the whole level, and the part that is looked at. Press or drag to look elsewhere.

import { getViewportForBounds, useReactFlow } from '@xyflow/react';
import { useCallback, useMemo, useRef, type PointerEvent } from 'react';
import { drawScene, type Held } from './draw-scene.ts';
import { contains, viewedPart, type Looking, type Scene } from './scene.ts';
import { useBitmap } from './use-bitmap.ts';
import { usePalette } from './use-palette.ts';
import styles from './Canvas.module.css';

const WIDTH = 132;
const HEIGHT = 96;
/** Small networks stay spots of colour, too: names would be cut where they do not fit. */
const MOST = 0.15;
const UNTOUCHED: Held = { selected: new Set(), moved: new Map(), ghosts: [] };

export function Overview({ scene }: { readonly scene: Scene }) {
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const palette = usePalette(frame);
  const map = useMemo(
    () =>
      scene.bounds === undefined
        ? undefined
        : {
            ...getViewportForBounds(scene.bounds, WIDTH, HEIGHT, 0, MOST, 0.04),
            width: WIDTH,
            height: HEIGHT,
          },
    [scene],
  );
  /** Drawn once for a scene and a palette; only the frame around what is looked at moves. */
  const picture = useMemo(() => {
    if (map === undefined || palette === undefined) return undefined;
    const ratio = globalThis.devicePixelRatio;
    const drawn = new OffscreenCanvas(WIDTH * ratio, HEIGHT * ratio);
    const context = drawn.getContext('2d', { willReadFrequently: true });
    if (context === null) return undefined;
    context.scale(ratio, ratio);
    drawScene(context, scene, map, palette, UNTOUCHED);
    return drawn;
  }, [scene, map, palette]);

  const bitmap = useBitmap(
    useCallback(
      (context: CanvasRenderingContext2D, looking: Looking) => {
        if (map === undefined || picture === undefined || palette === undefined) return;
        const part = viewedPart(looking);
        frame.current?.toggleAttribute('data-idle', contains(part, boundsRectangle(scene)));
        context.drawImage(picture, 0, 0, WIDTH, HEIGHT);
        const left = part.left * map.zoom + map.x;
        const top = part.top * map.zoom + map.y;
        const width = (part.right - part.left) * map.zoom;
        const height = (part.bottom - part.top) * map.zoom;
        // Everything but what is looked at is dimmed.
        context.globalAlpha = 0.65;
        context.fillStyle = palette.background;
        context.beginPath();
        context.rect(0, 0, WIDTH, HEIGHT);
        context.rect(left, top, width, height);
        context.fill('evenodd');
        context.globalAlpha = 1;
        context.lineWidth = 1;
        context.strokeStyle = palette.accent;
        context.strokeRect(left, top, width, height);
      },
      [scene, map, picture, palette],
    ),
    'small',
  );

  const look = (event: PointerEvent<HTMLCanvasElement>) => {
    if (map === undefined) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - box.left - map.x) / map.zoom;
    const y = (event.clientY - box.top - map.y) / map.zoom;
    void flow.setCenter(x, y, { zoom: flow.getZoom() });
  };
  return (
    <div ref={frame} className={styles.overview}>
      <canvas
        ref={bitmap}
        role="img"
        aria-label="Overview of the network"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          look(event);
        }}
        onPointerMove={(event) => {
          // A wire or a node that is dragged across the map leaves the view where it is.
          if (event.currentTarget.hasPointerCapture(event.pointerId)) look(event);
        }}
      />
    </div>
  );
}

function boundsRectangle({ bounds }: Scene) {
  const { x, y, width, height } = bounds ?? { x: 0, y: 0, width: 0, height: 0 };
  return { left: x, top: y, right: x + width, bottom: y + height };
}
