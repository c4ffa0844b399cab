// What a tree and a table that folds have in common: the cursor, keys, clicks, and going along with the canvas.

import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import { blocksAround, type Row } from '../../shared/analysis/layers.ts';
import { treeMove, type TreeLine } from '../ui/tree-keys.ts';
import { useWindow } from '../ui/use-window.ts';
import { enterRow, pickRow, useFolds, useSelectedPaths } from './rows.ts';

interface TreeOptions {
  /** The element that scrolls and has the focus. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly list: 'outline' | 'table';
  readonly rowHeight: number;
  /** Pixels at the top that a sticky head covers. */
  readonly above?: number;
}

export function useTree(rows: readonly Row[], { scroller, list, rowHeight, above = 0 }: TreeOptions) {
  const seen = useWindow(scroller, rows.length, rowHeight, above);
  const selected = useSelectedPaths();
  const id = useId();
  /** A path to bring into sight once it is listed. */
  const wanted = useRef<string>(undefined);
  const [first] = selected;
  /** Where keys took the cursor since the selection changed, which it follows. */
  const [moved, setMoved] = useState<{ readonly from: string | undefined; readonly to: string }>();
  const cursor = moved !== undefined && (first === undefined || moved.from === first) ? moved.to : first;
  const setCursor = (to: string): void => setMoved({ from: first, to });

  useEffect(() => {
    if (first === undefined) return;
    unfold(list, blocksAround(first));
    wanted.current = first;
  }, [first, list]);

  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const line = rows.findIndex(({ element }) => element.path === wanted.current);
    if (line === -1) return;
    wanted.current = undefined;
    seen.reveal(line);
  });

  const lines = useMemo(
    () =>
      rows.map(({ depth, block, inside }, index): TreeLine => ({
        depth,
        open: block && inside.length > 0 ? (rows[index + 1]?.depth ?? 0) > depth : undefined,
      })),
    [rows],
  );
  const at = rows.findIndex(({ element }) => element.path === cursor);
  const lineId = (line: number): string => `${id}-${line}`;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rows[at];
    if (row !== undefined && (event.key === 'Enter' || event.key === ' ')) {
      // A second Enter goes in.
      if (event.key === 'Enter' && selected.has(row.element.path)) enterRow(row);
      else pickRow(row, event.shiftKey);
    } else {
      const move = treeMove(event.key, lines, at, seen.page);
      if (move === undefined) return;
      if (move.kind === 'toggle') toggleFold(list, row!.element.path);
      else {
        setCursor(rows[move.line]!.element.path);
        seen.reveal(move.line);
      }
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const lineAt = ({ target }: MouseEvent): Row | undefined => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
    return element === null ? undefined : rows[Number(element.dataset['line'])];
  };
  const onClick = (event: MouseEvent): void => {
    const row = lineAt(event);
    if (row === undefined) return;
    setCursor(row.element.path);
    if (event.target instanceof Element && event.target.closest('[data-fold]') !== null) {
      toggleFold(list, row.element.path);
    } else pickRow(row, event.ctrlKey || event.metaKey || event.shiftKey);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const row = lineAt(event);
    const onFold = event.target instanceof Element && event.target.closest('[data-fold]') !== null;
    if (row !== undefined && !onFold) enterRow(row);
  };

  return {
    lines,
    first: seen.first,
    end: seen.end,
    at,
    selected,
    lineId,
    /** For the element that scrolls and has the focus. */
    handlers: { onKeyDown, onClick, onDoubleClick },
    activeDescendant: at >= seen.first && at < seen.end ? lineId(at) : undefined,
  };
}

function unfold(list: 'outline' | 'table', paths: readonly string[]): void {
  const open = useFolds.getState()[list];
  if (paths.every((path) => open.has(path))) return;
  useFolds.setState({ [list]: new Set([...open, ...paths]) });
}

function toggleFold(list: 'outline' | 'table', path: string): void {
  const open = new Set(useFolds.getState()[list]);
  if (!open.delete(path)) open.add(path);
  useFolds.setState({ [list]: open });
}
