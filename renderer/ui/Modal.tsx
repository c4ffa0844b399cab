// A dialog with a title, a body that scrolls, and a row of buttons.

import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import styles from './controls.module.css';

interface ModalProps {
  readonly open: boolean;
  readonly title: string;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly header?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export function Modal({ open, title, wide = false, onClose, header, footer, children }: ModalProps) {
  // The window itself takes the focus: on the close button it would open that button's tooltip.
  const popup = useRef<HTMLDivElement>(null);
  // A dialog that a key opened gives the focus back to nothing, rather than to a button used long ago.
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (open) before.current = document.activeElement;
  }, [open]);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          finalFocus={() =>
            before.current instanceof HTMLElement && before.current !== document.body ? before.current : false
          }
          data-dialog=""
          className={`${styles.dialog} ${wide ? styles.wide : ''}`}
        >
          <header className={styles.dialogHeader}>
            <Dialog.Title className={styles.dialogTitle}>{title}</Dialog.Title>
            {header}
            <IconButton label="Close" onClick={onClose}>
              <X size={15} />
            </IconButton>
          </header>
          <div className={styles.dialogBody}>{children}</div>
          {footer === undefined ? null : <footer className={styles.dialogFooter}>{footer}</footer>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
