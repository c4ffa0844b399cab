// Memory over time: the bytes that layer outputs take in each step, in the order of running, with the peak. A step
// is pointed at or walked to by keys, and a click leads to its layer.

import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { memoryTimeline } from '../../shared/analysis/memory.ts';
import type { Element } from '../../shared/network/types.ts';
import { useAnalysis } from '../state/analysis.ts';
import { showNode } from '../state/session-store.ts';
import { BarSlot } from '../ui/BarSlot.tsx';
import { Button } from '../ui/Button.tsx';
import { bytes, plural } from '../ui/format.ts';
import { useSize } from '../ui/use-size.ts';
import { chartOf, MARGIN } from './memory-chart.ts';
import { MemoryChart } from './MemoryChart.tsx';
import { MemoryReadout } from './MemoryReadout.tsx';
import { useSelectedPaths } from './rows.ts';
import styles from './MemoryTimeline.module.css';

export function MemoryTimeline() {
  const { network } = useAnalysis();
  const timeline = useMemo(() => memoryTimeline(network.nodes, network.outputs), [network]);
  const area = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(area);
  const [pointed, setPointed] = useState<number>();
  const selected = useSelectedPaths();
  const { steps, peak } = timeline;
  const chart = useMemo(
    () => (width === 0 || steps.length === 0 ? undefined : chartOf(network, timeline, width, height)),
    [network, timeline, steps, width, height],
  );
  // An edit may have taken the step away.
  const step = pointed === undefined || pointed >= steps.length ? undefined : pointed;

  const elementAt = (at: number | undefined): Element | undefined =>
    at === undefined ? undefined : network.elements.get(network.nodes[at]?.path ?? '');
  const go = (at: number | undefined): void => {
    const element = elementAt(at);
    if (element !== undefined) showNode(element.level, element.record.id);
  };
  const point = (event: PointerEvent): void => {
    if (chart === undefined) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setPointed(chart.stepAt(x));
  };
  const key = (event: KeyboardEvent): void => {
    const at = step ?? peak.node ?? 0;
    const next = keyStep(event.key, step, at, steps.length);
    if (event.key === 'Enter' || event.key === ' ') go(step);
    else if (next !== undefined) setPointed(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (peak.node === undefined) {
    return (
      <p className={styles.nothing}>
        {network.nodes.length === 0
          ? 'Nothing is drawn yet. The memory of layer outputs appears here as you add them.'
          : 'No shape is known yet: connect the layers to an Input.'}
      </p>
    );
  }
  const peakName = network.nodes[peak.node]!.path;
  return (
    <section className={styles.memory} aria-label="Memory timeline">
      <BarSlot>
        <span className={styles.about}>{plural(steps.length, 'step')}</span>
        <Button look="ghost" className={styles.peak ?? ''} onClick={() => go(peak.node)}>
          <span className={styles.peakMark} aria-hidden />
          <span className={styles.peakText}>
            Peak {bytes(peak.bytes)} at {peakName}
          </span>
        </Button>
      </BarSlot>
      <div
        ref={area}
        className={styles.area}
        role="slider"
        aria-label="Step"
        aria-valuemin={1}
        aria-valuemax={steps.length}
        aria-valuenow={(step ?? peak.node) + 1}
        aria-valuetext={`${network.nodes[step ?? peak.node]!.path}: ${bytes(steps[step ?? peak.node]!)} alive`}
        tabIndex={0}
        onKeyDown={key}
        onPointerMove={point}
        onPointerLeave={() => setPointed(undefined)}
        onBlur={() => setPointed(undefined)}
        onClick={() => go(step)}
      >
        {chart === undefined ? null : (
          <MemoryChart network={network} timeline={timeline} chart={chart} step={step} selected={selected} />
        )}
        {chart === undefined || step === undefined ? null : (
          <MemoryReadout
            network={network}
            timeline={timeline}
            step={step}
            x={chart.middleOf(step)}
            width={width}
            lines={Math.max(0, Math.floor((height - MARGIN.top - 54) / 17))}
          />
        )}
      </div>
    </section>
  );
}

/** The step that a key leads to. */
function keyStep(name: string, now: number | undefined, at: number, count: number): number | undefined {
  switch (name) {
    case 'ArrowRight':
    case 'ArrowUp':
      return now === undefined ? at : Math.min(count - 1, at + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return now === undefined ? at : Math.max(0, at - 1);
    case 'PageUp':
      return Math.min(count - 1, at + 10);
    case 'PageDown':
      return Math.max(0, at - 10);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
