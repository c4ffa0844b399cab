// What a node or block costs, and how far it looks.

import type { Cost, ReceptiveField } from '../../shared/analysis/types.ts';
import { atLeast, bytes, compact, grouped } from '../ui/format.ts';
import { Fact, Facts, Section } from './Section.tsx';
import styles from './Inspector.module.css';

export const HELP = {
  parameters: 'Numbers that training changes.',
  buffers: 'Numbers that are stored but not trained, such as running means.',
  macs: 'Multiply-accumulates of convolutions and matrix products for one image.',
  activations: 'Memory of the outputs for one image, as 32-bit floats.',
  field:
    'The part of the input image that one output element depends on, how far apart the parts of neighbours lie, and the row and column where the first begins.',
} as const;

interface CountProps {
  readonly value: number;
  /** Whether it is the least that it can be. */
  readonly partial: boolean;
}

export function Count({ value, partial }: CountProps) {
  return (
    <>
      {atLeast(partial, grouped(value))}
      {value >= 10_000 ? (
        <>
          {' '}
          <span className={styles.rough}>({atLeast(partial, compact(value))})</span>
        </>
      ) : null}
    </>
  );
}

export function Costs({ cost, block }: { readonly cost: Cost | undefined; readonly block: boolean }) {
  if (cost === undefined) return null;
  const { partial } = cost;
  return (
    <Section title="Costs">
      <Facts>
        <Fact name="Parameters" help={HELP.parameters}>
          <Count value={cost.parameters} partial={partial} />
        </Fact>
        {cost.buffers === 0 ? null : (
          <Fact name="Buffers" help={HELP.buffers}>
            <Count value={cost.buffers} partial={partial} />
          </Fact>
        )}
        <Fact name="MACs" help={HELP.macs}>
          <Count value={cost.macs} partial={partial} />
        </Fact>
        <Fact name={block ? 'Activations inside' : 'Activations'} help={HELP.activations}>
          {atLeast(partial, bytes(cost.activationBytes))}
        </Fact>
        {cost.receptiveField === undefined ? null : (
          <Fact name="Receptive field" help={HELP.field}>
            <Field field={cost.receptiveField} />
          </Fact>
        )}
      </Facts>
    </Section>
  );
}

function Field({ field }: { readonly field: ReceptiveField }) {
  const { extent, place } = describeField(field);
  return (
    <>
      {extent}
      {place === '' ? null : <div className={styles.dim}>{place}</div>}
    </>
  );
}

/** `43 × 43 px` and `every 8 px, from −21`. */
function describeField({ size, stride, start }: ReceptiveField): {
  readonly extent: string;
  readonly place: string;
} {
  if (!size.every(Number.isFinite)) return { extent: 'the whole input', place: '' };
  const pair = ([rows, columns]: readonly [number, number]) =>
    (rows === columns ? String(rows) : `${rows} × ${columns}`).replaceAll('-', '−');
  return {
    extent: `${size[0]} × ${size[1]} px`,
    place: `every ${pair(stride)} px, from ${pair(start)}`,
  };
}
