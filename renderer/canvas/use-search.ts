// The search box: what opens it, and with which items.

import { useCallback, useMemo, useRef, useState, type RefObject } from 'react';
import type { Level } from '../../shared/network/types.ts';
import type { CatalogueItem } from '../state/catalogue.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { currentDocument } from '../state/document-store.ts';
import { fitsIntoWire, READ_ONLY } from '../state/editing.ts';
import { currentItems } from '../state/items.ts';
import { useSession } from '../state/session-store.ts';
import { say } from '../state/status-line.ts';
import { recordId } from '../state/unfolding.ts';
import { focusOn } from './focus.ts';
import { searchPlace, type SearchPurpose, type SearchRequest } from './search.ts';

/** Each opens the box at a place of the window, where the level can be edited. */
export interface SearchOpeners {
  add(clientX: number, clientY: number): void;
  connect(
    purpose: Extract<SearchPurpose, { kind: 'connect' }>,
    items: readonly CatalogueItem[],
    clientX: number,
    clientY: number,
  ): void;
  insert(edge: string, clientX: number, clientY: number): void;
  replace(node: string, clientX: number, clientY: number): void;
}

/** Whether a wire that has this end could end at the item at all. */
function hasPort({ inputs, outputs }: CatalogueItem, side: 'output' | 'input'): boolean {
  return (side === 'output' ? inputs : outputs) > 0;
}

/** Asked of what is worked on just now: the press that opens the box may have changed it. */
function isEditableNow(): boolean {
  return levelAt(analysisOf(currentDocument()), useSession.getState().level).parentId !== undefined;
}

export function useSearch(container: RefObject<HTMLDivElement | null>, level: Level) {
  const [request, setRequest] = useState<SearchRequest>();
  /** What had the focus on the canvas. */
  const before = useRef<Element>(undefined);
  const openers = useMemo((): SearchOpeners => {
    const open = (
      purpose: SearchPurpose,
      items: readonly CatalogueItem[],
      clientX: number,
      clientY: number,
      others: readonly CatalogueItem[] = [],
    ) => {
      if (container.current === null) return;
      if (!isEditableNow()) {
        say(READ_ONLY.message);
        return;
      }
      const { activeElement } = document;
      before.current = container.current.contains(activeElement) ? (activeElement ?? undefined) : undefined;
      setRequest({ ...searchPlace(container.current, clientX, clientY), items, others, purpose });
    };
    return {
      add: (x, y) => open({ kind: 'add' }, currentItems(), x, y),
      connect(purpose, items, x, y) {
        const others = currentItems().filter((item) => !items.includes(item) && hasPort(item, purpose.side));
        open(purpose, items, x, y, others);
      },
      insert: (edge, x, y) =>
        open({ kind: 'insert', edge: recordId(edge) }, currentItems().filter(fitsIntoWire), x, y),
      replace(node, x, y) {
        const record = level.elements.get(node)?.record;
        if (record !== undefined) open({ kind: 'replace', node, name: record.name }, currentItems(), x, y);
      },
    };
  }, [container, level]);
  const close = useCallback(() => {
    setRequest(undefined);
    const back = before.current?.isConnected === true ? before.current : undefined;
    focusOn(back ?? container.current?.querySelector('.react-flow'));
  }, [container]);
  return { request, openers, close };
}
