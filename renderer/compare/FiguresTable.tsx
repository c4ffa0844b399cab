// The table: one network a row, its figures in columns that sort.

import { ArrowDown, ArrowUp, TriangleAlert, X } from 'lucide-react';
import { IconButton } from '../ui/Button.tsx';
import { FIGURES, figureText, type Figure } from './columns.ts';
import type { ColumnId, Entry, TitledEntry } from './entry.ts';
import { removeNetwork, sortBy, useCompare } from './compare-store.ts';
import { useMeasuring } from './measure.ts';
import { isOpenable, subtitleOf } from './origins.ts';
import type { ShownNetworks } from './shown.ts';
import styles from './Compare.module.css';

export function FiguresTable({ entries, pointed, onPoint, onOpen }: ShownNetworks) {
  return (
    // It scrolls in both directions, which keys must be able to do as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.tableArea} tabIndex={0} role="region" aria-label="Figures of the networks">
      <table className={styles.table}>
        <thead>
          <tr>
            <Heading id="name" title="Network" help="Opens on a click." />
            {FIGURES.map(({ id, title, help }) => (
              <Heading key={id} id={id} title={title} help={help} />
            ))}
            <th scope="col">
              <span className="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr
              key={entry.key}
              data-key={entry.key}
              data-pointed={entry.key === pointed ? '' : undefined}
              onPointerEnter={() => onPoint(entry.key)}
              onPointerLeave={() => onPoint(undefined)}
            >
              <th scope="row">
                <Name entry={entry} onOpen={onOpen} />
              </th>
              {entry.problem === undefined ? (
                <Cells entry={entry} />
              ) : (
                <td colSpan={FIGURES.length} className={styles.problem}>
                  {entry.problem}
                </td>
              )}
              <td className={styles.removeCell}>
                <IconButton label={`Remove ${entry.title}`} onClick={() => removeNetwork(entry.key)}>
                  <X size={13} />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading({
  id,
  title,
  help,
}: {
  readonly id: ColumnId;
  readonly title: string;
  readonly help: string;
}) {
  const sorting = useCompare((state) => state.sorting);
  const order = sorting?.column !== id ? 'none' : sorting.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={order} className={id === 'name' ? undefined : styles.number}>
      <button type="button" className={styles.sort} title={help} onClick={() => sortBy(id)}>
        {title}
        {order === 'none' ? null : order === 'descending' ? (
          <ArrowDown size={11} aria-hidden />
        ) : (
          <ArrowUp size={11} aria-hidden />
        )}
      </button>
    </th>
  );
}

interface NameProps {
  readonly entry: TitledEntry;
  readonly onOpen: ShownNetworks['onOpen'];
}

function Name({ entry, onOpen }: NameProps) {
  const { origin, figures, title } = entry;
  const notes = figures?.notes ?? [];
  return (
    <div className={styles.name}>
      {isOpenable(origin) ? (
        <button type="button" className={styles.open} title={`Open ${title}`} onClick={() => onOpen(origin)}>
          {title}
        </button>
      ) : (
        <span className={styles.plain} title={title}>
          {title}
        </span>
      )}
      <span className={styles.subtitle}>{subtitleOf(origin, figures?.summary)}</span>
      {notes.map((note) => (
        <span key={note} className={styles.note}>
          <TriangleAlert size={12} aria-hidden /> {note}
        </span>
      ))}
    </div>
  );
}

function Cells({ entry }: { readonly entry: Entry }) {
  return FIGURES.map((figure) => (
    <td key={figure.id} className={styles.number} data-figure={figure.id}>
      {figure.id === 'latency' ? (
        <LatencyCell entry={entry} figure={figure} />
      ) : (
        (figureText(entry, figure) ?? '…')
      )}
    </td>
  ));
}

function LatencyCell({ entry, figure }: { readonly entry: Entry; readonly figure: Figure }) {
  const isMeasured = useMeasuring((state) => state.measuring?.key === entry.key);
  const { latency, latencyProblem } = entry;
  if (isMeasured) return <span className={styles.dim}>measuring…</span>;
  if (latencyProblem !== undefined) return <span className={styles.note}>{latencyProblem}</span>;
  if (latency === undefined) return <span className={styles.dim}>–</span>;
  return (
    <>
      {figure.text(latency.median)}
      <span className={styles.subtitle}>
        {latency.backend}, of {latency.runs}
      </span>
    </>
  );
}
