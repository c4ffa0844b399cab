// Parameters against multiply-accumulates, a bubble for each network, as large as its peak memory. Log axes: the
// lesson's networks lie four powers of ten apart.

import { useMemo, useRef } from 'react';
import type { NetworkSummary } from '../../shared/analysis/comparable.ts';
import { atLeast, bytes, compact } from '../ui/format.ts';
import { useSize } from '../ui/use-size.ts';
import { isOpenable } from './origins.ts';
import { logScale, placeLabels } from './scale.ts';
import type { ShownNetworks } from './shown.ts';
import styles from './Compare.module.css';

const LEFT = 62;
const BOTTOM = 34;
const TOP = 18;
const RIGHT = 18;
const LEAST_RADIUS = 3.5;
const MOST_RADIUS = 20;

export function Scatter({ entries, pointed, onPoint, onOpen }: ShownNetworks) {
  const area = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(area);
  const plot = useMemo(() => layOut(entries, width, height), [entries, width, height]);
  return (
    <figure className={styles.plot}>
      <figcaption className={styles.caption}>
        Parameters against MACs <span className={styles.dim}>bubbles by peak memory</span>
      </figcaption>
      <div ref={area} className={styles.scatter}>
        {plot === undefined ? null : (
          <svg
            width={width}
            height={height}
            role="group"
            aria-label="Parameters against MACs of each network"
          >
            <Axes plot={plot} width={width} height={height} />
            {plot.bubbles.map(({ entry, x, y, radius, hint }) => (
              <circle
                key={entry.key}
                role="img"
                aria-label={hint}
                className={styles.bubble}
                data-kind={entry.origin.kind}
                data-pointed={entry.key === pointed ? '' : undefined}
                data-openable={isOpenable(entry.origin) ? '' : undefined}
                cx={x}
                cy={y}
                r={radius}
                onPointerEnter={() => onPoint(entry.key)}
                onPointerLeave={() => onPoint(undefined)}
                onClick={() => isOpenable(entry.origin) && onOpen(entry.origin)}
              >
                <title>{hint}</title>
              </circle>
            ))}
            {plot.bubbles.map(({ entry, text, label, x, y, radius }) => {
              const isPointed = entry.key === pointed;
              // A label without room of its own shows while the pointer asks for it.
              const left = { x: x - radius - 3, y, anchor: 'end' } as const;
              const right = { x: x + radius + 3, y, anchor: 'start' } as const;
              const at = label ?? (isPointed ? (x > width / 2 ? left : right) : undefined);
              return at === undefined ? null : (
                <text
                  key={entry.key}
                  className={styles.label}
                  data-pointed={isPointed ? '' : undefined}
                  x={at.x}
                  y={at.y}
                  textAnchor={at.anchor}
                  aria-hidden
                >
                  {text}
                </text>
              );
            })}
          </svg>
        )}
      </div>
    </figure>
  );
}

function layOut(entries: ShownNetworks['entries'], width: number, height: number) {
  const networks = entries.flatMap((entry) => {
    const { summary } = entry.figures ?? {};
    return summary !== undefined && summary.parameters > 0 && summary.macs > 0 ? { entry, summary } : [];
  });
  if (networks.length === 0 || width < 120 || height < 100) return undefined;
  const right = width - RIGHT;
  const bottom = height - BOTTOM;
  const across = logScale(
    networks.map(({ summary }) => summary.parameters),
    [LEFT, right],
  );
  const up = logScale(
    networks.map(({ summary }) => summary.macs),
    [bottom, TOP],
  );
  const most = Math.max(...networks.map(({ summary }) => summary.peakActivationBytes), 1);
  const places = networks.map(({ entry, summary }) => ({
    entry,
    text: entry.title,
    x: across(summary.parameters),
    y: up(summary.macs),
    // The area tells the memory.
    radius: LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * Math.sqrt(summary.peakActivationBytes / most),
    hint: hintOf(entry.title, summary),
  }));
  const labels = placeLabels(places, { left: LEFT, width: right, height: bottom });
  // Small bubbles stand before large ones, so that a click can reach them.
  const bubbles = places
    .map((place, index) => ({ ...place, label: labels[index] }))
    .toSorted((a, b) => b.radius - a.radius);
  return { bubbles, across, up };
}

function hintOf(title: string, summary: NetworkSummary): string {
  const shown = (text: string): string => atLeast(summary.partial, text);
  const { parameters, macs, peakActivationBytes } = summary;
  return `${title}: ${shown(compact(parameters))} parameters, ${shown(compact(macs))} MACs, peak memory ${shown(bytes(peakActivationBytes))}`;
}

type Plot = NonNullable<ReturnType<typeof layOut>>;

function Axes({
  plot,
  width,
  height,
}: {
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
}) {
  const { across, up } = plot;
  const bottom = height - BOTTOM;
  return (
    <g aria-hidden>
      {across.ticks.map((tick) => (
        <g key={tick} transform={`translate(${across(tick)} 0)`}>
          <line className={styles.grid} y1={TOP} y2={bottom} />
          <text className={styles.tick} y={bottom + 12} textAnchor="middle">
            {compact(tick)}
          </text>
        </g>
      ))}
      {up.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${up(tick)})`}>
          <line className={styles.grid} x1={LEFT} x2={width - RIGHT} />
          <text className={styles.tick} x={LEFT - 6} textAnchor="end">
            {compact(tick)}
          </text>
        </g>
      ))}
      <text className={styles.axis} x={(LEFT + width) / 2} y={height - 6} textAnchor="middle">
        parameters
      </text>
      <text className={styles.axis} transform={`translate(11 ${bottom / 2}) rotate(-90)`} textAnchor="middle">
        MACs
      </text>
    </g>
  );
}
