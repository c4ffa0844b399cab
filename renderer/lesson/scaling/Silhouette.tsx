// The network as a silhouette: the image, then every layer as a bar as high as it has channels; B0 as an outline.

import { useRef } from 'react';
import { useWidth } from '../../ui/use-width.ts';
import { multipliersOf, PAPER, stageRows, type Multipliers, type StageRow } from './scaling.ts';
import page from '../Lesson.module.css';
import plot from '../Plots.module.css';
import styles from './Scaling.module.css';

const HEIGHT = 132;
/** Pixels of the largest image that still fits the height, and of one layer at most. */
const MAX_IMAGE = 110;
const MAX_LAYER = 9;
const GAP = 18;

/** Channels and image sizes are drawn by their roots, or the largest would hide the others. */
function extent(value: number, largest: number, pixels: number): number {
  return pixels * Math.sqrt(value / largest);
}

export function Silhouette({ factors }: { readonly factors: Multipliers }) {
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder, 800);
  const base = multipliersOf(PAPER, 0);
  const [now, before] = [stageRows(factors), stageRows(base)];
  const layers = Math.max(countLayers(now), countLayers(before));
  const image = Math.max(factors.size, base.size);
  const channels = Math.max(...[...now, ...before].map((row) => row.channels));
  const step = Math.min(MAX_LAYER, (width - MAX_IMAGE - GAP) / layers);
  const left = MAX_IMAGE + GAP;
  const side = (size: number): number => extent(size, Math.max(image, 600), MAX_IMAGE);
  const square = (size: number) => ({
    x: MAX_IMAGE - side(size),
    y: (HEIGHT - side(size)) / 2,
    width: side(size),
    height: side(size),
  });
  const bars = (rows: readonly StageRow[]) => {
    let at = left;
    return rows.map((row) => {
      const height = extent(row.channels, channels, HEIGHT - 8);
      const bar = { x: at, y: (HEIGHT - height) / 2, width: row.layers * step, height };
      at += bar.width;
      return bar;
    });
  };
  return (
    <figure className={plot.figure}>
      <figcaption className={plot.legend}>
        <strong>Silhouette</strong>
        <span className={page.dim}>Image, then channels of each layer; the outline is B0.</span>
      </figcaption>
      <div ref={holder}>
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          className={plot.plot}
          aria-label={`An image of ${factors.size} pixels, ${countLayers(now)} layers; B0: ${base.size} pixels, ${countLayers(before)} layers.`}
        >
          <rect className={styles.image} {...square(factors.size)} />
          <rect className={styles.outline} {...square(base.size)} />
          {bars(now).map((bar, index) => (
            <g key={index}>
              {Array.from({ length: now[index]!.layers }, (_, layer) => (
                <rect
                  key={layer}
                  className={styles.layer}
                  x={bar.x + layer * step + 0.5}
                  y={bar.y}
                  width={Math.max(0.5, step - 1)}
                  height={bar.height}
                />
              ))}
            </g>
          ))}
          {bars(before).map((bar, index) => (
            <rect key={index} className={styles.outline} {...bar} />
          ))}
        </svg>
      </div>
    </figure>
  );
}

function countLayers(rows: readonly StageRow[]): number {
  return rows.reduce((sum, { layers }) => sum + layers, 0);
}
