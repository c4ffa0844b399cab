// The weights of a node, or of everything inside a block, under their state_dict names.

import type { Analysis } from '../../shared/analysis/types.ts';
import { isWithin } from '../../shared/network/paths.ts';
import type { Element } from '../../shared/network/types.ts';
import { freshShare } from '../../shared/weights/spec.ts';
import { useDocument } from '../state/document-store.ts';
import { plural } from '../ui/format.ts';
import { Section } from './Section.tsx';
import styles from './Inspector.module.css';

/** More rows than this help nobody. */
const MAX_ROWS = 60;

interface WeightsProps {
  readonly analysis: Analysis;
  readonly element: Element;
}

export function Weights({ analysis, element }: WeightsProps) {
  const { path } = element;
  const hasStored = useDocument().weights !== undefined;
  const weights = analysis.network.nodes
    .filter((node) => isWithin(node.path, path))
    .flatMap((node) => node.weights);
  if (weights.length === 0) return null;
  // Inside a block, its own path would only be repeated on every row.
  const prefix = `${path}.`;
  return (
    <Section title="Weights">
      {hasStored ? <p className={styles.kind}>{whence(freshShare(weights))}</p> : null}
      <table className={styles.weights}>
        <tbody>
          {weights.slice(0, MAX_ROWS).map((weight) => (
            <tr
              key={weight.path}
              title={weight.trainable ? weight.path : `${weight.path}: a buffer, not trained`}
              data-buffer={weight.trainable ? undefined : ''}
            >
              <th scope="row">{weight.path.slice(prefix.length)}</th>
              <td>{weight.shape.join(' × ') || '1'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {weights.length > MAX_ROWS ? (
        <p className={styles.dim}>and {plural(weights.length - MAX_ROWS, 'more tensor')}</p>
      ) : null}
    </Section>
  );
}

/** Where the numbers come from, in a network that has some stored. */
function whence(fresh: number): string {
  if (fresh === 0) return 'Stored with the network.';
  if (fresh === 1) return 'Random: the network has none of this shape stored for it.';
  return 'Partly stored with the network, partly random.';
}
