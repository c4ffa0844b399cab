// What a block holds: its ports and the level inside, whether the user drew it or a template builds it.

import { MAX_UNFOLDED } from '../document/definition-invariants.ts';
import { findDefinition } from '../document/definitions.ts';
import type { BlockNode, Graph, LinkedNode, NodeRecord } from '../document/types.ts';
import { assertNever } from '../lib/assert-never.ts';
import { parseValues } from '../operators/attributes.ts';
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
import { argumentSchema, overridesOf } from './overrides.ts';
import { parseCached } from './parse-cached.ts';
import { originsOf, storedPathOf } from './stored-weights.ts';
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

/** What a block holds, given what arrives; the element as it stands where nothing is inside, or too much. */
export function insideOfBlock(
  expansion: Expansion,
  place: Place,
  node: BlockNode,
  path: string,
  arriving: readonly Arrival[],
): Inside | Element {
  const inside = insideOfKind(expansion, place, node, path, arriving);
  const { unfolded } = expansion;
  if (!('place' in inside)) return inside;
  if (!unfolded.full && unfolded.nodes + levelSize(inside.place) <= MAX_UNFOLDED) return inside;
  if (!unfolded.full) {
    // Said once: every block from here on stays closed.
    unfolded.full = true;
    report(expansion, 'error', path, {
      code: 'network-too-large',
      message: `Unfolded, the network has more than ${MAX_UNFOLDED} nodes, and no more are taken. From "${node.name}" on, blocks stay closed. Repeat or link less.`,
    });
  }
  return closedElement(place, node, path, arriving, inside.inputs, inside.outputs);
}

/** How many nodes stand on the level. */
export function levelSize({ children, parentId }: Place): number {
  return Object.keys((children.get(parentId) ?? EMPTY_GRAPH).nodes).length;
}

function insideOfKind(
  expansion: Expansion,
  place: Place,
  node: BlockNode,
  path: string,
  arriving: readonly Arrival[],
): Inside | Element {
  switch (node.kind) {
    case 'custom':
      return drawnInside(place, node, path, node.id, {});
    case 'linked':
      return linkedInside(expansion, place, node, path, arriving);
    case 'template':
      return templateInside(expansion, place, node, path, arriving);
    default:
      return assertNever(node);
  }
}

/** The inside that an instance shares with others, under its own arguments. */
function linkedInside(
  expansion: Expansion,
  place: Place,
  node: LinkedNode,
  path: string,
  arriving: readonly Arrival[],
): Inside | Element {
  const definition = findDefinition(expansion.document, node.definition);
  if (definition === undefined) {
    report(expansion, 'error', path, {
      code: 'definition-missing',
      message: `"${node.name}" is linked to a block that the document does not define.`,
    });
    return closedElement(
      place,
      node,
      path,
      arriving,
      arriving.map(({ port }) => port),
      ['output'],
    );
  }
  const outside = place.overrides?.get(node.id);
  const stored = outside === undefined ? node.arguments : outside.over(node.arguments);
  if (definition.arguments.length > 0 || Object.keys(stored).length > 0) {
    const schema = argumentSchema(expansion.document, expansion.library, definition);
    reportValues(expansion, path, parseValues(schema, stored).problems);
  }
  return drawnInside(place, node, path, definition.id, {
    shared: true,
    overrides: overridesOf(definition, stored),
  });
}

/** The inside of a block that the user drew; its ports stand in the order in which they are seen. */
function drawnInside(
  place: Place,
  node: BlockNode,
  path: string,
  parentId: string,
  change: Partial<Pick<Place, 'shared' | 'overrides'>>,
): Inside {
  const inside = Object.values((place.children.get(parentId) ?? EMPTY_GRAPH).nodes).sort((a, b) =>
    comparePositions(a, b, place.flow),
  );
  const portsOf = (type: string) =>
    inside.filter((child) => child.kind === 'operator' && child.operator === type).map((child) => child.id);
  return {
    inputs: portsOf('Input'),
    outputs: portsOf('Output'),
    nodes: place.children.get(parentId)?.nodes ?? {},
    place: {
      ...place,
      ...change,
      path,
      storedPath: storedPathOf(place, node, path),
      depth: place.depth + 1,
      parentId,
    },
  };
}

/** The inside that a template builds for what arrives, or the element as it stands where there is none. */
function templateInside(
  expansion: Expansion,
  place: Place,
  node: NodeRecord & { readonly kind: 'template' },
  path: string,
  arriving: readonly Arrival[],
): Inside | Element {
  const template = expansion.library.findTemplate(node.template);
  const closed = (inputs: readonly string[], outputs: readonly string[]): Element =>
    closedElement(place, node, path, arriving, inputs, outputs);
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
  if (expansion.unfolded.full) return closed(template.inputs, template.outputs);
  const outside = place.overrides?.get(node.id);
  const stored = outside === undefined ? node.arguments : outside.over(node.arguments);
  const { values, problems } = parseCached(template.arguments, stored, 'argument');
  reportValues(expansion, path, problems);
  const types = template.inputs.map((key) => signalAt(arriving, key).type);
  const built = buildCached(template, stored, values, types);
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
      storedPath: storedPathOf(place, node, path),
      origins: originsOf(expansion, place, node, path),
      depth: place.depth + 1,
      children: built.children,
      parentId: null,
      shared: false,
      overrides: undefined,
      editable: false,
      flow: place.flow,
      boundary: undefined,
    },
  };
}

function closedElement(
  place: Place,
  node: NodeRecord,
  path: string,
  arriving: readonly Arrival[],
  inputs: readonly string[],
  outputs: readonly string[],
): Element {
  return {
    path,
    level: place.path,
    record: node,
    inputs: inputs.map((key) => ({ key, label: key, ...signalAt(arriving, key) })),
    outputs: outputs.map((key) => outPort(key, key, NOTHING)),
    node: undefined,
  };
}
