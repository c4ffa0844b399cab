// The outline: every node of every level as a tree, with search. It goes along with the canvas, and the canvas
// with it.

import { ChevronRight, CircleAlert, CircleDashed, TriangleAlert } from 'lucide-react';
import { memo, useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react';
import { blocksAround, listRows, rowTree, type Row } from '../../shared/analysis/layers.ts';
import { identify } from '../../shared/network/identify.ts';
import { standingOf, type Standing } from '../../shared/network/standing.ts';
import type { Diagnostic, Network } from '../../shared/network/types.ts';
import { LIBRARY } from '../presets/index.ts';
import { useAnalysis } from '../state/analysis.ts';
import { Icon } from '../ui/icons.tsx';
import { soughtPaths, useFolds } from './rows.ts';
import { useTree } from './use-tree.ts';
import { SearchField } from '../ui/SearchField.tsx';
import treeRows from '../ui/tree-rows.module.css';
import styles from './Outline.module.css';

const ROW_HEIGHT = 24;

export function Outline() {
  const { network, diagnostics } = useAnalysis();
  const [query, setQuery] = useState('');
  const asked = useDeferredValue(query);
  const open = useFolds(({ outline }) => outline);
  const rows = useMemo(
    () =>
      listRows(rowTree(network), {
        isOpen: (path) => open.has(path),
        sought: soughtPaths(network, asked),
      }),
    [network, open, asked],
  );
  const marks = useMemo(() => worstMarks(diagnostics), [diagnostics]);
  const scroller = useRef<HTMLDivElement>(null);
  const tree = useTree(rows, { scroller, list: 'outline', rowHeight: ROW_HEIGHT });
  return (
    <section className={styles.outline} aria-label="Outline">
      <div className={styles.searching}>
        <SearchField
          label="Search the network"
          query={query}
          onQuery={setQuery}
          onDown={() => scroller.current?.focus()}
        />
      </div>
      <div
        ref={scroller}
        className={styles.tree}
        role="tree"
        aria-label="Nodes"
        aria-multiselectable
        aria-activedescendant={tree.activeDescendant}
        tabIndex={0}
        {...tree.handlers}
      >
        <div role="presentation" className={treeRows.space} style={{ height: rows.length * ROW_HEIGHT }}>
          {rows.slice(tree.first, tree.end).map((row, index) => {
            const line = tree.first + index;
            const { path } = row.element;
            return (
              <Line
                key={path}
                id={tree.lineId(line)}
                line={line}
                row={row}
                definitions={network.definitions}
                open={tree.lines[line]?.open}
                selected={tree.selected.has(path)}
                current={line === tree.at}
                mark={marks.get(path)}
              />
            );
          })}
        </div>
        {rows.length === 0 ? <Nothing query={asked} /> : null}
      </div>
    </section>
  );
}

interface LineProps {
  readonly id: string;
  readonly line: number;
  readonly row: Row;
  readonly definitions: Network['definitions'];
  readonly open: boolean | undefined;
  readonly selected: boolean;
  readonly current: boolean;
  readonly mark: Mark | undefined;
}

/** Memoised: scrolling makes the lines that come into sight, and leaves the others. */
const Line = memo(function Line({ id, line, row, definitions, open, selected, current, mark }: LineProps) {
  const { record } = row.element;
  const { type, icon, category } = identify(row.element, definitions, LIBRARY);
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={open}
      aria-selected={selected}
      className={`${treeRows.row} ${styles.row}`}
      data-line={line}
      data-path={row.element.path}
      data-current={current ? '' : undefined}
      data-port={row.port ? '' : undefined}
      style={{
        top: line * ROW_HEIGHT,
        paddingLeft: 4 + row.depth * 14,
        '--category': `var(--category-${category})`,
      }}
      title={`${row.element.path}: ${type}`}
    >
      <span
        className={treeRows.fold}
        data-fold={open === undefined ? undefined : ''}
        data-open={open}
        aria-hidden
      >
        {open === undefined ? null : <ChevronRight size={13} />}
      </span>
      <span className={styles.icon}>
        <Icon name={icon} size={13} />
      </span>
      <span className={styles.name}>{record.name}</span>
      <span className={styles.type}>{type}</span>
      {mark === undefined ? null : MARKS[mark]}
    </div>
  );
});

function Nothing({ query }: { readonly query: string }) {
  return (
    <p className={styles.nothing}>
      {query.trim() === ''
        ? 'Nothing is drawn yet. Layers appear here as you add them.'
        : `No node holds "${query.trim()}". Try conv2, MaxPool2d, 64×56×56 or stride=2.`}
    </p>
  );
}

type Mark = Exclude<Standing, 'info'>;

const MARKS: Readonly<Record<Mark, ReactNode>> = {
  error: <CircleAlert size={13} className={styles.error} aria-label="Error" />,
  warning: <TriangleAlert size={13} className={styles.warning} aria-label="Warning" />,
  unfinished: <CircleDashed size={13} className={styles.unfinished} aria-label="Unfinished" />,
};

/** The worst of every node; a block has what is inside it. */
function worstMarks(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const wanted of ['unfinished', 'warning', 'error'] as const) {
    for (const diagnostic of diagnostics) {
      const { path } = diagnostic;
      if (path === '' || standingOf(diagnostic) !== wanted) continue;
      for (const at of [path, ...blocksAround(path)]) marks.set(at, wanted);
    }
  }
  return marks;
}
