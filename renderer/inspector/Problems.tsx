// The list of problems: a click jumps to the node, inside blocks too.

import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { Diagnostic } from '../../shared/network/types.ts';
import { useAnalysis } from '../state/analysis.ts';
import { revealNode } from '../state/session-store.ts';
import styles from './Problems.module.css';

export function Problems() {
  const { diagnostics, network } = useAnalysis();
  const jump = (diagnostic: Diagnostic): void => {
    const element = network.elements.get(diagnostic.path);
    if (element !== undefined) revealNode(element.level, element.record.id);
  };
  return (
    <section className={styles.problems} aria-label="Problems">
      {diagnostics.length === 0 ? (
        <p className={styles.none}>No problems: the network is complete.</p>
      ) : (
        <ul className={styles.list}>
          {diagnostics.map((diagnostic) => (
            <li
              key={`${diagnostic.path} ${diagnostic.code} ${diagnostic.port ?? ''} ${diagnostic.attribute ?? ''}`}
            >
              <button
                type="button"
                className={styles.row}
                data-severity={diagnostic.severity}
                disabled={!network.elements.has(diagnostic.path)}
                onClick={() => jump(diagnostic)}
              >
                {diagnostic.severity === 'error' ? (
                  <CircleAlert size={14} aria-label="Error" />
                ) : (
                  <TriangleAlert size={14} aria-label="Warning" />
                )}
                <span className={styles.message}>{diagnostic.message}</span>
                <span className={styles.path}>{diagnostic.path}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
