// How pictures are brought to the network: the Input node's attributes, edited in place and undone like any edit.

import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import type { Schema } from '../../shared/operators/attributes.ts';
import { findOperator } from '../../shared/operators/index.ts';
import type { Network } from '../../shared/network/types.ts';
import { endGesture } from '../state/document-store.ts';
import { setValueOf, takeBackValueOf } from '../state/setting-values.ts';
import { SchemaForm } from '../ui/fields/SchemaForm.tsx';
import { useRun } from './run-store.ts';
import styles from './RunPanel.module.css';

const FIELDS = ['fit', 'resize', 'invert', 'mean', 'std'];
/** A drawing is placed as MNIST does it, and noise fills the input: only the range is left to set. */
const RANGE_FIELDS = ['mean', 'std'];

function fieldsOf(names: readonly string[]): Schema {
  const schema = findOperator('Input')?.attributes ?? {};
  return Object.fromEntries(Object.entries(schema).filter(([name]) => names.includes(name)));
}

export function Preprocessing({ network }: { readonly network: Network }) {
  const source = useRun((state) => state.source);
  const input = network.nodes[network.inputs[0] ?? -1];
  const record = input === undefined ? undefined : network.elements.get(input.path)?.record;
  if (record?.kind !== 'operator') return null;
  const schema = fieldsOf(source === 'image' ? FIELDS : RANGE_FIELDS);
  const stored = Object.fromEntries(
    Object.entries(record.attributes).filter(([name]) => Object.hasOwn(schema, name)),
  );
  return (
    <Collapsible.Root>
      <Collapsible.Trigger className={styles.fold}>
        <ChevronRight size={13} className={styles.chevron} />
        Preprocessing
      </Collapsible.Trigger>
      <Collapsible.Panel>
        <SchemaForm
          schema={schema}
          stored={stored}
          onChange={(name, value) => setValueOf([record.id], name, value)}
          onTakeBack={(name) => takeBackValueOf([record.id], name)}
          onCommit={endGesture}
        />
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
