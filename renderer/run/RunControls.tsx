// Run and cancel, the backend that is wished, and the one that ran.

import { Play, Square } from 'lucide-react';
import type { Backend, Prepared } from '../executor/types.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { wishChanged } from './changes.ts';
import { cancelRun, setBackend, SUPERSEDED, useRun } from './run-store.ts';
import type { Source } from './types.ts';
import styles from './RunPanel.module.css';

const BACKENDS: readonly { readonly value: Backend | 'auto'; readonly label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'wasm', label: 'WASM (CPU)' },
];

type Progress = NonNullable<ReturnType<typeof useRun.getState>['progress']>;

const STAGES: Readonly<Record<Progress['stage'], string>> = {
  weights: 'Making weights',
  session: 'Loading the network',
  verify: 'Checking WebGPU',
  run: 'Running',
  timing: 'Timing',
};

const MISSING: Readonly<Record<Source, string>> = {
  image: 'Choose an image first.',
  digit: 'Draw a digit first.',
  noise: 'Draw noise first.',
};

export function RunControls({
  obstacle,
  stale,
  waits,
  onRun,
}: {
  readonly obstacle: string | undefined;
  /** The result is of another network, or of other weights. */
  readonly stale: boolean;
  /** It would run by itself, were it not for a run of another document. */
  readonly waits: boolean;
  readonly onRun: () => void;
}) {
  const backend = useRun((state) => state.backend);
  const picture = useRun((state) => state.picture);
  const progress = useRun((state) => state.progress);
  const failure = useRun((state) => state.failure);
  const source = useRun((state) => state.source);
  const making = useRun((state) => state.making);
  const refused = useRun((state) => state.pictureFailure !== undefined);
  // Why an input was refused stands above, where it was chosen.
  const missing = making ? 'Making the input…' : refused ? undefined : MISSING[source];
  const waiting = obstacle !== undefined || picture === undefined;
  const reason = obstacle ?? (picture === undefined ? missing : undefined);
  return (
    <section className={styles.section} aria-label="Run">
      <div className={styles.controls}>
        {progress === undefined ? (
          <Button look="primary" disabled={waiting} onClick={onRun}>
            <Play size={13} /> Run
          </Button>
        ) : (
          <Button onClick={cancelRun}>
            <Square size={12} /> Cancel
          </Button>
        )}
        <Choice label="Backend" value={backend} options={BACKENDS} onChange={setBackend} />
      </div>
      {reason === undefined ? null : <p className={styles.dim}>{reason}</p>}
      {failure === undefined ? null : (
        <p
          className={failure.code === SUPERSEDED ? styles.warning : styles.error}
          role="alert"
          data-code={failure.code}
        >
          {failure.message}
        </p>
      )}
      {waits ? <p className={styles.dim}>Runs by itself once the run of another tab has ended.</p> : null}
      <Ran progress={progress} stale={stale} />
    </section>
  );
}

function Bar({ progress: { stage, fraction } }: { readonly progress: Progress }) {
  return (
    <label className={styles.progress}>
      <span>{STAGES[stage]}…</span>
      {fraction === undefined ? <progress aria-label={STAGES[stage]} /> : <progress value={fraction} />}
    </label>
  );
}

/** A GPU that failed or was wrong, as against a slower way that was taken on purpose. */
function isAlarming(fallback: string | undefined, prepared: Prepared): boolean {
  return fallback !== undefined || prepared.disagreement !== undefined;
}

/** What runs now; else always what really ran, never what was wished. */
function Ran({ progress, stale }: { readonly progress: Progress | undefined; readonly stale: boolean }) {
  const record = useRun((state) => state.record);
  const wish = useRun((state) => state.backend);
  const other = record !== undefined && wishChanged(record, wish);
  const notice = record?.run.notice ?? record?.prepared.notice;
  return (
    <>
      {progress !== undefined ? (
        <Bar progress={progress} />
      ) : record !== undefined ? (
        <p className={styles.ran} data-testid="backend-that-ran">
          Ran on <strong>{nameOf(record.run.backend, record.prepared)}</strong>
          {record.run.backend === 'webgpu' &&
          record.prepared.disagreement !== undefined &&
          notice === undefined
            ? `, checked against WASM (${record.prepared.disagreement.toExponential(0)})`
            : ''}
          {other ? `. ${labelOf(wish)} is chosen for the next run.` : ''}
        </p>
      ) : null}
      {record === undefined || notice === undefined || other || stale ? null : (
        <p className={isAlarming(record.run.notice, record.prepared) ? styles.warning : styles.dim}>
          {notice}
        </p>
      )}
    </>
  );
}

function nameOf(backend: Backend, { threads }: Prepared): string {
  if (backend === 'webgpu') return 'WebGPU';
  return `WASM, ${threads === 1 ? 'one thread' : `${threads} threads`}`;
}

function labelOf(wish: Backend | 'auto'): string {
  return BACKENDS.find(({ value }) => value === wish)?.label ?? wish;
}
