// Run and cancel, the backend that is wished, and the one that ran.

import { Play, Square } from 'lucide-react';
import type { Backend, Prepared, Progress, Stage } from '../executor/types.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { cancelRun, setBackend, useRun } from './run-store.ts';
import styles from './RunPanel.module.css';

const BACKENDS: readonly { readonly value: Backend | 'auto'; readonly label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'wasm', label: 'WASM (CPU)' },
];

const STAGES: Readonly<Record<Stage, string>> = {
  weights: 'Making weights',
  session: 'Loading the network',
  verify: 'Checking WebGPU against WASM',
  run: 'Running',
};

export function RunControls({
  obstacle,
  onRun,
}: {
  readonly obstacle: string | undefined;
  readonly onRun: () => void;
}) {
  const backend = useRun((state) => state.backend);
  const picture = useRun((state) => state.picture);
  const progress = useRun((state) => state.progress);
  const failure = useRun((state) => state.failure);
  const reason = obstacle ?? (picture === undefined ? 'Choose an input first.' : undefined);
  return (
    <section className={styles.section} aria-label="Run">
      <div className={styles.controls}>
        {progress === undefined ? (
          <Button look="primary" disabled={reason !== undefined} onClick={onRun}>
            <Play size={13} /> Run
          </Button>
        ) : (
          <Button onClick={cancelRun}>
            <Square size={12} /> Cancel
          </Button>
        )}
        <Choice label="Backend" value={backend} options={BACKENDS} onChange={setBackend} />
      </div>
      {progress === undefined ? null : <Bar progress={progress} />}
      {reason === undefined ? null : <p className={styles.dim}>{reason}</p>}
      {failure === undefined ? null : (
        <p className={styles.error} role="alert" data-code={failure.code}>
          {failure.message}
        </p>
      )}
      <Ran />
    </section>
  );
}

function Bar({ progress: { stage, fraction } }: { readonly progress: Progress }) {
  return (
    <label className={styles.progress}>
      {STAGES[stage]}…
      {fraction === undefined ? <progress aria-label={STAGES[stage]} /> : <progress value={fraction} />}
    </label>
  );
}

/** A GPU that failed or was wrong, as against a slower way that was taken on purpose. */
function isAlarming(fallback: string | undefined, prepared: Prepared): boolean {
  return fallback !== undefined || prepared.disagreement !== undefined;
}

/** Always what really ran, never what was wished. */
function Ran() {
  const record = useRun((state) => state.record);
  if (record === undefined) return null;
  const { prepared, run } = record;
  const threads = prepared.threads === 1 ? 'one thread' : `${prepared.threads} threads`;
  const notice = run.notice ?? prepared.notice;
  return (
    <div className={styles.ran}>
      <p data-testid="backend-that-ran">
        Ran on <strong>{run.backend === 'webgpu' ? 'WebGPU' : `WASM, ${threads}`}</strong>
        {run.backend === 'webgpu' && prepared.disagreement !== undefined && notice === undefined
          ? `, checked against WASM (${prepared.disagreement.toExponential(0)})`
          : ''}
      </p>
      {notice === undefined ? null : (
        <p className={isAlarming(run.notice, prepared) ? styles.warning : styles.dim}>{notice}</p>
      )}
    </div>
  );
}
