// The table of layers: every layer with its shapes and costs, blocks with their sums. Sorted, filtered, folded,
// copied and saved; linked with the canvas both ways.

import { ArrowDown, ArrowUp, ChevronRight } from 'lucide-react';
import { memo, useDeferredValue, useMemo, useRef } from 'react';
import type { Analysis } from '../../shared/analysis/types.ts';
import { layerCount } from '../../shared/analysis/comparable.ts';
import type { Row } from '../../shared/analysis/layers.ts';
import { useAnalysis } from '../state/analysis.ts';
import { showColumns, usePanels } from '../state/panels-store.ts';
import { atLeast, bytes, compact, grouped as digits, plural } from '../ui/format.ts';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { useSize } from '../ui/use-size.ts';
import { columnWidths, fittingColumns, measureSmall, type ColumnWidth } from './column-widths.ts';
import { columnsOf, DEFAULT_COLUMNS, isColumnId, type Column } from './columns.ts';
import { LayersBar } from './LayersBar.tsx';
import { soughtPaths, useFolds } from './rows.ts';
import { listedTotals, nextSorting, tableRows, tableText, type Sorting, type TableFormat } from './table.ts';
import { useTableView } from './table-view.ts';
import { useTree } from './use-tree.ts';
import treeRows from '../ui/tree-rows.module.css';
import styles from './LayersTable.module.css';

const ROW_HEIGHT = 24;
const HEAD_HEIGHT = 26;

interface LayersTableProps {
  readonly onSave: (extension: 'csv' | 'md', text: string) => void;
}

