// The inspector's building stones: titled sections and rows of a name and a value.

import type { ReactNode } from 'react';
import { Tip } from '../ui/Tip.tsx';
import styles from './Inspector.module.css';

interface SectionProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, action, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <h3 className={styles.sectionTitle}>
        {title}
        {action}
      </h3>
      {children}
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly help?: string;
  readonly children: ReactNode;
}

/** One row of a definition list. */
export function Fact({ name, help, children }: FactProps) {
  const term = <span>{name}</span>;
  return (
    <div className={styles.fact}>
      <dt>
        {help === undefined ? (
          term
        ) : (
          <Tip text={help} side="left">
            {term}
          </Tip>
        )}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}
