// How a designer's page is divided: controls on the left, pictures and tables on the right.

import type { ReactNode } from 'react';
import styles from './Lesson.module.css';

interface PageProps {
  readonly controls: ReactNode;
  readonly controlsLabel: string;
  readonly mainLabel: string;
  readonly children: ReactNode;
}

export function Page({ controls, controlsLabel, mainLabel, children }: PageProps) {
  return (
    <div className={styles.page}>
      <section className={styles.controls} aria-label={controlsLabel}>
        {controls}
      </section>
      {/* It may hold nothing that takes the focus, and keys must still scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={styles.main} aria-label={mainLabel} tabIndex={0}>
        {children}
      </section>
    </div>
  );
}
