// The layers of a block in the order in which they are computed, each as high as it has channels; arcs are what skips
// layers on its way.

import { useState } from 'react';
import { compact, plural, wireShape } from '../../ui/format.ts';
import type { Subject } from '../subject.ts';
import styles from '../Explain.module.css';

const WIDTH = 400;
const BARS = 92;
const ARCS = 54;
/** Layers drawn; the inside of a long block repeats itself. */
const MOST = 48;

export function InsideFigure({ subject }: { readonly subject: Subject }) {
  const [pointed, setPointed] = useState<number>();
  const { inside, inputs, path } = subject;
  const drawn = inside.slice(0, MOST);
  if (drawn.length === 0) return null;
  // What a layer gives: channels of an image, features of a sequence.
  const sizeOf = (shape: readonly number[] | undefined): number =>
    (shape?.length === 3 ? shape[2] : shape?.[1]) ?? 1;
  const entering = sizeOf(inputs[0]?.shape);
  const sizes = drawn.map(({ outputTypes }) => sizeOf(outputTypes?.[0]?.shape));
  const most = Math.max(entering, ...sizes);
  // The first bar is the input.
  const step = WIDTH / (drawn.length + 1);
  const bar = Math.max(2, Math.min(26, step - 3));
  const x = (index: number): number => (index + 1) * step + (step - bar) / 2;
  const height = (size: number): number => Math.max(3, BARS * Math.sqrt(size / most));
  const places = new Map(drawn.map(({ index }, place) => [index, place] as const));
  const arcs = drawn.flatMap(({ inputs: values }, to) =>
    values.flatMap((value) => {
      const from = value === undefined ? undefined : (places.get(value.node) ?? -1);
      return from === undefined || to - from <= 1 ? [] : [{ from, to }];
    }),
  );
  const node = pointed === undefined ? undefined : drawn[pointed];
  const middle = (index: number): number => x(index) + bar / 2;
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${ARCS + BARS}`}
        className={styles.drawing}
        role="img"
        aria-label={`${plural(inside.length, 'layer')}: ${drawn.map(({ operator }, index) => `${operator.type} ${sizes[index]}`).join(', ')}.`}
        onPointerLeave={() => setPointed(undefined)}
      >
        {arcs.map(({ from, to }) => (
          <path
            key={`${from} ${to}`}
            className={styles.arc}
            data-pointed={pointed !== undefined && (from === pointed || to === pointed) ? '' : undefined}
            d={`M${middle(from)} ${ARCS - 2}C${middle(from)} ${arcTop(from, to)} ${middle(to)} ${arcTop(from, to)} ${middle(to)} ${ARCS - 2}`}
          />
        ))}
        <rect
          className={styles.layer}
          data-input=""
          x={x(-1)}
          y={ARCS + BARS - height(entering)}
          width={bar}
          height={height(entering)}
        />
        {drawn.map(({ index, operator }, place) => (
          <g
            key={index}
            style={{ '--category': `var(--category-${operator.palette.category.replaceAll(' ', '-')})` }}
            onPointerEnter={() => setPointed(place)}
          >
            <rect className={styles.hit} x={(place + 1) * step} y={ARCS} width={step} height={BARS} />
            <rect
              className={styles.layer}
              x={x(place)}
              y={ARCS + BARS - height(sizes[place]!)}
              width={bar}
              height={height(sizes[place]!)}
            />
          </g>
        ))}
      </svg>
      <figcaption>
        {node === undefined
          ? `${plural(inside.length, 'layer')}, ${entering} channels in, ${sizeOf(subject.output?.shape)} out${drawn.length < inside.length ? `; the first ${MOST} are drawn` : ''}. Point at one.`
          : `${node.path.slice(path.length + 1)}: ${node.operator.palette.title}, ${wireShape(node.outputTypes?.[0]?.shape ?? [])}${weightsOf(node.weights)}`}
      </figcaption>
    </figure>
  );
}

/** Longer arcs rise higher. */
function arcTop(from: number, to: number): number {
  return ARCS - 14 - Math.min(ARCS, 7 * (to - from)) * 0.9;
}

function weightsOf(
  weights: readonly { readonly shape: readonly number[]; readonly trainable: boolean }[],
): string {
  const count = weights
    .filter(({ trainable }) => trainable)
    .reduce((sum, { shape }) => sum + shape.reduce((product, extent) => product * extent, 1), 0);
  return count === 0 ? '' : `, ${compact(count)} parameters`;
}
