// A wire: where it runs and what flows along it.

import type { EdgeRecord } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import { byteSize } from '../../shared/tensor/types.ts';
import { bytes } from '../ui/format.ts';
import { Fact, Facts, Section } from './Section.tsx';
import { ShapeText } from './Shapes.tsx';
import styles from './Inspector.module.css';

interface WireInspectorProps {
  readonly level: Level;
  readonly edge: EdgeRecord;
}

export function WireInspector({ level, edge }: WireInspectorProps) {
  const source = level.elements.get(edge.source);
  const target = level.elements.get(edge.target);
  const type = source?.outputs.find(({ key }) => key === edge.sourcePort)?.type;
  return (
    <div className={styles.inspector}>
      <div className={styles.header}>
        <p className={styles.kind}>
          <strong>Wire</strong> from {source?.record.name} to {target?.record.name}.
        </p>
      </div>
      <Section title="Tensor">
        <Facts>
          <Fact name="Shape">{type === undefined ? 'not known yet' : <ShapeText shape={type.shape} />}</Fact>
          {type === undefined ? null : (
            <>
              <Fact name="Type">{type.dtype}</Fact>
              <Fact name="Size">{bytes(byteSize(type))}</Fact>
            </>
          )}
        </Facts>
      </Section>
    </div>
  );
}
