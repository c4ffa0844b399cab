// The question before unsaved work is closed.

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useRef } from 'react';
import { Button } from '../ui/Button.tsx';
import controls from '../ui/controls.module.css';
import { useUnsavedQuestion } from './unsaved.ts';

export function UnsavedDialog() {
  const question = useUnsavedQuestion((state) => state.question);
  // Enter must not throw work away.
  const save = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root
      open={question !== undefined}
      onOpenChange={(open) => {
        if (!open) question?.answer('cancel');
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={controls.backdrop} />
        <AlertDialog.Popup className={controls.dialog} data-dialog="" initialFocus={save}>
          <header className={controls.dialogHeader}>
            <AlertDialog.Title className={controls.dialogTitle}>
              Save the changes to "{question?.name}"?
            </AlertDialog.Title>
          </header>
          <AlertDialog.Description className={controls.dialogBody}>
            They are not in a file yet and will be lost otherwise.
          </AlertDialog.Description>
          <footer className={controls.dialogFooter}>
            <Button onClick={() => question?.answer('discard')}>Don't save</Button>
            <Button onClick={() => question?.answer('cancel')}>Cancel</Button>
            <Button ref={save} look="primary" onClick={() => question?.answer('save')}>
              Save
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
