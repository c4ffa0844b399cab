// The banner over the inside of a template or of a row of repeats: why nothing can be edited there, and the way out.

import { Lock } from 'lucide-react';
import type { Level } from '../../shared/network/types.ts';
import { detachTemplate, unfoldRow } from '../state/nesting.ts';
import { notify } from '../ui/Toasts.tsx';
import styles from './Canvas.module.css';

export function LockBanner({ level }: { readonly level: Level }) {
  return (
    <div className={styles.banner}>
      <Lock size={12} aria-hidden />
      <span>{lockOf(level)}</span>
      <button type="button" className={styles.detach} onClick={() => detach(level)}>
        {level.repeats === undefined ? 'Detach to edit' : 'Unfold to edit'}
      </button>
    </div>
  );
}

function lockOf({ repeats }: Level): string {
  if (repeats === undefined) return 'Inside of a template: computed from its arguments.';
  return `"${repeats.name}", ${repeats.repeat} times in a row.`;
}

function detach(level: Level): void {
  const problem = level.repeats === undefined ? detachTemplate(level.path) : unfoldRow(level.path);
  if (problem !== undefined) notify({ type: 'error', title: 'Not detached', description: problem.message });
}
