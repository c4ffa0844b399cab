// The definitions that travel with copied nodes, as text: what linked blocks need to stand in another document.

import { byId } from '../../shared/document/records.ts';
import { z } from 'zod';
import { carriedDefinitions, definitionsUsed } from '../../shared/document/carrying.ts';
import { definitionsOf } from '../../shared/document/definitions.ts';
import { notesOf } from '../../shared/document/notes.ts';
import { DEFINITION, EDGE, NODE, NOTE } from '../../shared/document/schema.ts';
import type { Document, Graph, NodeRecord } from '../../shared/document/types.ts';

export const CARRIED = z.strictObject({
  nodes: z.array(NODE),
  edges: z.array(EDGE),
  notes: z.array(NOTE),
  definitions: z.array(DEFINITION),
});

type Carried = z.infer<typeof CARRIED>;

/** What these nodes are linked to, with all that it uses; nothing where none is linked. */
export function carriedBy(document: Document, nodes: readonly NodeRecord[]): { readonly carried?: object } {
  const used = definitionsUsed(nodes);
  if (used.size === 0) return {};
  const graph = carriedDefinitions(document, used);
  return {
    carried: {
      nodes:
        document.weights === undefined ? Object.values(graph.nodes) : Object.values(graph.nodes).map(named),
      edges: Object.values(graph.edges),
      notes: notesOf(graph),
      definitions: definitionsOf(graph),
    },
  };
}

/**
 * What stands in every instance goes by the instance's path first and then by its id, which a paste may have to
 * renew: the record says it in place of the id. What is inside other blocks goes by those blocks' paths.
 */
function named(record: NodeRecord): NodeRecord {
  const byItself = record.kind === 'operator' || (record.kind === 'template' && record.repeat === undefined);
  return byItself ? { ...record, storedAs: record.storedAs ?? record.id } : record;
}

/** The graph with the definitions that came with it, under the ids that they had. */
export function withCarried(graph: Graph, carried: Carried | undefined): Graph {
  if (carried === undefined) return graph;
  return {
    nodes: { ...graph.nodes, ...byId(carried.nodes) },
    edges: { ...graph.edges, ...byId(carried.edges) },
    notes: { ...graph.notes, ...byId(carried.notes) },
    definitions: byId(carried.definitions),
  };
}
