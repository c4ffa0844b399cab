// The last resort: when drawing fails, the document can still be saved.

import { Component, type ErrorInfo, type ReactNode } from 'react';
import { messageOf } from '../../shared/lib/errors.ts';
import { Button } from '../ui/Button.tsx';
import { saveFileAs } from './files.ts';
import { undo } from '../state/document-store.ts';
import styles from './dialogs.module.css';

interface State {
  readonly error: unknown;
  readonly failed: boolean;
}

/** React knows error boundaries as classes only. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { error } = this.state;
    return (
      <main className={styles.crash} role="alert">
        <h1>Something in Netloom went wrong</h1>
        <p>Your network is safe and can be saved now. Undoing the last step often brings the window back.</p>
        <pre>{error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}</pre>
        <div>
          <Button look="primary" onClick={() => void saveFileAs()}>
            Save the network…
          </Button>
          <Button
            onClick={() => {
              undo();
              this.setState({ error: undefined, failed: false });
            }}
          >
            Undo the last step
          </Button>
          <Button onClick={() => this.setState({ error: undefined, failed: false })}>Try again</Button>
        </div>
      </main>
    );
  }
}
