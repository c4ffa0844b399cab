// Stored weights through edits of nesting: what a layer had, it keeps, wherever its path and its id have gone. Where
// tensors lie is the file's; this only says of nodes that no longer tell it by themselves.

import type { Document, NodeId, NodeRecord } from '../../shared/document/types.ts';
import { lookUp } from '../../shared/document/records.ts';
import { parentPath } from '../../shared/network/paths.ts';
import type { Element, Level, Network } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { analysisOf } from './analysis.ts';
import { weightsOf } from './document-store.ts';
import { addToDraft, type Draft } from './draft.ts';
import { tensorsOf } from './stored-weights.ts';

/** Where the stored tensors of every layer lie, by the layer's path: `conv1` for `conv1.weight`. */
export type Origins = ReadonlyMap<string, string>;

const known = new WeakMap<Network, Origins>();

/** Layers without stored tensors are left out. */
export function originsIn(document: Document): Origins {
  const bytes = weightsOf(document);
  if (bytes === undefined) return new Map();
  const { network } = analysisOf(document, bytes);
  let origins = known.get(network);
  if (origins === undefined) {
    const names = new Map(
      Object.entries(tensorsOf(bytes)).map(([name, { offset }]) => [offset, name] as const),
    );
    origins = new Map(
      network.nodes.flatMap(({ path, weights }): readonly [string, string][] => {
        for (const { path: full, source } of weights) {
          // What does not fit just now is the layer's all the same: another edit may make it fit again.
          const offset = source.kind === 'stored' ? source.offset : source.unfit?.offset;
          const name = offset === undefined ? undefined : names.get(offset);
          if (name === undefined) continue;
          const own = full.slice(path.length);
          if (name.endsWith(own)) return [[path, name.slice(0, name.length - own.length)]];
        }
        return [];
      }),
    );
    known.set(network, origins);
  }
  return origins;
}

export interface Keeping {
  /** Tried first where anything changed: what stood in the weights' paths in place of names that are others now. */
  readonly storedNames?: Readonly<Record<NodeId, string>>;
  /** A layer that had none may find what lies under its new path. */
  readonly mayGain?: boolean;
  /** Where the layer at a path stood before, for edits after which blocks stand in more or fewer places. */
  was?(path: string): string;
}

/**
 * Gives every layer of the draft the stored weights that it had in the document before. A record that was there is
 * the same layer; one that is new is what stood at its path.
 */
export function keepWeights(
  draft: Draft,
  before: Document,
  { storedNames = {}, mayGain = false, was: moved }: Keeping = {},
): Problem | undefined {
  if (weightsOf(before) === undefined) return undefined;
  const was = placesOf(before);
  const changed = () => changedIn(was, placesOf(draft.document), mayGain, moved);
  if (changed().size === 0) return undefined;
  return (
    addToDraft(draft, { type: 'locateWeights', storedNames }) ??
    addToDraft(draft, { type: 'locateWeights', storedAs: Object.fromEntries(changed()) })
  );
}

interface Places {
  readonly document: Document;
  readonly network: Network;
  readonly origins: Origins;
  /** The layers that have weights just now at this path or, where a block is there, inside it. */
  readonly layers: ReadonlyMap<string, readonly string[]>;
  /** The elements that each record of the document is. */
  readonly byRecord: ReadonlyMap<NodeId, readonly Element[]>;
}

function placesOf(document: Document): Places {
  const { network } = analysisOf(document);
  const byRecord = new Map<NodeId, Element[]>();
  for (const element of network.elements.values()) {
    const { record } = element;
    if (lookUp(document.nodes, record.id) !== record) continue;
    const places = byRecord.get(record.id);
    if (places === undefined) byRecord.set(record.id, [element]);
    else places.push(element);
  }
  return { document, network, origins: originsIn(document), layers: layersByPath(network), byRecord };
}

function layersByPath({ nodes }: Network): ReadonlyMap<string, readonly string[]> {
  const layers = new Map<string, string[]>();
  for (const { path, weights } of nodes) {
    if (weights.length === 0) continue;
    for (let at = path; at !== ''; at = parentPath(at)) {
      const list = layers.get(at);
      if (list === undefined) layers.set(at, [path]);
      else list.push(path);
    }
  }
  return layers;
}

/**
 * Records to be copied, nodes of this level and what they own: their copies, under fresh ids and other names, have the
 * stored weights that these have.
 */
