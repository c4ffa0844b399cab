// Messages that come and go by themselves, over everything else. `notify` may be called from anywhere.

import { Toast } from '@base-ui/react/toast';
import { ClipboardCopy, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { messageOf, NetloomError } from '../../shared/lib/errors.ts';
import { IconButton } from './Button.tsx';
import styles from './controls.module.css';

const manager = Toast.createToastManager();

interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

interface Notice {
  readonly title: string;
  readonly description?: string;
  readonly type?: 'info' | 'error';
  readonly action?: NoticeAction | undefined;
  /** For reports, not for reading: it is copied with the words. */
  readonly code?: string | undefined;
}

/** What a message carries besides what is shown. */
interface Carried {
  /** The words with the code, as a report needs them. */
  readonly report: string | undefined;
}

/** Milliseconds; what asks for an answer stays until it gets one, and a long text as long as it takes to read. */
function timeoutOf(type: Notice['type'], asks: boolean, letters: number): number {
  if (asks) return 0;
  return Math.max(type === 'error' ? 8_000 : 4_000, letters * READING);
}

/** Milliseconds a letter: some 170 words a minute. */
const READING = 60;

/** Messages on the screen, by what they say: the same one twice is shown once, and of a failure the last reason. */
const shown = new Map<string, { readonly id: string; readonly type: Notice['type'] }>();

/** @returns closes it, where it is still there */
export function notify({ title, description, type = 'info', action, code }: Notice): () => void {
  const text = `${title} ${description ?? ''}`;
  const key = type === 'error' ? `error ${title}` : text;
  const before = shown.get(key);
  if (before !== undefined) manager.close(before.id);
  const id = manager.add<Carried>({
    title,
    description,
    type,
    data: { report: code === undefined ? undefined : `${title}\n${description ?? ''}\n${code}` },
    timeout: timeoutOf(type, action !== undefined, text.length),
    onRemove: () => {
      if (shown.get(key)?.id === id) shown.delete(key);
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
  shown.set(key, { id, type });
  return () => manager.close(id);
}

/** Shows something thrown: its message, and what can be done about it where the caller knows. */
export function notifyError(title: string, error: unknown, action?: NoticeAction): void {
  const code = error instanceof NetloomError ? error.code : undefined;
  notify({ type: 'error', title, description: messageOf(error), action, code });
}

/** Closes what says that something failed; true where there was anything of the kind. */
export function closeErrors(): boolean {
  const failures = [...shown].filter(([, { type }]) => type === 'error');
  for (const [key, { id }] of failures) {
    // It fades out, and is no longer there meanwhile.
    shown.delete(key);
    manager.close(id);
  }
  return failures.length > 0;
}

/** `children` stand below the messages, which are pushed up rather than laid over them. */
export function Toasts({ children }: { readonly children?: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport} data-messages="">
          <ToastList />
          {children}
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager<Carried>();
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
        <div className={styles.toastButtons}>
          {toast.data?.report !== undefined && <CopyDetails report={toast.data.report} />}
          <Toast.Close
            render={
              <IconButton label="Dismiss">
                <X size={14} />
              </IconButton>
            }
          />
        </div>
        <Toast.Description className={styles.toastDescription} />
        <Toast.Action className={`${styles.button} ${styles.toastAction}`} />
      </Toast.Content>
    </Toast.Root>
  ));
}

function CopyDetails({ report }: { readonly report: string }) {
  const copy = (): void => {
    navigator.clipboard.writeText(report).then(
      () => notify({ title: 'Details copied' }),
      (error: unknown) => notifyError('The details were not copied', error),
    );
  };
  return (
    <IconButton label="Copy details" onClick={copy}>
      <ClipboardCopy size={14} />
    </IconButton>
  );
}
