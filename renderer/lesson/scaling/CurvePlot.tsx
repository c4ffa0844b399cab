// One cost over φ, logarithmic: the curve of the rule, where one is on it, and B0 to B7 beside it.

import { useRef } from 'react';
import { compact } from '../../ui/format.ts';
import { useWidth } from '../../ui/use-width.ts';
import { logTicks, scale } from '../axis.ts';
import { MAX_PHI } from './scaling.ts';
import plot from '../Plots.module.css';
import styles from './Scaling.module.css';

export interface Mark {
  readonly label: string;
  readonly phi: number;
  readonly value: number;
}

interface CurvePlotProps {
  readonly title: string;
  readonly points: readonly { readonly phi: number; readonly value: number }[];
  /** A straight line in this plot: from B0's cost, times so much for every step of φ. */
  readonly promise?: { readonly from: number; readonly growth: number };
  readonly marks: readonly Mark[];
  readonly here: { readonly phi: number; readonly value: number } | undefined;
}

const HEIGHT = 250;
const MARGIN = { top: 10, right: 14, bottom: 36, left: 52 } as const;

export function CurvePlot({ title, points, promise, marks, here }: CurvePlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder, 400);
  const values = [...points, ...marks, ...(here === undefined ? [] : [here])].map(({ value }) => value);
  const ticks = logTicks(Math.min(...values), Math.max(...values));
  const [first = 1, last = 10] = [ticks[0], ticks.at(-1)];
  const x = scale([0, MAX_PHI], [MARGIN.left, width - MARGIN.right]);
  const exponent = scale([Math.log10(first), Math.log10(last)], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const y = (value: number): number => exponent(Math.log10(value));
  // Every third label where many powers of ten crowd the axis.
  const shown = ticks.length > 9 ? ticks.filter((_, index) => index % 3 === 0) : ticks;
  const clip = `clip-${title}`;
  return (
    <figure className={plot.figure}>
      <figcaption className={plot.legend}>
        <strong>{title}</strong>
        <span className={plot.key} data-series="stages">
          Rule
        </span>
        {promise === undefined ? null : (
          <span className={plot.key} data-series="linear" data-dashed>
            <span>
              {promise.growth.toFixed(2)}
              <sup>φ</sup>
            </span>
          </span>
        )}
        <span className={plot.key} data-series="blocks">
          Published
        </span>
      </figcaption>
      <div ref={holder}>
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`${title} over φ. ${marks.map(({ label, phi, value }) => `${label}: φ ${phi.toFixed(1)}, ${compact(value)}`).join('; ')}.`}
          className={plot.plot}
        >
          <clipPath id={clip}>
            <rect
              x={MARGIN.left}
              y={MARGIN.top - 5}
              width={Math.max(0, width - MARGIN.left - MARGIN.right)}
              height={HEIGHT - MARGIN.top - MARGIN.bottom + 5}
            />
          </clipPath>
          {shown.map((tick) => (
            <g key={tick}>
              <line
                className={plot.gridLine}
                x1={MARGIN.left}
                x2={width - MARGIN.right}
                y1={y(tick)}
                y2={y(tick)}
              />
              <text className={plot.tick} x={MARGIN.left - 8} y={y(tick) + 4} textAnchor="end">
                {compact(tick)}
              </text>
            </g>
          ))}
          {Array.from({ length: MAX_PHI + 1 }, (_, phi) => (
            <text
              key={phi}
              className={plot.tick}
              x={x(phi)}
              y={HEIGHT - MARGIN.bottom + 16}
              textAnchor="middle"
            >
              {phi}
            </text>
          ))}
          <text
            className={plot.axis}
            x={(MARGIN.left + width - MARGIN.right) / 2}
            y={HEIGHT - 5}
            textAnchor="middle"
          >
            φ
          </text>
          <g clipPath={`url(#${CSS.escape(clip)})`}>
            {promise === undefined ? null : (
              <line
                className={styles.promise}
                x1={x(0)}
                y1={y(promise.from)}
                x2={x(MAX_PHI)}
                y2={y(promise.from * promise.growth ** MAX_PHI)}
              />
            )}
            <polyline
              className={styles.curve}
              data-series="stages"
              points={points.map(({ phi, value }) => `${x(phi)},${y(value)}`).join(' ')}
            />
          </g>
          {marks.map(({ label, phi, value }) => (
            <g key={label} data-series="blocks" data-mark={label}>
              <rect className={plot.square} x={x(phi) - 3} y={y(value) - 3} width={6} height={6} />
              {x(phi) < MARGIN.left + 20 ? (
                // On the left there is the axis.
                <text className={styles.mark} x={x(phi) + 7} y={y(value) + 12}>
                  {label}
                </text>
              ) : (
                <text className={styles.mark} x={x(phi) - 7} y={y(value) - 5} textAnchor="end">
                  {label}
                </text>
              )}
            </g>
          ))}
          {here === undefined ? null : (
            <g>
              <line
                className={styles.here}
                x1={x(here.phi)}
                x2={x(here.phi)}
                y1={y(here.value)}
                y2={HEIGHT - MARGIN.bottom}
              />
              <circle className={styles.hereDot} cx={x(here.phi)} cy={y(here.value)} r={5} />
            </g>
          )}
        </svg>
      </div>
    </figure>
  );
}
