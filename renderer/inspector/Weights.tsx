// The weights of a node, or of everything inside a block, under their state_dict names.

import type { Analysis } from '../../shared/analysis/types.ts';
import type { Element } from '../../shared/network/types.ts';
import { plural } from '../ui/format.ts';
import { Section } from './Section.tsx';
import styles from './Inspector.module.css';

/** More rows than this help nobody. */
const MAX_ROWS = 60;

export interface WeightsProps {
  readonly analysis: Analysis;
  readonly element: Element;
}

export function Weights({ analysis, element }: WeightsProps) {
  const { path } = element;
  const weights = analysis.network.nodes
    .filter((node) => node.path === path || node.path.startsWith(`${path}.`))
    .flatMap((node) => node.weights);
  if (weights.length === 0) return null;
  const prefix = path.includes('.') ? path.slice(0, path.lastIndexOf('.') + 1) : '';
  return (
    <Section title="Weights">
      <table className={styles.weights}>
        <tbody>
          {weights.slice(0, MAX_ROWS).map((weight) => (
            <tr key={weight.path} title={weight.path}>
              <th scope="row">
                {weight.path.slice(prefix.length)}
                {weight.trainable ? null : <span className={styles.dim}> buffer</span>}
              </th>
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
