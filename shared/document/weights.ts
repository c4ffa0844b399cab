// Which stored weights a document means, and where single nodes find theirs among them.

import { lookUp } from './records.ts';
import type { Document, Graph, NodeId, NodeRecord, WeightsReference } from './types.ts';

/** Means these weights from now on. Other weights have other paths: what was said of the old ones goes. */
export function setWeights(document: Document, weights: WeightsReference | null): Document {
  if (weights?.sha256 === document.weights?.sha256 && weights?.id === document.weights?.id) return document;
  const { weights: before, ...rest } = document;
  const same = before !== undefined && before.sha256 === weights?.sha256;
  const nodes = same ? document.nodes : withoutStored(document.nodes);
  return weights === null ? { ...rest, nodes } : { ...rest, nodes, weights };
}

export interface Locating {
  readonly storedNames?: Readonly<Record<NodeId, string>>;
  readonly storedAs?: Readonly<Record<NodeId, string>>;
}

/** Says where the stored weights of nodes lie; nodes that are not there are passed over. */
export function locateWeights(document: Document, { storedNames = {}, storedAs = {} }: Locating): Document {
  const changed: Record<NodeId, NodeRecord> = {};
  const say = (id: NodeId, said: Pick<NodeRecord, 'storedName' | 'storedAs'>): void => {
    const node = lookUp(changed, id) ?? lookUp(document.nodes, id);
    if (node !== undefined) changed[id] = { ...node, ...said };
  };
  for (const [id, storedName] of Object.entries(storedNames)) say(id, { storedName });
  for (const [id, path] of Object.entries(storedAs)) say(id, { storedAs: path });
  return Object.keys(changed).length === 0
    ? document
    : { ...document, nodes: { ...document.nodes, ...changed } };
}

/** The nodes without what is said of weights of another document, or of others than it means now. */
export function withoutStored(nodes: Graph['nodes']): Graph['nodes'] {
  if (
    Object.values(nodes).every(
      ({ storedAs, storedName }) => storedAs === undefined && storedName === undefined,
    )
  )
    return nodes;
  return Object.fromEntries(
    Object.entries(nodes).map(([id, { storedAs: _as, storedName: _name, ...node }]) => [id, node] as const),
  );
}
