// The triangle on a block's face: unfolds it where it stands, or folds it. The canvas answers its clicks. Keyboards have
// a command for it.

import { ChevronRight } from 'lucide-react';
import styles from './BlockFrame.module.css';

interface FoldButtonProps {
  readonly name: string;
  readonly unfolded: boolean;
}

export function FoldButton({ name, unfolded }: FoldButtonProps) {
  const label = unfolded ? `Fold ${name}` : `Unfold ${name} in place`;
  return (
    <button
      type="button"
      className={`nodrag ${styles.fold}`}
      tabIndex={-1}
      data-unfold=""
      aria-expanded={unfolded}
      aria-label={label}
      title={unfolded ? 'Fold (U)' : 'Unfold in place (U)'}
    >
      <ChevronRight size={13} aria-hidden />
    </button>
  );
}
