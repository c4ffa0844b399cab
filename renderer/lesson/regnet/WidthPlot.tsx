// Channels over blocks: the straight line, and what each rule rounds it to. The rule in use is drawn full.

import { useRef, useState } from 'react';
import { grouped } from '../../ui/format.ts';
import { useWidth } from '../../ui/use-width.ts';
import { linearTicks, scale } from '../axis.ts';
import { stageBeginnings, widthsOf, type Design, type Widths } from './design.ts';
import plot from '../Plots.module.css';
import styles from './WidthPlot.module.css';

const HEIGHT = 340;
/** The stages' names have the upper margin, where no line comes. */
const MARGIN = { top: 26, right: 14, bottom: 38, left: 56 } as const;
/** Least distance in pixels between two numbers below the plot. */
const LABEL_GAP = 30;

export function WidthPlot({ design }: { readonly design: Design }) {
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder, 800);
  const [pointed, setPointed] = useState<number>();
  const widths = widthsOf(design);
  const { depth } = design;
  const largest = Math.max(...widths.linear, ...widths.stages, ...widths.blocks);
  const ticks = linearTicks(largest);
  const step = (width - MARGIN.left - MARGIN.right) / depth;
  const left = (block: number): number => MARGIN.left + block * step;
  const middle = (block: number): number => left(block) + step / 2;
  const y = scale([0, ticks.at(-1) ?? 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const beginnings = stageBeginnings(design);
  const every = Math.max(1, Math.ceil(LABEL_GAP / step));
  const size = Math.max(2, Math.min(4, step / 4));
  const block = pointed !== undefined && pointed < depth ? pointed : undefined;
  return (
    <figure className={plot.figure}>
      <figcaption className={plot.legend}>
        <span className={plot.key} data-series="linear">
          Line: w0 + wa · j
        </span>
        <span
          className={plot.key}
          data-series="stages"
          data-faint={design.rounding !== 'stages' || undefined}
        >
          Paper: one width a stage
        </span>
        <span
          className={plot.key}
          data-series="blocks"
          data-faint={design.rounding !== 'blocks' || undefined}
        >
          Lesson: block by block
        </span>
        <output className={`${plot.readout} ${styles.readout}`}>{readout(widths, block)}</output>
      </figcaption>
      {/* Arrows read what the pointer reads. */}
      <input
        className="visually-hidden"
        type="range"
        aria-label="Block"
        aria-valuetext={readout(widths, block ?? 0)}
        min={0}
        max={depth - 1}
        value={block ?? 0}
        onFocus={() => setPointed(block ?? 0)}
        onBlur={() => setPointed(undefined)}
        onChange={({ target }) => setPointed(Number(target.value))}
      />
      <div ref={holder}>
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`Channels of ${depth} blocks. Line: ${widths.linear.map(short).join(', ')}. Paper: ${widths.stages.join(', ')}. Lesson: ${widths.blocks.join(', ')}.`}
          className={plot.plot}
          onPointerMove={(event) => {
            const at = Math.floor(
              (event.clientX - event.currentTarget.getBoundingClientRect().left - MARGIN.left) / step,
            );
            setPointed(at >= 0 && at < depth ? at : undefined);
          }}
          onPointerLeave={() => setPointed(undefined)}
        >
          {beginnings.map((begin, index) => {
            const end = beginnings[index + 1] ?? depth;
            return (
              <g key={begin}>
                {index % 2 === 1 ? (
                  <rect
                    className={styles.band}
                    x={left(begin)}
                    y={MARGIN.top}
                    width={left(end) - left(begin)}
                    height={HEIGHT - MARGIN.top - MARGIN.bottom}
                  />
                ) : null}
                <text className={styles.bandLabel} x={left(begin) + 2} y={MARGIN.top - 8}>
                  {left(end) - left(begin) > 52 ? `Stage ${index + 1}` : index + 1}
                </text>
              </g>
            );
          })}
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                className={plot.gridLine}
                x1={MARGIN.left}
                x2={width - MARGIN.right}
                y1={y(tick)}
                y2={y(tick)}
              />
              <text className={plot.tick} x={MARGIN.left - 8} y={y(tick) + 4} textAnchor="end">
                {grouped(tick)}
              </text>
            </g>
          ))}
          {widths.linear.map((_, index) =>
            index % every === 0 ? (
              <text
                key={index}
                className={plot.tick}
                x={middle(index)}
                y={HEIGHT - MARGIN.bottom + 16}
                textAnchor="middle"
              >
                {index}
              </text>
            ) : null,
          )}
          <text
            className={plot.axis}
            x={(MARGIN.left + width - MARGIN.right) / 2}
            y={HEIGHT - 6}
            textAnchor="middle"
          >
            Block j
          </text>
          <text
            className={plot.axis}
            transform={`translate(12 ${HEIGHT / 2 - 12}) rotate(-90)`}
            textAnchor="middle"
          >
            Channels
          </text>
          {block === undefined ? null : (
            <rect
              className={styles.pointed}
              x={left(block)}
              y={MARGIN.top}
              width={step}
              height={HEIGHT - MARGIN.top - MARGIN.bottom}
            />
          )}
          <polyline
            className={styles.linear}
            points={widths.linear.map((value, index) => `${middle(index)},${y(value)}`).join(' ')}
          />
          {widths.linear.map((value, index) => (
            <circle
              key={index}
              className={styles.linearDot}
              cx={middle(index)}
              cy={y(value)}
              r={size * 0.6}
            />
          ))}
          <g data-series="stages" data-faint={design.rounding !== 'stages' || undefined}>
            {widths.stages.map((value, index) => (
              <line
                key={index}
                className={styles.step}
                x1={left(index) + 1}
                x2={left(index + 1) - 1}
                y1={y(value)}
                y2={y(value)}
              />
            ))}
          </g>
          <g data-series="blocks" data-faint={design.rounding !== 'blocks' || undefined}>
            {widths.blocks.map((value, index) => (
              <rect
                key={index}
                className={plot.square}
                x={middle(index) - size}
                y={y(value) - size}
                width={2 * size}
                height={2 * size}
              />
            ))}
          </g>
        </svg>
      </div>
    </figure>
  );
}

function readout(widths: Widths, block: number | undefined): string {
  if (block === undefined) return 'Point at a block, or step with arrow keys.';
  return `Block ${block}: line ${short(widths.linear[block] ?? 0)}, paper ${widths.stages[block]}, lesson ${widths.blocks[block]}`;
}

/** A width on the line: two decimals at most. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
