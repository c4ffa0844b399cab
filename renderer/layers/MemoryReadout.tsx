// What is alive in the step that is pointed at, beside the pointer.

import { heldIn } from './stack.ts';
import type { MemoryTimeline } from '../../shared/analysis/memory.ts';
import type { Network } from '../../shared/network/types.ts';
import { bytes } from '../ui/format.ts';
import styles from './MemoryTimeline.module.css';

interface MemoryReadoutProps {
  readonly network: Network;
  readonly timeline: MemoryTimeline;
  readonly step: number;
  /** Where the step is, in pixels from the left of an area this wide. */
  readonly x: number;
  readonly width: number;
  /** How many outputs there is room to name. */
  readonly lines: number;
}

const MOST_LINES = 6;
const WIDTH = 268;

export function MemoryReadout({ network, timeline, step, x, width, lines }: MemoryReadoutProps) {
  const node = network.nodes[step]!;
  const held = heldIn(timeline, step);
  const shown = held.slice(
    0,
    held.length <= lines ? MOST_LINES : Math.min(MOST_LINES, Math.max(0, lines - 1)),
  );
  const left = x + 14 + WIDTH > width ? Math.max(4, x - 14 - WIDTH) : x + 14;
  return (
    <div className={styles.readout} style={{ left, width: WIDTH }}>
      <strong>{node.path}</strong>
      <div className={styles.readoutSum}>
        <span>
          {node.operator.type}, step {step + 1} of {timeline.steps.length}
        </span>
        <span>{bytes(timeline.steps[step]!)}</span>
      </div>
      {shown.map((lifetime) => {
        const { path, operator } = network.nodes[lifetime.node]!;
        const category = operator.palette.category.replaceAll(' ', '-');
        return (
          <div key={path} className={styles.readoutLine}>
            <span className={styles.swatch} style={{ '--category': `var(--category-${category})` }} />
            <span className={styles.readoutName}>{path}</span>
            <span>{bytes(lifetime.bytes)}</span>
          </div>
        );
      })}
      {shown.length < held.length && lines > 0 ? (
        <div className={styles.readoutMore}>and {held.length - shown.length} more</div>
      ) : null}
    </div>
  );
}
