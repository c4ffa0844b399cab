// A dialog with a title, a body that scrolls, and a row of buttons.

import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import styles from './controls.module.css';

interface ModalProps {
  readonly open: boolean;
  readonly title: string;
  /** `full` takes most of the window. */
  readonly wide?: boolean | 'medium' | 'full';
  readonly onClose: () => void;
  /** What takes the focus when it opens; the body otherwise, so that keys scroll it. */
  readonly initialFocus?: () => HTMLElement | null;
  readonly header?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export function Modal(props: ModalProps) {
  const { open, title, wide = false, onClose, initialFocus, header, footer, children } = props;
  const body = useRef<HTMLDivElement>(null);
  // A dialog that a key opened gives the focus back to nothing, rather than to a button used long ago.
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (open) before.current = document.activeElement;
  }, [open]);
  /** Whatever leads on waits for the field that the focus is in: what it refuses is not passed over. */
  const keepRefused = (event: MouseEvent): void => {
    const field = document.activeElement;
    const leadsOn = event.target instanceof Element && event.target.closest(`.${styles.primary}`) !== null;
    if (!leadsOn || !body.current?.contains(field) || field?.matches('[aria-invalid="true"]') !== true)
      return;
    event.preventDefault();
    event.stopPropagation();
  };
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
          initialFocus={() => initialFocus?.() ?? body.current}
          finalFocus={() =>
            before.current instanceof HTMLElement && before.current !== document.body ? before.current : false
          }
          data-dialog=""
          className={`${styles.dialog} ${widthOf(wide)}`}
        >
          <header className={styles.dialogHeader}>
            <Dialog.Title className={styles.dialogTitle}>{title}</Dialog.Title>
            {header}
            {/* A tooltip on it would take the first Escape. */}
            <Button look="ghost" className={styles.square ?? ''} aria-label="Close" onClick={onClose}>
              <X size={15} aria-hidden />
            </Button>
          </header>
          <div ref={body} tabIndex={-1} className={styles.dialogBody}>
            {children}
          </div>
          {footer === undefined ? null : (
            <footer
              className={styles.dialogFooter}
              onMouseDownCapture={keepRefused}
              onClickCapture={keepRefused}
            >
              {footer}
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function widthOf(wide: NonNullable<ModalProps['wide']>): string {
  if (wide === 'full') return styles.full ?? '';
  if (wide === 'medium') return styles.medium ?? '';
  return wide ? (styles.wide ?? '') : '';
}
