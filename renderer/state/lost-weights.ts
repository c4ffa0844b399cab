// Which layers an edit costs their stored weights: told from the documents before and after it alone, so that it holds
// for whatever commands led from one to the other. How it is said is renderer/app's.

import { lookUp } from '../../shared/document/records.ts';
import type { Document, NodeId } from '../../shared/document/types.ts';
import { parentPath } from '../../shared/network/paths.ts';
import type { Network, NetworkNode } from '../../shared/network/types.ts';
import { elementCount, type Shape } from '../../shared/tensor/types.ts';
import type { WeightSpec } from '../../shared/weights/spec.ts';
import { analysisOf } from './analysis.ts';
import { weightsOf } from './document-store.ts';

export interface LostWeights {
  /** The layer's path after the edit. */
  readonly path: string;
  /** Every weight of it that starts afresh now: its own name, as `weight`; '' where the layer is the parameter. */
  readonly lost: readonly LostWeight[];
  /** Names of those that stay what they were. */
  readonly kept: readonly string[];
}

interface LostWeight {
  readonly name: string;
  readonly shape: Shape;
  /** The shape of what is stored for it, where that is why. */
  readonly unfit: Shape | undefined;
}

/** How many steps a layer's last weights are looked for where it has none just before the edit. */
const STEPS_BACK = 20;

/**
 * The layers that stand in the network after the edit with fresh values where they had stored ones, in its order. What
 * was removed or switched off, and what has no shape while an input is missing, has lost nothing.
 * @param earlier the documents that led to `before`, oldest first: what had no weights just now may have lost them then
 */
export function weightsLost(
  before: Document,
  after: Document,
  earlier: readonly Document[] = [],
): readonly LostWeights[] {
  const lost = lostBetween(before, after);
  let waiting = lost.filter(({ sure }) => !sure);
  const toldBefore = new Set<Loss>();
  for (const document of earlier.slice(-STEPS_BACK).toReversed()) {
    if (waiting.length === 0) break;
    const { was, places } = passage(document, after);
    waiting = waiting.filter((loss) => {
      const layer = was.get(places(loss.path));
      if (layer === undefined || layer.weights.length === 0) return true;
      const stored = layer.weights.filter(({ source }) => source.kind === 'stored');
      const names = new Set(stored.map((weight) => ownName(layer.path, weight)));
      if (loss.lost.every(({ name }) => !names.has(name))) toldBefore.add(loss);
      return false;
    });
  }
  return lost.flatMap((loss) => {
    const { sure: _, ...told } = loss;
    return toldBefore.has(loss) ? [] : [told];
  });
}

interface Loss extends LostWeights {
  /** False where it had no weights at all before, so that it may have lost them earlier. */
  readonly sure: boolean;
}

function lostBetween(before: Document, after: Document): readonly Loss[] {
  if (before === after || weightsOf(before) === undefined) return [];
  // Other weights were put in their place: that is no loss.
  if (after.weights !== undefined && after.weights.sha256 !== before.weights?.sha256) return [];
  const { network, was, places } = passage(before, after);
  return analysisOf(after).network.nodes.flatMap((layer): readonly Loss[] => {
    const earlier = was.get(places(layer.path));
    const lost = lossOf(network, earlier, places(layer.path), layer);
    return lost === undefined ? [] : [{ ...lost, sure: (earlier?.weights ?? []).length > 0 }];
  });
}

interface Passage {
  /** The network before, and its layers by path. */
  readonly network: Network;
  readonly was: ReadonlyMap<string, NetworkNode>;
  /** Where a layer that is at this path now stood before. */
  places(path: string): string;
}

function passage(before: Document, after: Document): Passage {
  const { network } = analysisOf(before);
  return {
    network,
    was: new Map(network.nodes.map((node) => [node.path, node] as const)),
    places: placesBefore(
      { document: before, network },
      { document: after, network: analysisOf(after).network },
    ),
  };
}

/** @param was undefined where it was no part of the network, at the path where it would have been */
function lossOf(
  network: Network,
  was: NetworkNode | undefined,
  pathBefore: string,
  { path, weights }: NetworkNode,
): LostWeights | undefined {
  // Switched on again, it is as it was before it was switched off.
  if (was === undefined && network.elements.get(pathBefore)?.off === true) return undefined;
  const earlier = new Map(
    (was?.weights ?? []).map((weight) => [ownName(was!.path, weight), weight] as const),
  );
  const lost: LostWeight[] = [];
  const kept: string[] = [];
  for (const weight of weights) {
    const name = ownName(path, weight);
    const { source, shape } = weight;
    const source0 = earlier.get(name)?.source;
    if (source.kind === 'stored') kept.push(name);
    else if (source0?.kind === 'stored' || (source.unfit !== undefined && source0 === undefined)) {
      lost.push({ name, shape, unfit: source.unfit?.shape });
    }
  }
  return lost.length === 0 ? undefined : { path, lost, kept };
}

function ownName(path: string, weight: WeightSpec): string {
  return weight.path.slice(path.length + 1);
}

/** How many values start afresh. */
export function valuesLost(layers: readonly LostWeights[]): number {
  return layers.reduce(
    (sum, { lost }) => sum + lost.reduce((of, { shape }) => of + elementCount(shape), 0),
    0,
  );
}

interface Side {
  readonly document: Document;
  readonly network: Network;
}

/**
 * Where a layer stood before the edit. A record that was there is the same layer wherever it is now; what is new, or
 * stands in more or fewer places, is what stood at its path.
 */
function placesBefore(before: Side, after: Side): (path: string) => string {
  const [old, now] = [recordPaths(before), recordPaths(after)];
  return (path) => {
    for (let at = path; at !== ''; at = parentPath(at)) {
      const id = after.network.elements.get(at)?.record.id;
      const paths = id === undefined ? undefined : now.get(id);
      const place = paths?.indexOf(at) ?? -1;
      // What a template computed is no record, but the template around it is.
      if (id === undefined || paths === undefined || place === -1) continue;
      const earlier = old.get(id);
      return earlier?.length === paths.length ? earlier[place]! + path.slice(at.length) : path;
    }
    return path;
  };
}

/** Of networks that stand: what follows one edit is asked for with each of those that led to it. */
const pathsOf = new WeakMap<Network, ReadonlyMap<NodeId, readonly string[]>>();

/** The paths of every record of the document, in the order of its instances and repetitions. */
function recordPaths({ document, network }: Side): ReadonlyMap<NodeId, readonly string[]> {
  const known = pathsOf.get(network);
  if (known !== undefined) return known;
  const paths = new Map<NodeId, string[]>();
  for (const { record, path } of network.elements.values()) {
    if (lookUp(document.nodes, record.id) !== record) continue;
    const list = paths.get(record.id);
    if (list === undefined) paths.set(record.id, [path]);
    else list.push(path);
  }
  pathsOf.set(network, paths);
  return paths;
}
