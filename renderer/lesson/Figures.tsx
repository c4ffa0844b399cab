// What a design comes to: names and numbers, in a list.

import styles from './Lesson.module.css';

interface FiguresProps {
  /** Undefined while a number is worked out, or where there is none. */
  readonly rows: readonly (readonly [name: string, value: string | undefined])[];
  readonly busy?: boolean;
  readonly label?: string;
}

export function Figures({ rows, busy = false, label = 'Totals' }: FiguresProps) {
  return (
    <dl className={styles.figures} aria-label={label} aria-busy={busy}>
      {rows.map(([name, value]) => (
        <div key={name} data-figure={name}>
          <dt>{name}</dt>
          <dd>{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Multiply-accumulates in units of 1e9, to the third decimal, as published tables have them. */
export function gmacs(macs: number): string {
  return (macs / 1e9).toFixed(3);
}
