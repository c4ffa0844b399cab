// Taking things away, so that what was wired through them stays wired.

import type { Command } from '../../shared/document/commands.ts';
import type { NodeId } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { dispatch } from './document-store.ts';
import { addToDraft, dispatchDraft, startDraft } from './draft.ts';
import { edgeBetween, READ_ONLY, type PortRef } from './editing.ts';
import { keepWeights } from './keeping-weights.ts';
import { select } from './session-store.ts';

/**
 * Removes nodes, wires and notes; a wire that ran straight through a removed node heals, unless one of its
 * halves was itself chosen to go.
 */
export function removeSelection(
  level: Level,
  nodes: readonly NodeId[],
  edges: readonly string[],
  notes: readonly string[] = [],
): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  if (nodes.length === 0 && edges.length === 0 && notes.length === 0) return undefined;
  const draft = startDraft();
  const steps: readonly Command[] = [
    ...healingEdges(level, new Set(nodes), new Set(edges)),
    { type: 'remove', nodes, edges, notes },
  ];
  for (const step of steps) {
    const refused = addToDraft(draft, step);
    if (refused !== undefined) return refused;
  }
  // The stored weights of what goes are nobody else's, also where another layer has their path by now.
  const refused = keepWeights(draft, draft.before) ?? dispatchDraft(draft);
  if (refused === undefined) select([]);
  return refused;
}

/** Connections from what feeds a removed node to what reads it, for nodes with one wire in. */
function healingEdges(
  level: Level,
  doomed: ReadonlySet<NodeId>,
  cut: ReadonlySet<string>,
): readonly Command[] {
  const wires = Object.values(level.graph.edges);
  const feeder = (node: NodeId): PortRef | undefined => {
    const seen = new Set<NodeId>();
    for (let at = node; !seen.has(at);) {
      seen.add(at);
      const incoming = wires.filter((edge) => edge.target === at);
      const [edge] = incoming;
      if (edge === undefined || incoming.length !== 1 || cut.has(edge.id)) return undefined;
      if (!doomed.has(edge.source)) return { node: edge.source, port: edge.sourcePort };
      at = edge.source;
    }
    return undefined;
  };
  return wires.flatMap((edge): readonly Command[] => {
    if (!doomed.has(edge.source) || doomed.has(edge.target) || cut.has(edge.id)) return [];
    const source = feeder(edge.source);
    if (source === undefined) return [];
    const target = { node: edge.target, port: edge.targetPort };
    return [{ type: 'connect', edge: edgeBetween(source, target) }];
  });
}

/** Removes every wire at a port. */
export function breakWires(level: Level, port: PortRef, side: 'input' | 'output'): Problem | undefined {
  const edges = wiresAt(level, port, side);
  if (edges.length === 0) return undefined;
  if (level.parentId === undefined) return READ_ONLY;
  return dispatch({ type: 'remove', nodes: [], edges: edges.map(({ id }) => id) });
}

/** The wires at a port. */
export function wiresAt(level: Level, { node, port }: PortRef, side: 'input' | 'output') {
  return Object.values(level.graph.edges).filter((edge) =>
    side === 'input'
      ? edge.target === node && edge.targetPort === port
      : edge.source === node && edge.sourcePort === port,
  );
}
