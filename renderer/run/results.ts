// What the runs of one document gave, and the results of documents that are not in front. Which document is, and what
// is shown of it, is run-store's.

import type { Stage, TensorData, Traced } from '../executor/types.ts';
import type { DocumentId } from '../state/open-documents.ts';
import type { Failure, RunRecord, Source } from './types.ts';

interface Inspection {
  /** The result it belongs to. */
  readonly record: RunRecord;
  readonly values: ReadonlyMap<string, TensorData>;
}

/** Where the NaN and infinity of a result begin, as far as that is known. */
export type Origin = {
  /** The result it belongs to. */
  readonly record: RunRecord;
} & (
  | { readonly state: 'looking' }
  | { readonly state: 'cancelled' }
  | { readonly state: 'found'; readonly traced: Traced }
  | { readonly state: 'failed'; readonly failure: Failure }
);

export interface Results {
  readonly progress: { readonly stage: Stage | 'timing'; readonly fraction: number | undefined } | undefined;
  readonly record: RunRecord | undefined;
  /** Milliseconds of the latest runs of the record's model, first run left out. */
  readonly times: readonly number[];
  readonly failure: Failure | undefined;
  readonly inspection: Inspection | undefined;
  readonly inspecting: boolean;
  readonly inspectionFailure: Failure | undefined;
  readonly origin: Origin | undefined;
}

export const NO_RESULTS: Results = {
  progress: undefined,
  record: undefined,
  times: [],
  failure: undefined,
  inspection: undefined,
  inspecting: false,
  inspectionFailure: undefined,
  origin: undefined,
};

export type ResultsChange = (before: Results) => Partial<Results>;

/** Results with the source that they were asked of. */
export interface Parked extends Results {
  readonly source: Source;
  readonly sourceChosen: boolean;
}

const parked = new Map<DocumentId, Parked>();

/** Keeps the results of a document that leaves the front. What its layers saw is computed again for who looks. */
export function park(document: DocumentId, state: Parked): void {
  const { progress, record, times, failure, origin, source, sourceChosen } = state;
  parked.set(document, { ...NO_RESULTS, progress, record, times, failure, origin, source, sourceChosen });
}

export function unpark(document: DocumentId): Parked | undefined {
  const results = parked.get(document);
  parked.delete(document);
  return results;
}

/** Nothing where none are kept: the document was closed. */
export function changeParked(document: DocumentId, change: ResultsChange): void {
  const before = parked.get(document);
  if (before !== undefined) parked.set(document, { ...before, ...change(before) });
}

/** Drops the results of documents that are closed. */
export function keepParked(isOpen: (document: DocumentId) => boolean): void {
  for (const document of parked.keys()) if (!isOpen(document)) parked.delete(document);
}
