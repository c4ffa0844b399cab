// What is wrong with a node or inside a block, with the way out. Problems of one attribute stand at its field.

import { standingOf } from '../../shared/network/standing.ts';
import type { Diagnostic } from '../../shared/network/types.ts';
import { unbrokenShapes } from '../ui/format.ts';
import { FixButton } from './FixMenu.tsx';
import styles from './Inspector.module.css';

interface ElementProblemsProps {
  readonly path: string;
  readonly own: readonly Diagnostic[];
  readonly inside: readonly Diagnostic[];
}

export function ElementProblems({ path, own, inside }: ElementProblemsProps) {
  const whole = own.filter(({ attribute }) => attribute === undefined);
  if (whole.length + inside.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="Problems here">
      {[...whole, ...inside].map((diagnostic) => (
        <li
          key={`${diagnostic.path} ${diagnostic.code} ${diagnostic.port ?? ''} ${diagnostic.attribute ?? ''}`}
          data-standing={standingOf(diagnostic)}
        >
          <p>
            {diagnostic.path === path ? null : (
              <>
                <code>{diagnostic.path.slice(path.length + 1)}</code>{' '}
              </>
            )}
            {unbrokenShapes(diagnostic.message)}
          </p>
          <FixButton diagnostic={diagnostic} />
        </li>
      ))}
    </ul>
  );
}
