// What one place takes from all places: scores of a question against every key, made shares by softmax. The vectors are
// an example; the number of heads is the node's.

import { useState } from 'react';
import type { Subject } from '../subject.ts';
import styles from '../Explain.module.css';

const WIDTH = 400;
const TOP = 16;
const BOTTOM = 92;
const PLACES = 7;
/** Heads drawn at most. */
const MOST = 4;

/** Each head compares places by their distance in a direction and at a scale of its own. */
function shares(head: number, from: number): readonly number[] {
  const feature = (place: number): number => Math.sin(place * (0.7 + 0.55 * head)) + 0.35 * head * place;
  const scores = Array.from({ length: PLACES }, (_, to) => -2 * (feature(from) - feature(to)) ** 2);
  const exponentials = scores.map(Math.exp);
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

export function AttentionFigure({ subject: { values } }: { readonly subject: Subject }) {
  const [from, setFrom] = useState(2);
  const [head, setHead] = useState(0);
  const heads = Math.max(1, Number(values['numHeads']));
  const drawn = Math.min(MOST, heads);
  const weights = shares(head, from);
  const x = (place: number): number => ((place + 0.5) * WIDTH) / PLACES;
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${BOTTOM + 24}`}
        className={styles.drawing}
        role="img"
        aria-label={`Place ${from + 1} takes from the places ${weights.map((share) => `${Math.round(100 * share)} %`).join(', ')}.`}
      >
        {weights.map((share, to) => (
          <line
            key={to}
            className={styles.attends}
            style={{ opacity: 0.15 + 0.85 * share, strokeWidth: 1 + 11 * share }}
            x1={x(from)}
            y1={TOP}
            x2={x(to)}
            y2={BOTTOM}
          />
        ))}
        {weights.map((share, to) => (
          <g key={to}>
            <rect
              className={styles.hit}
              x={x(to) - WIDTH / PLACES / 2}
              y={0}
              width={WIDTH / PLACES}
              height={TOP + 14}
              onPointerEnter={() => setFrom(to)}
            />
            <circle
              className={styles.dot}
              data-out={to === from ? '' : undefined}
              cx={x(to)}
              cy={TOP}
              r={7}
              pointerEvents="none"
            />
            <circle className={styles.dot} cx={x(to)} cy={BOTTOM} r={7} />
            <text className={styles.label} x={x(to)} y={BOTTOM + 20} textAnchor="middle">
              {Math.round(100 * share)} %
            </text>
          </g>
        ))}
      </svg>
      {drawn === 1 ? null : (
        <div className={styles.heads} role="group" aria-label="Head">
          {Array.from({ length: drawn }, (_, index) => (
            <button
              key={index}
              type="button"
              className={styles.head}
              aria-pressed={index === head}
              onClick={() => setHead(index)}
            >
              Head {index + 1}
            </button>
          ))}
        </div>
      )}
      <figcaption>
        Point at a place above: the shares that it takes from all add up to 100 %.
        {heads > drawn ? ` ${drawn} of ${heads} heads, on example vectors.` : ' On example vectors.'}
      </figcaption>
    </figure>
  );
}
