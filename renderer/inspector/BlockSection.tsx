// How a node stands in the network, whatever it is: how often in a row, switched off or not; and of a block, what
// else it can become.

import { MAX_REPEAT } from '../../shared/document/definition-invariants.ts';
import { canBypass } from '../../shared/document/bypass.ts';
import type { NodeRecord } from '../../shared/document/types.ts';
import { showBlockDialog } from '../state/block-dialog.ts';
import { dispatch, endGesture } from '../state/document-store.ts';
import { repeatBlock, takeBackRepeat } from '../state/repeating.ts';
import { Button } from '../ui/Button.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import { notify } from '../ui/Toasts.tsx';
import { Section } from './Section.tsx';
import styles from './Inspector.module.css';

interface BlockSectionProps {
  readonly record: NodeRecord;
  readonly disabled: boolean;
}

export function BlockSection({ record, disabled }: BlockSectionProps) {
  const block = record.kind !== 'operator';
  if (!block && !canBypass(record)) return null;
  return (
    <Section title="In the network">
      <div className={styles.form}>
        {block ? (
          <div
            className={styles.formRow}
            title="How often the block stands in a row, each fed by the one before. The repetitions are called 0, 1, 2 …"
          >
            <span>Repeat</span>
            <NumberInput
              label="Repeat"
              value={record.repeat ?? 1}
              min={1}
              max={MAX_REPEAT}
              disabled={disabled}
              onChange={(count) => repeatBlock(record.id, count)?.message}
              onTakeBack={() => takeBackRepeat(record.id)}
              onCommit={endGesture}
            />
          </div>
        ) : null}
        <div
          className={styles.formRow}
          title="Switched off, it passes its first input on and costs nothing. Its settings and weights are kept."
        >
          <span>Bypass</span>
          <Toggle
            label="Bypass"
            value={record.bypassed === true}
            disabled={disabled}
            onChange={(bypassed) => report(dispatch({ type: 'bypass', nodes: [record.id], bypassed }))}
          />
        </div>
      </div>
      {(record.kind === 'custom' || record.kind === 'linked') && !disabled ? (
        <div className={styles.buttons}>
          <Button onClick={() => showBlockDialog({ purpose: 'save', node: record.id })}>
            Save to palette…
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function report(problem: { readonly message: string } | undefined): void {
  if (problem !== undefined) notify({ type: 'error', title: 'Not changed', description: problem.message });
}
