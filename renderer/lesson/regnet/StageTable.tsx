// The stages of a RegNet, one a line.

import { compact } from '../../ui/format.ts';
import { gmacs } from '../Figures.tsx';
import type { StageRow } from './design.ts';
import styles from '../Lesson.module.css';

export function StageTable({ rows }: { readonly rows: readonly StageRow[] }) {
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">Stages</caption>
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col">Blocks</th>
          <th scope="col" data-wide="">
            Widths
          </th>
          <th scope="col">Group width</th>
          <th scope="col">Output</th>
          <th scope="col">Parameters</th>
          <th scope="col">GMACs</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.stage}>
            <th scope="row">{row.stage}</th>
            <td>{row.blocks}</td>
            <td data-wide="">{row.widths.join(', ')}</td>
            <td>{row.groupWidth}</td>
            <td>
              {row.size} × {row.size}
            </td>
            <td>{row.parameters === undefined ? '–' : compact(row.parameters)}</td>
            <td>{row.macs === undefined ? '–' : gmacs(row.macs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
