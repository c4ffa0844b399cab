// The function of an activation, with its attributes; point at it to read a value.

import { useState } from 'react';
import type { Subject } from '../subject.ts';
import { activationOf } from './functions.ts';
import styles from '../Explain.module.css';

const WIDTH = 400;
const HEIGHT = 170;
const RANGE = 8;
const SAMPLES = 240;

export function CurveFigure({ subject: { item, values } }: { readonly subject: Subject }) {
  const [at, setAt] = useState(1);
  const f = activationOf(item.type, values);
  if (f === undefined) return null;
  const xs = Array.from({ length: SAMPLES + 1 }, (_, index) => (2 * RANGE * index) / SAMPLES - RANGE);
  const ys = xs.map(f);
  const [low, high] = [Math.min(-0.5, ...ys) * 1.1, Math.max(1, ...ys) * 1.1];
  const x = (value: number): number => ((value + RANGE) / (2 * RANGE)) * WIDTH;
  const y = (value: number): number => HEIGHT - ((value - low) / (high - low)) * HEIGHT;
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={styles.drawing}
        role="img"
        aria-label={`The curve of ${item.title}, from −${RANGE} to ${RANGE}.`}
        onPointerMove={(event) => {
          const { left, width } = event.currentTarget.getBoundingClientRect();
          setAt(Math.round(((event.clientX - left) / width) * 20 * RANGE - 10 * RANGE) / 10);
        }}
      >
        <line className={styles.axisLine} x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
        <line className={styles.axisLine} x1={x(0)} x2={x(0)} y1={0} y2={HEIGHT} />
        <polyline
          className={styles.curve}
          points={xs.map((value, index) => `${x(value)},${y(ys[index]!)}`).join(' ')}
        />
        <line className={styles.dropLine} x1={x(at)} x2={x(at)} y1={y(0)} y2={y(f(at))} />
        <circle className={styles.curveDot} cx={x(at)} cy={y(f(at))} r={4} />
      </svg>
      <figcaption>
        {shown(at)} becomes {shown(f(at))}.
      </figcaption>
    </figure>
  );
}

function shown(value: number): string {
  return String(Number(value.toFixed(3))).replace('-', '−');
}
