// Rows of the whole network, linked with the canvas: what is selected there is marked here, and what is picked here
// is selected and shown there.

import { useMemo } from 'react';
import { create } from 'zustand';
import type { Row } from '../../shared/analysis/layers.ts';
import { findNodes } from '../../shared/network/find.ts';
import type { Network } from '../../shared/network/types.ts';
import { LIBRARY } from '../presets/index.ts';
import { analysisOf, levelAt, useLevel } from '../state/analysis.ts';
import { currentDocument } from '../state/document-store.ts';
import { openLevel, select, showNode, useSession } from '../state/session-store.ts';

/** The blocks that each list shows unfolded, by path. */
export const useFolds = create<{
  readonly outline: ReadonlySet<string>;
  readonly table: ReadonlySet<string>;
}>()(() => ({ outline: new Set(), table: new Set() }));

/** Paths of what is selected at the open level. */
export function useSelectedPaths(): ReadonlySet<string> {
  const level = useLevel();
  const ids = useSession(({ nodes }) => nodes);
  return useMemo(() => new Set(ids.flatMap((id) => level.elements.get(id)?.path ?? [])), [level, ids]);
}

/** Selects the row's node and brings it into view, opening its level. `adding` toggles it beside others there. */
export function pickRow({ element: { level, record } }: Row, adding = false): void {
  const session = useSession.getState();
  const opened = levelAt(analysisOf(currentDocument()), session.level).path;
  if (!adding || level !== opened) {
    showNode(level, record.id);
    return;
  }
  const others = session.nodes.filter((id) => id !== record.id);
  select(others.length < session.nodes.length ? others : [...others, record.id]);
}

/** Opens a block's inside; what is no block is picked. */
export function enterRow(row: Row): void {
  if (row.block) openLevel(row.element.path);
  else pickRow(row);
}

/** Paths of the nodes that answer a query; undefined for an empty one. */
export function soughtPaths(network: Network, query: string): ReadonlySet<string> | undefined {
  if (query.trim() === '') return undefined;
  return new Set(findNodes(network, LIBRARY, query).map(({ element }) => element.path));
}
