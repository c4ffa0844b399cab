// The networks that are open in the app, as origins of rows.

import { useMemo } from 'react';
import { useDocuments } from '../state/open-documents.ts';
import type { Origin } from './origins.ts';

export type OpenOrigin = Extract<Origin, { readonly kind: 'open' }>;

/** In the order of their tabs. */
export function useOpenNetworks(): readonly OpenOrigin[] {
  const documents = useDocuments((state) => state.documents);
  return useMemo(
    () => documents.map(({ id, history }) => ({ kind: 'open', id, document: history.present })),
    [documents],
  );
}
