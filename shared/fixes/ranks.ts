// Fixes where an image meets what works on features or sequences, or the other way round.

import type { Diagnostic, Element, Level } from '../network/types.ts';
import type { Shape } from '../tensor/types.ts';
import {
  add,
  connect,
  continuing,
  finish,
  some,
  insertInWire,
  startDraft,
  type Draft,
  type NewNode,
} from './draft.ts';
import type { Fix, Site } from './types.ts';
import { placeOf, quoted, upstream, wireInto, wiresFrom } from './walk.ts';
import { removeFixes } from './wiring.ts';

export const FLATTEN: NewNode = { operator: 'Flatten', name: 'flatten' };
export const GLOBAL_POOL: NewNode = {
  operator: 'AdaptiveAvgPool2d',
  name: 'avgpool',
  attributes: { outputSize: 1 },
};
/** Features as an image of one pixel. */
export const ONE_PIXEL: NewNode = { operator: 'Unflatten', name: 'unflatten' };
/** An image as a sequence: its pixels are the places, its channels the features. */
const PLACES: readonly NewNode[] = [
  { operator: 'Flatten', name: 'flatten', attributes: { startDim: 2 } },
  { operator: 'Permute', name: 'permute', attributes: { dims: [0, 2, 1] } },
];

/** Linear on an image: lay it out, as it is or averaged to one number per channel. */
export function flattenFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const before = beforeNode(site, diagnostic);
  return [
    ...before('Insert a Flatten', [FLATTEN]),
    ...before('Insert a global average pool and a Flatten', [GLOBAL_POOL, FLATTEN]),
  ];
}

/** An image operator that receives features: it belongs before what flattens, or gets an image of one pixel. */
export function imageFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  if (place === undefined) return [];
  const { element, level } = place;
  const [input] = element.inputs;
  if (input === undefined) return [];
  const flattening = upstream(level, element.record.id, input.key).find(
    ({ record }) => record.kind === 'operator' && record.operator === 'Flatten',
  );
  const fixes =
    flattening === undefined
      ? []
      : [
          ...moveBefore(site, level, element, flattening),
          ...removeFixes(site, level, flattening, ', which flattens the image too early'),
        ];
  const rank = input.type?.shape.length;
  if (rank === 2) fixes.push(...continuing(beforeNode(site, diagnostic)('Insert an Unflatten', [ONE_PIXEL])));
  const alone = element.inputs.length === 1 && element.record.kind === 'operator';
  return alone ? [...fixes, ...removeFixes(site, level, element, ' and join its wires')] : fixes;
}

/** Attention that receives an image or features. */
export function sequenceFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const shape: Shape = placeOf(site, diagnostic)?.element.inputs[0]?.type?.shape ?? [];
  const before = beforeNode(site, diagnostic);
  if (shape.length === 4)
    return continuing(before('Make places of the pixels with a Flatten and a Permute', PLACES));
  if (shape.length !== 2) return [];
  const place: NewNode = { operator: 'Unflatten', name: 'unflatten', attributes: { sizes: [1, -1] } };
  return continuing(before('Make the features one place with an Unflatten', [place]));
}

/** Inserts nodes into the wire at a node's first input. */
function beforeNode(site: Site, diagnostic: Diagnostic) {
  return (what: string, chain: readonly NewNode[]): readonly Fix[] => {
    const place = placeOf(site, diagnostic);
    const [input] = place?.element.inputs ?? [];
    if (place === undefined || input === undefined) return [];
    const { element, level } = place;
    const edge = wireInto(level, element.record.id, diagnostic.port ?? input.key);
    const draft = startDraft(site, level);
    if (draft === undefined || edge === undefined) return [];
    insertInWire(draft, edge, chain);
    return some(finish(draft, `${what} before ${quoted(element)}`));
  };
}

/** Takes a node out of its place and puts it in front of another. */
function moveBefore(site: Site, level: Level, element: Element, other: Element): readonly Fix[] {
  const [input, output] = [element.inputs[0]?.key, element.outputs[0]?.key];
  const incoming = input === undefined ? undefined : wireInto(level, element.record.id, input);
  const [otherInput] = other.inputs;
  const feeder = otherInput === undefined ? undefined : wireInto(level, other.record.id, otherInput.key);
  const draft = startDraft(site, level);
  if (draft === undefined || incoming === undefined || feeder === undefined) return [];
  if (input === undefined || output === undefined || element.inputs.length > 1) return [];
  const node = element.record.id;
  for (const reader of wiresFrom(level, node)) {
    const target = { node: reader.target, port: reader.targetPort };
    connect(draft, { node: incoming.source, port: incoming.sourcePort }, target);
  }
  connect(draft, { node: feeder.source, port: feeder.sourcePort }, { node, port: input });
  connect(draft, { node, port: output }, { node: other.record.id, port: feeder.targetPort });
  swapPlaces(draft, element, other);
  draft.focus.add(node);
  return some(finish(draft, `Move ${quoted(element)} before ${quoted(other)}`));
}

/** The moved node stands where the other stood; the other and what lies between move down by its height. */
function swapPlaces(draft: Draft, element: Element, other: Element): void {
  const [from, to] = [element.record.position, other.record.position];
  const step = from.y - to.y;
  if (step <= 0) return;
  const between = [...draft.level.elements.values()].filter(
    ({ record }) => record.position.y >= to.y && record.position.y < from.y,
  );
  const lowest = Math.max(...between.map(({ record }) => record.position.y));
  const shift = from.y - lowest;
  const positions = Object.fromEntries(
    between.map(({ record }) => [record.id, { x: record.position.x, y: record.position.y + shift }]),
  );
  add(draft, { type: 'move', positions: { ...positions, [element.record.id]: to } });
}
