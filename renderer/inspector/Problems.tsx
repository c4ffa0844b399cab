// The list of problems, by node: a click jumps to the node, inside blocks too, and Fix offers what mends it.

import { CircleAlert, CircleDashed, TriangleAlert } from 'lucide-react';
import { byStanding, standingOf } from '../../shared/network/standing.ts';
import type { Diagnostic } from '../../shared/network/types.ts';
import { useAnalysis } from '../state/analysis.ts';
import { revealNode } from '../state/session-store.ts';
import { plural, unbrokenShapes } from '../ui/format.ts';
import { FixButton } from './FixMenu.tsx';
import styles from './Problems.module.css';

/** More rows than anybody works through at once; the rest is counted. */
const MOST_NODES = 100;

export function Problems() {
  const { diagnostics, network } = useAnalysis();
  const groups = [...byPath(diagnostics.toSorted(byStanding))];
  return (
    <section className={styles.problems} aria-label="Problems">
      {diagnostics.length === 0 ? (
        <p className={styles.none}>No problems: the network is complete.</p>
      ) : (
        <ul className={styles.list}>
          {groups.slice(0, MOST_NODES).map(([path, own]) => {
            const element = network.elements.get(path);
            const jump =
              element === undefined ? undefined : () => revealNode(element.level, element.record.id);
            return (
              <li key={path} className={styles.node}>
                <span className={styles.path} title={path}>
                  {path === '' ? 'Network' : path.replaceAll('.', ' › ')}
                </span>
                <ul className={styles.rows}>
                  {own.map((diagnostic) => (
                    <Row
                      key={`${diagnostic.code} ${diagnostic.port ?? ''} ${diagnostic.attribute ?? ''}`}
                      diagnostic={diagnostic}
                      onJump={jump}
                    />
                  ))}
                </ul>
              </li>
            );
          })}
          {groups.length > MOST_NODES ? (
            <li className={styles.more}>
              and problems of {plural(groups.length - MOST_NODES, 'more node', 'more nodes')}
            </li>
          ) : null}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  readonly diagnostic: Diagnostic;
  readonly onJump: (() => void) | undefined;
}

function Row({ diagnostic, onJump }: RowProps) {
  const { path, message } = diagnostic;
  const standing = standingOf(diagnostic);
  return (
    <li className={styles.row} data-standing={standing}>
      <button
        type="button"
        className={styles.jump}
        disabled={onJump === undefined}
        aria-label={path === '' ? message : `${path}: ${message}`}
        onClick={onJump}
      >
        {standing === 'error' ? (
          <CircleAlert size={14} aria-label="Error" />
        ) : standing === 'unfinished' ? (
          <CircleDashed size={14} aria-label="Unfinished" />
        ) : (
          <TriangleAlert size={14} aria-label="Warning" />
        )}
        <span className={styles.message}>{unbrokenShapes(message)}</span>
      </button>
      <FixButton diagnostic={diagnostic} />
    </li>
  );
}

/** In the order of their first problem. */
function byPath(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const group = groups.get(diagnostic.path);
    if (group === undefined) groups.set(diagnostic.path, [diagnostic]);
    else group.push(diagnostic);
  }
  return groups;
}
