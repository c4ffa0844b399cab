// NaN and infinity in a result: how many there are, and the layer where they begin.

import { nonFiniteText } from '../../shared/compile/non-finite.ts';
import { BACKEND_NAMES } from '../executor/failures.ts';
import type { OutputTensor, Traced } from '../executor/types.ts';
import { useAnalysis } from '../state/analysis.ts';
import { showNode } from '../state/session-store.ts';
import { Button } from '../ui/Button.tsx';
import { cancelTracing } from './tracing.ts';
import { findOrigin, useRun } from './run-store.ts';
import type { RunRecord } from './types.ts';
import styles from './RunPanel.module.css';

interface NonFiniteProps {
  readonly record: RunRecord;
  readonly output: OutputTensor;
}

export function NonFinite({ record, output: { nonFinite, data } }: NonFiniteProps) {
  const origin = useRun((state) => (state.origin?.record === record ? state.origin : undefined));
  if (nonFinite === 0 && origin === undefined) return null;
  return (
    <div className={styles.error} role="alert" data-testid="non-finite">
      {nonFinite > 0
        ? `${nonFinite.toLocaleString('en')} of ${data.length.toLocaleString('en')} output values are NaN or infinite. `
        : 'The outputs are finite numbers, but not all that was computed on the way. '}
      {origin === undefined || origin.state === 'cancelled' ? (
        <Button onClick={() => findOrigin(record)}>Find where that begins</Button>
      ) : origin.state === 'looking' ? (
        <span className={styles.looking}>
          Looking for where that begins…
          <Button onClick={cancelTracing}>Stop looking</Button>
        </span>
      ) : origin.state === 'failed' ? (
        <>
          Where that begins was not found: {origin.failure.message}{' '}
          <Button onClick={() => findOrigin(record)}>Look again</Button>
        </>
      ) : (
        <Found record={record} traced={origin.traced} />
      )}
    </div>
  );
}

function Found({ record, traced: { start, weights } }: { record: RunRecord; traced: Traced }) {
  const { network } = useAnalysis();
  if (start === undefined) {
    const backend = BACKEND_NAMES[record.run.backend];
    return `Layer by layer on ${backend} all values are finite: they overflow only where layers are fused into one kernel.`;
  }
  const element = network.elements.get(start.path);
  const type = record.runnable.network.nodes.find(({ path }) => path === start.path)?.operator.type;
  return (
    <>
      {'That begins at '}
      {element === undefined ? (
        `"${start.path}"`
      ) : (
        <button
          type="button"
          className={styles.jump}
          onClick={() => showNode(element.level, element.record.id)}
        >
          {start.path}
        </button>
      )}
      {type === undefined ? '' : ` (${type})`}: {nonFiniteText(start)}.
      {weights.length === 0
        ? null
        : ` Its stored ${weights.join(' and ')} ${weights.length === 1 ? 'holds' : 'hold'} such values already.`}
    </>
  );
}
