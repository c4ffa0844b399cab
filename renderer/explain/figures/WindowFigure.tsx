// A window on a small image: where it stands for an output element, with its stride, padding and dilation.

import { useId, useState } from 'react';
import type { Subject } from '../subject.ts';
import styles from '../Explain.module.css';

const CELL = 15;
const GAP = 46;
/** Pixels of the drawn image along a side, and the most where a kernel is larger. */
const IMAGE = 7;
const LARGEST = 15;

interface Axis {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: number;
  readonly input: number;
  readonly output: number;
}

/** A small image that the window fits at least once. */
function axisOf(kernel: number, stride: number, dilation: number, padding: number): Axis {
  const reach = dilation * (kernel - 1) + 1;
  const input = Math.max(IMAGE, reach - 2 * padding, reach + stride - 2 * padding);
  return {
    kernel,
    stride,
    dilation,
    padding,
    input,
    output: Math.floor((input + 2 * padding - reach) / stride) + 1,
  };
}

export function WindowFigure({ subject: { operator, inputs, values, item } }: { readonly subject: Subject }) {
  const [chosen, setChosen] = useState<readonly [number, number]>();
  const sliderId = useId();
  const window = inputs.length === 0 ? undefined : operator?.window?.(inputs, values);
  if (window === undefined || window === 'global') return null;
  const [rows, columns] = ([0, 1] as const).map((axis) =>
    axisOf(window.kernel[axis], window.stride[axis], window.dilation[axis], window.padding[axis]),
  ) as [Axis, Axis];
  if (Math.max(rows.input + 2 * rows.padding, columns.input + 2 * columns.padding) > LARGEST) {
    return (
      <p className={styles.dim}>
        A window of {rows.kernel} × {columns.kernel} is too large to be drawn here.
      </p>
    );
  }
  const [row, column] =
    chosen !== undefined && chosen[0] < rows.output && chosen[1] < columns.output
      ? chosen
      : [Math.floor(rows.output / 2), Math.floor(columns.output / 2)];
  const seen = (axis: Axis, element: number, place: number): boolean => {
    const tap = place - element * axis.stride;
    return tap >= 0 && tap % axis.dilation === 0 && tap / axis.dilation < axis.kernel;
  };
  const padded = [rows.input + 2 * rows.padding, columns.input + 2 * columns.padding] as const;
  const left = padded[1] * CELL + GAP;
  const height = Math.max(padded[0], rows.output) * CELL;
  const top = (height - rows.output * CELL) / 2;
  const count = rows.output * columns.output;
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${left + columns.output * CELL} ${height}`}
        className={styles.drawing}
        style={{ maxWidth: 1.25 * (left + columns.output * CELL) }}
        role="img"
        aria-label={`${item.title}: a window of ${rows.kernel} × ${columns.kernel}, stride ${rows.stride}, padding ${rows.padding}, dilation ${rows.dilation}; an image of ${rows.input} pixels becomes one of ${rows.output}.`}
      >
        {Array.from({ length: padded[0] }, (_, y) =>
          Array.from({ length: padded[1] }, (_cell, x) => {
            const image =
              y >= rows.padding &&
              y < rows.padding + rows.input &&
              x >= columns.padding &&
              x < columns.padding + columns.input;
            return (
              <rect
                key={`${y} ${x}`}
                className={styles.cell}
                data-padding={image ? undefined : ''}
                data-seen={seen(rows, row, y) && seen(columns, column, x) ? '' : undefined}
                x={x * CELL + 0.5}
                y={y * CELL + 0.5}
                width={CELL - 1}
                height={CELL - 1}
              />
            );
          }),
        )}
        <path className={styles.arrow} d={`M${left - GAP + 12} ${height / 2}h${GAP - 24}m-5 -4l5 4l-5 4`} />
        {Array.from({ length: rows.output }, (_, y) =>
          Array.from({ length: columns.output }, (_cell, x) => (
            <rect
              key={`${y} ${x}`}
              className={styles.cell}
              data-seen={y === row && x === column ? '' : undefined}
              x={left + x * CELL + 0.5}
              y={top + y * CELL + 0.5}
              width={CELL - 1}
              height={CELL - 1}
              onPointerEnter={() => setChosen([y, x])}
            />
          )),
        )}
      </svg>
      <label htmlFor={sliderId} className="visually-hidden">
        Output element
      </label>
      <input
        id={sliderId}
        type="range"
        className={styles.slider}
        min={0}
        max={count - 1}
        value={row * columns.output + column}
        onChange={({ target }) => {
          const at = Number(target.value);
          setChosen([Math.floor(at / columns.output), at % columns.output]);
        }}
      />
      <figcaption>
        {columns.input} pixels become {columns.output}. Move along the output: the window goes by{' '}
        {columns.stride === 1 ? 'one pixel' : `${columns.stride} pixels`}
        {rows.padding + columns.padding > 0 ? '; grey is padding' : ''}.
      </figcaption>
    </figure>
  );
}
