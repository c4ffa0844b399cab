// A document with other records than it had, where nothing that holds of documents breaks.

import { problem, type Problem } from '../operators/define.ts';
import { checkGraph } from './invariants.ts';
import { notesOf, withNotes } from './notes.ts';
import { byId } from './records.ts';
import type { Document, EdgeRecord, NodeRecord, NoteRecord } from './types.ts';

/** The document with these records, unless an invariant would break. */
export function withRecords(
  document: Document,
  nodes: readonly NodeRecord[],
  edges: readonly EdgeRecord[],
  notes: readonly NoteRecord[] = notesOf(document),
): Document | Problem {
  const taken = repeatedId(nodes) ?? repeatedId(edges);
  if (taken !== undefined) return problem('id-taken', `There already is a record with the id "${taken}".`);
  const next = withNotes({ ...document, nodes: byId(nodes), edges: byId(edges) }, notes);
  return checkGraph(next) ?? next;
}

function repeatedId(records: readonly { readonly id: string }[]): string | undefined {
  const seen = new Set<string>();
  for (const { id } of records) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return undefined;
}
