// Looking around in a network: what feeds a port, what lies upstream of it, what a node can be set to.

import type { EdgeRecord, Graph, NodeId } from '../document/types.ts';
import type { Diagnostic, Element, Level } from '../network/types.ts';
import { schemaOf as recordSchema, storedValues } from '../network/overrides.ts';
import { parseValues, type Schema, type ValuesOf } from '../operators/attributes.ts';
import type { TensorType } from '../tensor/types.ts';
import type { Site } from './types.ts';

/** The element that a diagnostic is about, and the level it stands on. */
export interface Place {
  readonly element: Element;
  readonly level: Level;
}

/** Where a diagnostic belongs; undefined once that is gone. */
export function placeOf(site: Site, { path }: Pick<Diagnostic, 'path'>): Place | undefined {
  const element = site.analysis.network.elements.get(path);
  const level = element === undefined ? undefined : site.analysis.network.levels.get(element.level);
  return element === undefined || level === undefined ? undefined : { element, level };
}

interface Wires {
  readonly into: ReadonlyMap<string, EdgeRecord>;
  readonly from: ReadonlyMap<NodeId, readonly EdgeRecord[]>;
}

const wires = new WeakMap<Graph, Wires>();

/** A level's wires by their ends: graphs are immutable, and fixers ask often. */
function wiresOf({ graph }: Level): Wires {
  let known = wires.get(graph);
  if (known === undefined) {
    const into = new Map<string, EdgeRecord>();
    const from = new Map<NodeId, EdgeRecord[]>();
    for (const edge of Object.values(graph.edges)) {
      into.set(JSON.stringify([edge.target, edge.targetPort]), edge);
      const list = from.get(edge.source);
      if (list === undefined) from.set(edge.source, [edge]);
      else list.push(edge);
    }
    wires.set(graph, (known = { into, from }));
  }
  return known;
}

/** The wire that ends at this input. */
export function wireInto(level: Level, node: NodeId, port: string): EdgeRecord | undefined {
  return wiresOf(level).into.get(JSON.stringify([node, port]));
}

/** The wires that begin at a node. */
export function wiresFrom(level: Level, node: NodeId): readonly EdgeRecord[] {
  return wiresOf(level).from.get(node) ?? [];
}

/** The types that arrive at an element, as far as its ports are connected. */
export function arriving({ inputs }: Element): readonly (TensorType | undefined)[] {
  return inputs.filter(({ connected }) => connected).map(({ type }) => type);
}

/** What a node can be set to; empty for blocks that the user drew and for what is not known. */
export function schemaOf({ record }: Element, { document, library }: Site): Schema {
  return recordSchema(document, library, record);
}

/** Its values as they count: where an argument of a definition sets one, that. */
export function valuesOf(element: Element, site: Site): ValuesOf<Schema> {
  const stored = { ...storedValues(element.record), ...element.overridden };
  return parseValues(schemaOf(element, site), stored).values;
}

/** How far upstream of a problem its cause is looked for. */
const MOST_UPSTREAM = 24;

/** The element that feeds this port and those before it, nearest first, as long as each has one input. */
export function upstream(level: Level, node: NodeId, port: string): readonly Element[] {
  const found: Element[] = [];
  let edge = wireInto(level, node, port);
  while (edge !== undefined && found.length < MOST_UPSTREAM) {
    const element = level.elements.get(edge.source);
    if (element === undefined) break;
    found.push(element);
    const [input, ...more] = element.inputs;
    if (input === undefined || more.length > 0) break;
    edge = wireInto(level, element.record.id, input.key);
  }
  return found;
}

/** A name as messages put it. */
export function quoted({ record }: Element): string {
  const { name } = record;
  return `"${name.length > 40 ? `${name.slice(0, 39)}…` : name}"`;
}
