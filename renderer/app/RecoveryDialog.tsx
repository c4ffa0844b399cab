// The question about the work of last time. It waits for an answer: closing it by accident would cost the work.

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useRef } from 'react';
import { Button } from '../ui/Button.tsx';
import controls from '../ui/controls.module.css';
import { plural } from '../ui/format.ts';
import {
  discard,
  discardAll,
  postpone,
  recover,
  recoverAll,
  useRecoveries,
  type Recovery,
} from './recoveries.ts';
import styles from './dialogs.module.css';

export function RecoveryDialog() {
  const { recoveries, asking } = useRecoveries();
  // Enter must not delete.
  const best = useRef<HTMLButtonElement>(null);
  const [first] = recoveries;
  const one = recoveries.length === 1;
  return (
    <AlertDialog.Root open={asking && first !== undefined}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={controls.backdrop} />
        <AlertDialog.Popup className={controls.dialog} data-dialog="" initialFocus={best}>
          <header className={controls.dialogHeader}>
            <AlertDialog.Title className={controls.dialogTitle}>
              {one
                ? `"${first?.document.name}" was not saved last time`
                : `${recoveries.length} networks were not saved last time`}
            </AlertDialog.Title>
          </header>
          <div className={controls.dialogBody}>
            <AlertDialog.Description>
              {one
                ? 'Netloom kept a draft of it. Recover it, or delete the draft for good.'
                : 'Netloom kept drafts of them. Recover them, or delete the drafts for good.'}
            </AlertDialog.Description>
            <ul className={styles.recoveries}>
              {recoveries.map((recovery) => (
                <Row key={recovery.id} recovery={recovery} alone={one} />
              ))}
            </ul>
          </div>
          <footer className={controls.dialogFooter}>
            <Button onClick={postpone}>Later</Button>
            <Button onClick={() => void discardAll()}>{one ? 'Delete the draft' : 'Delete all'}</Button>
            <Button ref={best} look="primary" onClick={() => void recoverAll()}>
              {one ? 'Recover it' : 'Recover all'}
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function Row({ recovery, alone }: { readonly recovery: Recovery; readonly alone: boolean }) {
  const { document, at, file } = recovery;
  return (
    <li>
      <span className={styles.recovery}>
        {alone ? null : <strong>{document.name}</strong>}
        <span className={styles.facts}>
          {TIME.format(at)} · {plural(Object.keys(document.nodes).length, 'node')}
        </span>
        <span className={styles.facts}>{file === undefined ? 'In no file yet' : `From ${file.name}`}</span>
      </span>
      {alone ? null : (
        <>
          <Button aria-label={`Delete the draft of ${document.name}`} onClick={() => void discard(recovery)}>
            Delete
          </Button>
          <Button aria-label={`Recover ${document.name}`} onClick={() => void recover(recovery)}>
            Recover
          </Button>
        </>
      )}
    </li>
  );
}

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
