// Pictures of receptive fields: layer by layer from the side, and from above the ways from every pixel to the output.

import { useState } from 'react';
import { waysToOutput } from './kernels.ts';
import plot from '../Plots.module.css';
import styles from './Kernels.module.css';

const CELL = 22;
const ROW = 58;
const TOP = 8;
const LABELS = 74;
/** However much room there is: its words are not larger than those around it. */
const MOST_ZOOM = 1.2;

/** Cells beyond the field on either side. */
const MARGIN_CELLS = 2;

interface FieldPicturesProps {
  readonly kernel: number;
  /** How many 3 × 3 convolutions see as far. */
  readonly depth: number;
}

export function FieldPictures({ kernel, depth }: FieldPicturesProps) {
  const small = Array.from({ length: depth }, () => 3);
  const cells = kernel + 2 * MARGIN_CELLS;
  return (
    <>
      <div className={plot.plots}>
        <SideView title={`One ${kernel} × ${kernel}`} kernels={[kernel]} cells={cells} />
        <SideView title={`${depth} times 3 × 3`} kernels={small} cells={cells} />
      </div>
      <div className={styles.waysText}>
        <strong>Ways from each pixel to the output</strong>
        <p>
          In the large kernel each pixel reaches the output in one way. Through the stack, the middle has
          many: with equal weights it counts the most, so the field that works is smaller than the field that
          is seen.
        </p>
      </div>
      <div className={plot.plots}>
        <Ways title={`One ${kernel} × ${kernel}`} kernels={[kernel]} />
        <Ways title={`${depth} times 3 × 3`} kernels={small} />
      </div>
    </>
  );
}

interface SideViewProps {
  readonly title: string;
  /** From the input on. */
  readonly kernels: readonly number[];
  /** Cells of a row; more than any field. */
  readonly cells: number;
}

/** One row of cells for the input and for what each convolution gives; what one output cell sees is marked. */
function SideView({ title, kernels, cells }: SideViewProps) {
  const [output, setOutput] = useState(Math.floor(cells / 2));
  const layers = kernels.length + 1;
  const x = (cell: number): number => LABELS + cell * CELL;
  // The output stands on top, the input at the bottom.
  const y = (layer: number): number => TOP + (layers - 1 - layer) * ROW;
  // How far each layer's part reaches on either side of the output cell.
  const reach = kernels.map((_, index) =>
    kernels.slice(index).reduce((sum, kernel) => sum + (kernel - 1) / 2, 0),
  );
  const seen = (layer: number): readonly [number, number] => {
    const side = reach[layer] ?? 0;
    return [output - side, output + side];
  };
  const clip = (cell: number): number => Math.max(0, Math.min(cells - 1, cell));
  const across = x(cells) + 2;
  const [first, last] = seen(0);
  return (
    <figure className={plot.figure}>
      <figcaption className={plot.legend}>
        <strong>{title}</strong>
        <output className={plot.readout}>
          {first < 0 || last > cells - 1
            ? `${last - first + 1} pixels, ${Math.max(0, -first) + Math.max(0, last - cells + 1)} of them padding`
            : `${last - first + 1} pixels`}
        </output>
      </figcaption>
      <svg
        width={across * MOST_ZOOM}
        viewBox={`0 0 ${across} ${y(0) + CELL + 8}`}
        className={styles.sideView}
        role="img"
        aria-label={`${title}: one output cell sees ${last - first + 1} pixels in a row, through ${kernels.length} layers.`}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const at = ((event.clientX - box.left) / box.width) * across;
          setOutput(clip(Math.floor((at - LABELS) / CELL)));
        }}
        onPointerLeave={() => setOutput(Math.floor(cells / 2))}
      >
        {kernels.map((kernel, index) => {
          const [from, to] = seen(index);
          const [above, aboveTo] = seen(index + 1);
          const bottom = y(index);
          const top = y(index + 1) + CELL;
          return (
            <g key={index}>
              <polygon
                className={styles.cone}
                points={`${x(clip(above))},${top} ${x(clip(aboveTo) + 1)},${top} ${x(clip(to) + 1)},${bottom} ${x(clip(from))},${bottom}`}
              />
              <text className={plot.tick} x={LABELS - 10} y={(top + bottom) / 2 + 4} textAnchor="end">
                {kernel} × {kernel}
              </text>
            </g>
          );
        })}
        {Array.from({ length: layers }, (_, layer) => {
          const [from, to] = seen(layer);
          return (
            <g key={layer}>
              <text className={plot.tick} x={LABELS - 10} y={y(layer) + CELL / 2 + 4} textAnchor="end">
                {layer === 0 ? 'Input' : layer === layers - 1 ? 'Output' : ''}
              </text>
              {Array.from({ length: cells }, (_cell, cell) => (
                <rect
                  key={cell}
                  className={styles.cell}
                  data-seen={cell >= from && cell <= to ? '' : undefined}
                  x={x(cell) + 1}
                  y={y(layer) + 1}
                  width={CELL - 2}
                  height={CELL - 2}
                  rx={2}
                />
              ))}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** The input from above: each pixel by the number of ways from it to one output element. */
function Ways({ title, kernels }: { readonly title: string; readonly kernels: readonly number[] }) {
  const row = waysToOutput(kernels);
  const most = Math.max(...row) ** 2;
  const size = row.length;
  return (
    <figure className={plot.figure}>
      <figcaption className={plot.legend}>{title}</figcaption>
      <svg
        className={styles.ways}
        viewBox={`0 0 ${size * CELL} ${size * CELL}`}
        role="img"
        aria-label={`${title}: ways from each pixel of a row through the middle: ${row.map((ways) => ways * Math.max(...row)).join(', ')}.`}
      >
        {row.map((down, top) =>
          row.map((across, left) => (
            <g key={`${top} ${left}`}>
              <rect
                className={styles.way}
                x={left * CELL + 0.5}
                y={top * CELL + 0.5}
                width={CELL - 1}
                height={CELL - 1}
                style={{ '--share': `${Math.round(8 + (92 * down * across) / most)}%` }}
              />
              {size > 7 ? null : (
                <text
                  className={styles.wayCount}
                  data-strong={(down * across) / most > 0.45 ? '' : undefined}
                  x={(left + 0.5) * CELL}
                  y={(top + 0.5) * CELL + 3.5}
                  textAnchor="middle"
                >
                  {down * across}
                </text>
              )}
            </g>
          )),
        )}
      </svg>
    </figure>
  );
}
