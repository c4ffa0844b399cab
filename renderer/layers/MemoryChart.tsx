// The picture of the memory timeline: bands in the colours of their layers' categories, the peak, the step that is
// pointed at, and where the selected layers run.

import { memo } from 'react';
import { blocksAround } from '../../shared/analysis/layers.ts';
import type { MemoryTimeline } from '../../shared/analysis/memory.ts';
import type { Network } from '../../shared/network/types.ts';
import { bytes } from '../ui/format.ts';
import { MARGIN, type Chart } from './memory-chart.ts';
import styles from './MemoryTimeline.module.css';

interface MemoryChartProps {
  readonly network: Network;
  readonly timeline: MemoryTimeline;
  readonly chart: Chart;
  readonly step: number | undefined;
  readonly selected: ReadonlySet<string>;
}

export function MemoryChart({ network, timeline, chart, step, selected }: MemoryChartProps) {
  const { width, height } = chart;
  return (
    <svg className={styles.chart} width={width} height={height} aria-hidden>
      <Ground chart={chart} />
      <Chosen network={network} chart={chart} selected={selected} />
      <Areas chart={chart} />
      {step === undefined ? null : <Pointed chart={chart} step={step} />}
      <Peak timeline={timeline} chart={chart} />
    </svg>
  );
}

interface ChosenProps {
  readonly network: Network;
  readonly chart: Chart;
  readonly selected: ReadonlySet<string>;
}

/** The steps of the selected layers, and of what is inside selected blocks. */
const Chosen = memo(function Chosen({ network, chart, selected }: ChosenProps) {
  if (selected.size === 0) return null;
  const chosen = network.nodes.filter(
    ({ path }) => selected.has(path) || blocksAround(path).some((block) => selected.has(block)),
  );
  return chosen.map(({ path, index }) => {
    const column = chart.columnOf(index);
    return (
      <rect
        key={path}
        className={styles.chosen}
        x={column.x}
        y={MARGIN.top}
        width={Math.max(1, column.width)}
        height={chart.baseline - MARGIN.top}
      />
    );
  });
});

const Ground = memo(function Ground({ chart }: { readonly chart: Chart }) {
  const { ticks, groups, width, baseline } = chart;
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick.bytes} className={styles.tick}>
          <line x1={MARGIN.left} x2={width - MARGIN.right} y1={tick.y} y2={tick.y} />
          <text x={MARGIN.left - 8} y={tick.y + 4}>
            {bytes(tick.bytes)}
          </text>
        </g>
      ))}
      {groups.filter(isSeen).map((group) => (
        <g key={`${group.name} ${group.x}`} className={styles.group}>
          <line x1={group.x} x2={group.x} y1={baseline} y2={baseline + 5} />
          {/* About six and a half pixels a letter. */}
          {group.width > group.name.length * 6.5 + 8 ? (
            <text x={group.x + group.width / 2} y={baseline + 15}>
              {group.name}
            </text>
          ) : null}
        </g>
      ))}
    </>
  );
});

/** Narrower ones would run together into a bar. */
function isSeen(group: Chart['groups'][number]): boolean {
  return group.width >= 3;
}

const Areas = memo(function Areas({ chart }: { readonly chart: Chart }) {
  return (
    <>
      {chart.areas.map(({ category, path }) => (
        <path
          key={category}
          className={styles.band}
          data-fine={chart.fine ? '' : undefined}
          d={path}
          style={{ '--category': `var(--category-${category})` }}
        />
      ))}
    </>
  );
});

function Pointed({ chart, step }: { readonly chart: Chart; readonly step: number }) {
  const column = chart.columnOf(step);
  return (
    <>
      <path className={styles.held} d={chart.outlineOf(step)} />
      <rect
        className={styles.pointed}
        x={column.x}
        y={MARGIN.top}
        width={Math.max(1, column.width)}
        height={chart.baseline - MARGIN.top}
      />
    </>
  );
}

function Peak({ timeline: { peak }, chart }: { readonly timeline: MemoryTimeline; readonly chart: Chart }) {
  if (peak.node === undefined) return null;
  const x = chart.middleOf(peak.node);
  const y = chart.heightOf(peak.bytes);
  const late = x > chart.width * 0.7;
  return (
    <g className={styles.peakGroup}>
      <circle cx={x} cy={y} r={3.5} />
      <text x={x + (late ? -8 : 8)} y={y - 5} textAnchor={late ? 'end' : 'start'}>
        Peak {bytes(peak.bytes)}
      </text>
    </g>
  );
}
