// Which way a document's network runs on the canvas. Where things lie for it is layout's.

import type { Document, Flow } from './types.ts';

/** Where a document runs to; one that says nothing runs down. */
export function flowOf({ flow }: Pick<Document, 'flow'>): Flow {
  return flow ?? 'down';
}