export function LayersTable({ onSave }: LayersTableProps) {
  const analysis = useAnalysis();
  const { query, grouped, sorting } = useTableView();
  const asked = useDeferredValue(query);
  const open = useFolds(({ table }) => table);
  const chosen = usePanels(({ columns }) => columns);
  const wanted = useMemo(() => columnsOf(chosen?.filter(isColumnId) ?? DEFAULT_COLUMNS), [chosen]);
  const sought = useMemo(() => soughtPaths(analysis.network, asked), [analysis, asked]);
  const rows = useMemo(
    () => tableRows(analysis, { grouped, open, sought, sorting }),
    [analysis, grouped, open, sought, sorting],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const { width } = useSize(scroller);
  const columns = useMemo(
    () =>
      chosen !== undefined || width === 0
        ? wanted
        : fittingColumns(wanted, columnWidths(wanted, analysis, measureSmall()), width),
    [chosen, wanted, analysis, width],
  );
  const widths = useMemo(() => columnWidths(columns, analysis, measureSmall()), [columns, analysis]);
  const tree = useTree(rows, { scroller, list: 'table', rowHeight: ROW_HEIGHT, above: HEAD_HEIGHT });

  const write = (format: TableFormat): string => tableText(format, rows, wanted, analysis);
  const copy = async (format: TableFormat): Promise<void> => {
    try {
      await navigator.clipboard.writeText(write(format));
      notify({ type: 'info', title: `Copied ${plural(rows.length, 'row')} as ${FORMAT_NAMES[format]}` });
    } catch (error) {
      notifyError('The table was not copied', error);
    }
  };
  const save = (format: TableFormat): void => onSave(format === 'csv' ? 'csv' : 'md', write(format));

  return (
    <section className={styles.layers} aria-label="Layers">
      <LayersBar
        query={query}
        onQuery={(sought) => useTableView.setState({ query: sought })}
        onLeave={() => scroller.current?.focus()}
        grouped={grouped}
        onGrouped={(groups) => useTableView.setState({ grouped: groups })}
        anyOpen={open.size > 0}
        onFold={(all) => useFolds.setState({ table: all ? new Set() : blockPaths(analysis) })}
        columns={columns.map(({ id }) => id)}
        leftOut={wanted.length - columns.length}
        onColumns={showColumns}
        onCopy={(format) => void copy(format)}
        onSave={save}
      />
      <div
        ref={scroller}
        className={styles.scroll}
        role="treegrid"
        aria-label="Layers of the network"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-activedescendant={tree.activeDescendant}
        tabIndex={0}
        style={{
          '--columns': widths.map(track).join(' '),
          '--width': `${widths.reduce((sum, { least }) => sum + least, 0)}px`,
        }}
        {...tree.handlers}
      >
        <Head
          columns={columns}
          sorting={sorting}
          onSort={(column) => useTableView.setState({ sorting: nextSorting(sorting, column) })}
        />
        <div
          role="rowgroup"
          className={`${treeRows.space} ${styles.space}`}
          style={{ height: rows.length * ROW_HEIGHT }}
        >
          {rows.slice(tree.first, tree.end).map((row, index) => {
            const line = tree.first + index;
            const { path } = row.element;
            return (
              <Line
                key={path}
                id={tree.lineId(line)}
                line={line}
                row={row}
                open={tree.lines[line]?.open}
                flat={!grouped}
                columns={columns}
                analysis={analysis}
                selected={tree.selected.has(path)}
                current={line === tree.at}
              />
            );
          })}
        </div>
        {rows.length === 0 ? (
          <p className={styles.nothing}>
            {sought === undefined
              ? 'Nothing is drawn yet. Layers appear here as you add them.'
              : `No layer holds "${asked.trim()}". Try conv2, MaxPool2d, 64×56×56 or stride=2.`}
          </p>
        ) : null}
      </div>
      <Sums analysis={analysis} sought={sought} />
    </section>
  );
}

/** In the words of a CSS grid: up to its most first, then what is left over. */
function track({ least, most }: ColumnWidth): string {
  return `minmax(${least}px, ${most === undefined ? '1fr' : `${most}px`})`;
}

const FORMAT_NAMES: Readonly<Record<TableFormat, string>> = { csv: 'CSV', markdown: 'Markdown' };

function blockPaths({ network }: Analysis): ReadonlySet<string> {
  return new Set([...network.levels.keys()].filter((path) => path !== ''));
}

interface HeadProps {
  readonly columns: readonly Column[];
  readonly sorting: Sorting | undefined;
  readonly onSort: (column: Column) => void;
}

function Head({ columns, sorting, onSort }: HeadProps) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" className={styles.cells} aria-rowindex={1}>
        {columns.map((column) => {
          const sorted = sorting?.column === column.id ? sorting : undefined;
          return (
            <div
              key={column.id}
              role="columnheader"
              className={styles.headCell}
              data-numeric={column.numeric ? '' : undefined}
              aria-sort={sorted === undefined ? undefined : sorted.descending ? 'descending' : 'ascending'}
            >
              <button
                type="button"
                className={styles.sort}
                title={column.help}
                onClick={() => onSort(column)}
                // The table's own keys would take Enter.
                onKeyDown={(event) => event.stopPropagation()}
              >
                {column.title}
                {sorted === undefined ? null : sorted.descending ? (
                  <ArrowDown size={12} aria-hidden />
                ) : (
                  <ArrowUp size={12} aria-hidden />
                )}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface LineProps {
  readonly id: string;
  readonly line: number;
  readonly row: Row;
  readonly open: boolean | undefined;
  /** Layers alone: each with the path to it. */
  readonly flat: boolean;
  readonly columns: readonly Column[];
  readonly analysis: Analysis;
  readonly selected: boolean;
  readonly current: boolean;
}

/** Memoised: scrolling makes the lines that come into sight, and leaves the others. */
const Line = memo(function Line(props: LineProps) {
  const { id, line, row, open, flat, columns, analysis, selected, current } = props;
  return (
    <div
      id={id}
      role="row"
      aria-level={row.depth + 1}
      aria-expanded={open}
      aria-selected={selected}
      aria-rowindex={line + 2}
      className={`${treeRows.row} ${styles.row} ${styles.cells}`}
      data-line={line}
      data-path={row.element.path}
      data-block={row.block ? '' : undefined}
      data-current={current ? '' : undefined}
      style={{ top: line * ROW_HEIGHT }}
    >
      {columns.map((column) =>
        column.id === 'path' ? (
          <div
            key="path"
            role="gridcell"
            className={styles.pathCell}
            title={row.element.path}
            style={{ paddingLeft: 4 + row.depth * 14 }}
          >
            <span
              className={treeRows.fold}
              data-fold={open === undefined ? undefined : ''}
              data-open={open}
              aria-hidden
            >
              {open === undefined ? null : <ChevronRight size={13} />}
            </span>
            <Name row={row} flat={flat} />
          </div>
        ) : (
          <Cell key={column.id} column={column} row={row} analysis={analysis} />
        ),
      )}
    </div>
  );
});

function Name({ row: { element }, flat }: { readonly row: Row; readonly flat: boolean }) {
  const { level, record } = element;
  return (
    <>
      {flat && level !== '' ? (
        <span className={styles.level}>
          <bdi>{level}.</bdi>
        </span>
      ) : null}
      <span className={styles.name}>{record.name}</span>
    </>
  );
}

function Cell({
  column,
  row,
  analysis,
}: {
  readonly column: Column;
  readonly row: Row;
  readonly analysis: Analysis;
}) {
  const text = column.text(row, analysis);
  const share = column.share?.(row, analysis) ?? 0;
  const barred = share >= LEAST_BAR;
  const percent = share > 0 ? `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} % of the network's` : undefined;
  return (
    <div
      role="gridcell"
      className={styles.cell}
      data-numeric={column.numeric ? '' : undefined}
      title={percent ?? (text === '' ? undefined : text)}
      data-barred={barred ? '' : undefined}
      style={barred ? { '--share': share.toFixed(4) } : undefined}
    >
      {text}
    </div>
  );
}

/** Less than this part of the whole is no bar but a speck. */
const LEAST_BAR = 0.08;

interface SumsProps {
  readonly analysis: Analysis;
  readonly sought: ReadonlySet<string> | undefined;
}

function Sums({ analysis, sought }: SumsProps) {
  const { layers, parameters, macs, activationBytes, partial } = useMemo(
    () => listedTotals(analysis, sought),
    [analysis, sought],
  );
  const all = layerCount(analysis.network);
  return (
    <p className={styles.sums} aria-live="polite">
      <span>
        {sought === undefined ? plural(all, 'layer') : `${digits(layers)} of ${plural(all, 'layer')}`}
      </span>
      <span>{atLeast(partial, compact(parameters))} parameters</span>
      <span>{atLeast(partial, compact(macs))} MACs</span>
      <span>{atLeast(partial, bytes(activationBytes))} activations</span>
    </p>
  );
}
