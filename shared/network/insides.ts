// What a block holds: its ports and the level inside, whether the user drew it or a template builds it.

import type { Graph, NodeRecord } from '../document/types.ts';
import { comparePositions, EMPTY_GRAPH } from './children.ts';
import {
  NOTHING,
  outPort,
  report,
  reportValues,
  signalAt,
  type Arrival,
  type Expansion,
  type Place,
} from './expansion.ts';
import { parseCached } from './parse-cached.ts';
import { originsOf } from './stored-weights.ts';
import { buildCached } from './templates.ts';
import type { Element } from './types.ts';

/** Deeper nesting than this is refused with a diagnostic: it can only be a template that contains itself. */
const MAX_DEPTH = 32;

export interface Inside {
  /** Ids of the Input and of the Output nodes, in port order. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The nodes inside, for the names of ports. */
  readonly nodes: Graph['nodes'];
  /** The level inside, but for what arrives there. */
  readonly place: Place;
}

/** The inside of a block that the user drew; its ports stand in the order in which they are seen. */
export function customInside(
  place: Place,
  node: NodeRecord & { readonly kind: 'custom' },
  path: string,
): Inside {
  const inside = Object.values((place.children.get(node.id) ?? EMPTY_GRAPH).nodes).sort(comparePositions);
  const portsOf = (type: string) =>
    inside.filter((child) => child.kind === 'operator' && child.operator === type).map((child) => child.id);
  return {
    inputs: portsOf('Input'),
    outputs: portsOf('Output'),
    nodes: place.children.get(node.id)?.nodes ?? {},
    place: { ...place, path, depth: place.depth + 1, parentId: node.id },
  };
}

/** The inside that a template builds for what arrives, or the element as it stands where there is none. */
export function templateInside(
  expansion: Expansion,
  place: Place,
  node: NodeRecord & { readonly kind: 'template' },
  path: string,
  arriving: readonly Arrival[],
): Inside | Element {
  const template = expansion.library.findTemplate(node.template);
  const closed = (inputs: readonly string[], outputs: readonly string[]): Element => ({
    path,
    level: place.path,
    record: node,
    inputs: inputs.map((key) => ({ key, label: key, ...signalAt(arriving, key) })),
    outputs: outputs.map((key) => outPort(key, key, NOTHING)),
    node: undefined,
  });
  if (template === undefined) {
    report(expansion, 'error', path, {
      code: 'unknown-template',
      message: `This version of Netloom does not know the block "${node.template}". It is kept as it is; replace it to run or export the network.`,
    });
    return closed(
      arriving.map(({ port }) => port),
      ['output'],
    );
  }
  if (place.depth >= MAX_DEPTH) {
    report(expansion, 'error', path, {
      code: 'nesting-too-deep',
      message: `Blocks are nested more than ${MAX_DEPTH} levels deep here. Unfold some of them.`,
    });
    return closed(template.inputs, template.outputs);
  }
  const { values, problems } = parseCached(template.arguments, node.arguments);
  reportValues(expansion, path, problems);
  const types = template.inputs.map((key) => signalAt(arriving, key).type);
  const built = buildCached(template, node.arguments, values, types);
  if ('code' in built) {
    report(expansion, 'error', path, built);
    return closed(template.inputs, template.outputs);
  }
  return {
    inputs: template.inputs,
    outputs: template.outputs,
    nodes: built.graph.nodes,
    place: {
      path,
      origins: originsOf(expansion, place, node, path),
      depth: place.depth + 1,
      children: built.children,
      parentId: null,
      editable: false,
      boundary: undefined,
    },
  };
}
