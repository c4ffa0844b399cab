// Export to ONNX: opset and batch, the size of the file, progress and cancel.

import { Progress } from '@base-ui/react/progress';
import { Fragment, useEffect, useRef, useState } from 'react';
import { DEFAULT_OPSET, MAX_OPSET, MIN_OPSET } from '../../shared/compile/compile.ts';
import { messageOf } from '../../shared/lib/errors.ts';
import { useDocument, useWeights } from '../state/document-store.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { bytes } from '../ui/format.ts';
import { Modal } from '../ui/Modal.tsx';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { prepareExport, type PreparedExport } from './export.ts';
import styles from './dialogs.module.css';

const OPSETS = Array.from({ length: MAX_OPSET - MIN_OPSET + 1 }, (_, index) => {
  const opset = String(MIN_OPSET + index);
  return { value: opset, label: Number(opset) === DEFAULT_OPSET ? `${opset} (recommended)` : opset };
});

const BATCHES = [
  { value: 'static', label: '1, fixed' },
  { value: 'dynamic', label: 'Open: any batch size' },
] as const;

type Prepared = { readonly ready: PreparedExport } | { readonly problem: string } | undefined;

interface ExportDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ExportDialog({ open, onClose }: ExportDialogProps) {
  return open ? <OpenExportDialog onClose={onClose} /> : null;
}

function OpenExportDialog({ onClose }: Pick<ExportDialogProps, 'onClose'>) {
  const document = useDocument();
  const weights = useWeights();
  const [opset, setOpset] = useState(String(DEFAULT_OPSET));
  const [batch, setBatch] = useState<'static' | 'dynamic'>('static');
  const [prepared, setPrepared] = useState<Prepared>();
  const [progress, setProgress] = useState<number>();
  const abort = useRef<AbortController>(undefined);

  useEffect(() => {
    let current = true;
    prepareExport(document, weights, { opset: Number(opset), dynamicBatch: batch === 'dynamic' }).then(
      (ready) => current && setPrepared({ ready }),
      (error: unknown) => current && setPrepared({ problem: messageOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [document, weights, opset, batch]);

  const ready = prepared !== undefined && 'ready' in prepared ? prepared.ready : undefined;
  const close = () => {
    abort.current?.abort();
    onClose();
  };
  const write = async () => {
    if (ready === undefined) return;
    const controller = new AbortController();
    abort.current = controller;
    setProgress(0);
    try {
      const saved = await ready.write(controller.signal, setProgress);
      if (saved === undefined) {
        setProgress(undefined);
        return;
      }
      notify({ title: `Exported ${saved.name}`, description: `${bytes(ready.byteLength)}, opset ${opset}.` });
      onClose();
    } catch (error) {
      setProgress(undefined);
      if (controller.signal.aborted)
        notify({ title: 'Export cancelled', description: 'No file was left behind.' });
      else notifyError('The model was not exported', error);
    }
  };

  return (
    <Modal
      open
      title="Export ONNX"
      onClose={close}
      footer={
        progress === undefined ? (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button look="primary" disabled={ready === undefined} onClick={() => void write()}>
              Export…
            </Button>
          </>
        ) : (
          <>
            <Progress.Root value={Math.round(progress * 100)} className={styles.progress} aria-label="Export">
              <Progress.Track className={styles.track}>
                <Progress.Indicator className={styles.indicator} />
              </Progress.Track>
              <Progress.Value />
            </Progress.Root>
            <Button onClick={() => abort.current?.abort()}>Cancel the export</Button>
          </>
        )
      }
    >
      <div className={styles.form}>
        <span className={styles.label}>Opset</span>
        <Choice
          label="Opset"
          value={opset}
          options={OPSETS}
          disabled={progress !== undefined}
          onChange={setOpset}
        />
        <span className={styles.label}>Batch</span>
        <Choice
          label="Batch"
          value={batch}
          options={BATCHES}
          disabled={progress !== undefined}
          onChange={setBatch}
        />
        <span className={styles.label}>Weights</span>
        <span className={styles.value}>
          {ready === undefined ? (prepared === undefined ? '…' : '–') : weightsOfFile(ready)}
        </span>
        <span className={styles.label}>Pixels</span>
        <span className={styles.lines}>
          {ready === undefined ? prepared === undefined ? '…' : '–' : <Pixels {...ready} />}
        </span>
        <span className={styles.label}>File size</span>
        <span className={styles.value}>
          {ready === undefined ? (prepared === undefined ? '…' : '–') : bytes(ready.byteLength)}
        </span>
      </div>
      {prepared !== undefined && 'problem' in prepared ? (
        <p role="alert" className={styles.problem}>
          {prepared.problem}
        </p>
      ) : null}
    </Modal>
  );
}

/** What the file tells its readers of the images that it expects. */
function Pixels({ normalisations }: PreparedExport) {
  if (normalisations.length === 0) {
    return <span className={styles.dim}>not said: no Input has a mean or a deviation of its own</span>;
  }
  return (
    <>
      {normalisations.map(({ input, mean, std }) => (
        <Fragment key={input}>
          {normalisations.length > 1 ? <span className={styles.dim}>{input}</span> : null}
          <span>mean {mean.join(', ')}</span>
          <span>standard deviation {std.join(', ')}</span>
        </Fragment>
      ))}
      <span className={styles.dim}>of pixels in 0 to 1; the file says so as metadata</span>
    </>
  );
}

/** So that nobody takes a network that never saw an image for a trained one. */
function weightsOfFile({ freshShare, seed }: PreparedExport): string {
  if (freshShare === 0) return 'as stored with the network';
  return `${freshShare === 1 ? 'random' : 'some stored, some random'}, not trained (seed ${seed})`;
}
