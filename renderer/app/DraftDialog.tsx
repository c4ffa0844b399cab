// The question about the work of last time. It waits for an answer: closing it by accident would cost the work.

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Button } from '../ui/Button.tsx';
import controls from '../ui/controls.module.css';
import { useDraftOffer } from './drafts.ts';

export function DraftDialog() {
  const offer = useDraftOffer((state) => state.offer);
  return (
    <AlertDialog.Root open={offer !== undefined}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={controls.backdrop} />
        <AlertDialog.Popup className={controls.dialog} data-dialog="">
          <header className={controls.dialogHeader}>
            <AlertDialog.Title className={controls.dialogTitle}>
              “{offer?.name}” was not saved last time
            </AlertDialog.Title>
          </header>
          <AlertDialog.Description className={controls.dialogBody}>
            Netloom kept a draft of it. Recover it, or delete the draft for good.
          </AlertDialog.Description>
          <footer className={controls.dialogFooter}>
            <Button onClick={() => offer?.answer('discard')}>Delete the draft</Button>
            <Button look="primary" onClick={() => offer?.answer('recover')}>
              Recover it
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
