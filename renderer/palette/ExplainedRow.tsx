// A row of the palette with a way to what it is: a button beside it, or the question mark.

import { Info } from 'lucide-react';
import { explain } from '../state/explaining-store.ts';
import { PaletteRow, type PaletteRowProps } from './PaletteRow.tsx';
import styles from './Palette.module.css';

export function ExplainedRow(props: PaletteRowProps) {
  const { kind, type, title } = props.item;
  // What is the user's own has a row of its own.
  if (kind !== 'operator' && kind !== 'template') return null;
  return (
    <div
      className={styles.explained}
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== '?') return;
        event.preventDefault();
        event.stopPropagation();
        explain({ kind, type });
      }}
    >
      <PaletteRow {...props} />
      <button
        type="button"
        className={styles.info}
        // Keys have the question mark: a second stop for every row would make the list twice as long.
        tabIndex={-1}
        aria-label={`What is ${title}?`}
        title="What is this? (?)"
        onClick={() => explain({ kind, type })}
      >
        <Info size={13} aria-hidden />
      </button>
    </div>
  );
}