export function located(
  document: Document,
  { elements }: Level,
  records: readonly NodeRecord[],
): readonly NodeRecord[] {
  const places = placesOf(document);
  const roots = new Map([...elements.values()].map((element) => [element.record.id, element.path] as const));
  const pathOf = ({ id, parentId, name }: NodeRecord): string => {
    const root = roots.get(id);
    if (root !== undefined) return root;
    const parent = parentId === null ? undefined : lookUp(document.nodes, parentId);
    return parent === undefined ? name : `${insidePath(places.network, pathOf(parent))}.${name}`;
  };
  return records.map((record): NodeRecord => {
    const storedAs = originOf(places, record, pathOf(record));
    return storedAs === undefined ? record : { ...record, storedAs };
  });
}

/** Where the inside of a block is found: of a row, that of its first. */
function insidePath(network: Network, path: string): string {
  return network.levels.get(path)?.repeats === undefined ? path : `${path}.0`;
}

function originOf(places: Places, record: NodeRecord, path: string): string | undefined {
  if (record.kind === 'operator') return places.origins.get(path);
  const layer = places.layers.get(path)?.find((one) => places.origins.has(one));
  if (layer === undefined) return undefined;
  if (shares(record)) return storedPathOf(places.network, path);
  if (record.kind === 'custom') return undefined;
  return originOfBlock(places.network, path, layer, places.origins.get(layer)!);
}

/** Linked blocks and rows: what is inside stands in several places. */
function shares(record: NodeRecord): boolean {
  return record.kind === 'linked' || (record.kind !== 'operator' && record.repeat !== undefined);
}

/** Layers and templates of which some find other weights than they had, and where those lie: the id for nowhere. */
function changedIn(
  before: Places,
  after: Places,
  mayGain: boolean,
  moved: Keeping['was'],
): ReadonlyMap<NodeId, string> {
  const changed = new Map<NodeId, string>();
  const found = new Set<NodeId>();
  for (const [id, elements] of after.byRecord) {
    const { record } = elements[0]!;
    if (record.kind === 'custom' || record.kind === 'linked') continue;
    const earlier = before.byRecord.get(id);
    for (const [place, { path }] of elements.entries()) {
      // Instances and repetitions stand in the same order as before, whatever they are called.
      const was = earlier?.length === elements.length ? earlier[place]!.path : path;
      // What gets no weights while an input is missing has lost none: the record says where they are as before.
      for (const layer of after.layers.get(path) ?? []) {
        const origin = before.origins.get(moved?.(layer) ?? was + layer.slice(path.length));
        if (origin === after.origins.get(layer)) continue;
        // Of a row the first repetition says where all of them lie.
        if (origin !== undefined && found.has(id) && moved !== undefined) continue;
        if (origin !== undefined) {
          changed.set(id, originOfBlock(after.network, path, layer, origin));
          found.add(id);
        } else if (!mayGain && !changed.has(id) && (earlier === undefined || before.layers.has(was))) {
          changed.set(id, id);
        }
      }
    }
  }
  return changed;
}

/** A template's origin, from that of a layer inside it: within, tensors lie under the ids that its code gives. */
function originOfBlock(network: Network, block: string, layer: string, origin: string): string {
  const ids: string[] = [];
  const repeats = network.levels.get(block)?.repeats !== undefined;
  for (let at = layer; at !== block;) {
    const element: Element | undefined = network.elements.get(at);
    if (element === undefined) break;
    // Repetitions lie under their number, or all of them where the block did that came to stand in a row.
    if (repeats && element.level === block) {
      const numbered = [element.record.id, ...ids].map((id) => `.${id}`).join('');
      if (origin.endsWith(numbered)) return origin.slice(0, -numbered.length);
      break;
    }
    // Ids of what a block inside a template's code owns are whole already.
    if (element.record.kind !== 'custom') ids.unshift(element.record.id);
    at = element.level;
  }
  const inner = ids.length === 0 ? '' : `.${ids.join('.')}`;
  return origin.endsWith(inner) ? origin.slice(0, origin.length - inner.length) : origin;
}

/** Where the weights inside a linked block or a row are looked for by path. */
function storedPathOf(network: Network, path: string): string {
  const element = network.elements.get(path);
  if (element === undefined) return path;
  const { record, level } = element;
  if (record.storedAs !== undefined) return record.storedAs;
  const around = level === '' ? '' : storedPathOf(network, level);
  return [around, record.storedName ?? record.name].filter((part) => part !== '').join('.');
}
