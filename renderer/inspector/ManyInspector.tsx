// Several nodes at once: what they cost together.

import type { Analysis } from '../../shared/analysis/types.ts';
import type { Element } from '../../shared/network/types.ts';
import { bytes } from '../ui/format.ts';
import { Count, HELP } from './Costs.tsx';
import { Fact, Facts, Section } from './Section.tsx';
import styles from './Inspector.module.css';

interface ManyInspectorProps {
  readonly analysis: Analysis;
  readonly elements: readonly Element[];
}

export function ManyInspector({ analysis, elements }: ManyInspectorProps) {
  const sum = (key: 'parameters' | 'buffers' | 'macs' | 'activationBytes') =>
    elements.reduce((total, { path }) => total + (analysis.costs.get(path)?.[key] ?? 0), 0);
  return (
    <div className={styles.inspector}>
      <div className={styles.header}>
        <p className={styles.kind}>
          <strong>{elements.length} nodes selected.</strong> Sums of what is selected:
        </p>
      </div>
      <Section title="Costs">
        <Facts>
          <Fact name="Parameters" help={HELP.parameters}>
            <Count value={sum('parameters')} />
          </Fact>
          <Fact name="Buffers" help={HELP.buffers}>
            <Count value={sum('buffers')} />
          </Fact>
          <Fact name="MACs" help={HELP.macs}>
            <Count value={sum('macs')} />
          </Fact>
          <Fact name="Activations" help={HELP.activations}>
            {bytes(sum('activationBytes'))}
          </Fact>
        </Facts>
      </Section>
    </div>
  );
}
