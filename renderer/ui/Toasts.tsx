// Messages that come and go by themselves, over everything else. `notify` may be called from anywhere.

import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { messageOf, NetloomError } from '../../shared/lib/errors.ts';
import { IconButton } from './Button.tsx';
import styles from './controls.module.css';

const manager = Toast.createToastManager();

interface Notice {
  readonly title: string;
  readonly description?: string;
  readonly type?: 'info' | 'error';
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Milliseconds; what asks for an answer stays until it gets one, and a long text as long as it takes to read. */
function timeoutOf(type: Notice['type'], asks: boolean, letters: number): number {
  if (asks) return 0;
  return Math.max(type === 'error' ? 8_000 : 4_000, letters * READING);
}

/** Milliseconds a letter: some 170 words a minute. */
const READING = 60;

/** Messages on the screen, by what they say: the same one twice is shown once. */
const shown = new Map<string, string>();

/** @returns closes it, where it is still there */
export function notify({ title, description, type = 'info', action }: Notice): () => void {
  const text = `${type} ${title} ${description ?? ''}`;
  const before = shown.get(text);
  if (before !== undefined) manager.close(before);
  const id = manager.add({
    title,
    description,
    type,
    timeout: timeoutOf(type, action !== undefined, text.length),
    onRemove: () => {
      if (shown.get(text) === id) shown.delete(text);
    },
    ...(action === undefined
      ? {}
      : {
          actionProps: {
            children: action.label,
            onClick: () => {
              manager.close(id);
              action.run();
            },
          },
        }),
  });
  shown.set(text, id);
  return () => manager.close(id);
}

/** Shows something thrown: its message, and its code for reports. */
export function notifyError(title: string, error: unknown): void {
  const code = error instanceof NetloomError ? ` (${error.code})` : '';
  notify({ type: 'error', title, description: `${messageOf(error)}${code}` });
}

/** `children` stand below the messages, which are pushed up rather than laid over them. */
export function Toasts({ children }: { readonly children?: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <ToastList />
          {children}
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={styles.toast}
      swipeDirection="right"
      // Base UI's own urgent toasts are hidden from assistive technology although they take the focus.
      aria-live={toast.type === 'error' ? 'assertive' : undefined}
    >
      <Toast.Content className={styles.toastContent}>
        <Toast.Title className={styles.toastTitle} />
        <Toast.Close
          render={
            <IconButton label="Dismiss">
              <X size={14} />
            </IconButton>
          }
        />
        <Toast.Description className={styles.toastDescription} />
        <Toast.Action className={`${styles.button} ${styles.toastAction}`} />
      </Toast.Content>
    </Toast.Root>
  ));
}
