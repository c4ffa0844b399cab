// What B0's stages become, and the published networks beside the rule.

import { grouped } from '../../ui/format.ts';
import { nearestPhi, PUBLISHED, type Coefficients, type StageRow } from './scaling.ts';
import styles from '../Lesson.module.css';

export function StageTable({ rows }: { readonly rows: readonly StageRow[] }) {
  return (
    <table className={styles.table}>
      <caption>Stages, each beside what it is in B0</caption>
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col">Kernel</th>
          <th scope="col">Channels</th>
          <th scope="col">Layers</th>
          <th scope="col">Output</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ before, channels, layers, size, kernelSize, expandRatio }, index) => (
          <tr key={index}>
            <th scope="row">
              {index + 1}, MBConv{expandRatio}
            </th>
            <td>
              {kernelSize} × {kernelSize}
            </td>
            <td>{arrow(before.channels, channels)}</td>
            <td>{arrow(before.layers, layers)}</td>
            <td>
              {size} × {size}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function arrow(before: number, after: number): string {
  return before === after ? String(after) : `${before} → ${after}`;
}

export function PublishedTable({ coefficients }: { readonly coefficients: Coefficients }) {
  return (
    <table className={styles.table}>
      <caption>Published, with the φ that comes nearest</caption>
      <thead>
        <tr>
          <th scope="col">Network</th>
          <th scope="col">φ</th>
          <th scope="col">Width</th>
          <th scope="col">Depth</th>
          <th scope="col">Size</th>
          <th scope="col">Parameters</th>
          <th scope="col">GMACs</th>
        </tr>
      </thead>
      <tbody>
        {PUBLISHED.map((published) => (
          <tr key={published.label}>
            <th scope="row">{published.label}</th>
            <td>{nearestPhi(published, coefficients).toFixed(1)}</td>
            <td>× {published.width}</td>
            <td>× {published.depth}</td>
            <td>{published.size}</td>
            <td>{grouped(published.preset.reference.parameters)}</td>
            <td>{published.preset.reference.gmacs.toFixed(3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
