// Nodes of the whole network by name, type, shape or attribute, those inside blocks too.

import { lookUp } from '../../shared/document/records.ts';
import type { Network, Element, Library } from '../../shared/network/types.ts';
import { parseValues, type Schema, type StoredValues } from '../../shared/operators/attributes.ts';
import { findOperator } from '../../shared/operators/index.ts';
import { wireShape } from '../ui/format.ts';

export interface FoundNode {
  readonly element: Element;
  readonly title: string;
  readonly icon: string;
  /** Suffix of the colour variable. */
  readonly category: string;
  /** `64×56×56`, '' where nothing is known. */
  readonly shape: string;
  /** Attributes that the query asked for: `stride 2×2`. */
  readonly matched: readonly string[];
}

interface Entry extends Omit<FoundNode, 'matched'> {
  readonly name: string;
  readonly type: string;
  /** All that words are looked for in, in lower case. */
  readonly text: string;
  readonly attributes: readonly { readonly text: string; readonly shown: string }[];
}

const indices = new WeakMap<Network, readonly Entry[]>();

/** Nodes that hold every word of the query, best first; of one rank, in the network's order. */
export function findNodes(network: Network, library: Library, query: string): readonly FoundNode[] {
  const words = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return indexOf(network, library).map((entry) => ({ ...entry, matched: [] }));
  return indexOf(network, library)
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .map((entry) => ({ entry, rank: rankOf(entry, words) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => ({ ...entry, matched: matchedAttributes(entry, words) }));
}

/** Names before types before all else. */
function rankOf({ name, type }: Entry, words: readonly string[]): number {
  const ranks = words.map((word) => {
    if (name === word) return 0;
    if (name.startsWith(word)) return 1;
    if (type.startsWith(word)) return 2;
    return name.includes(word) || type.includes(word) ? 3 : 4;
  });
  return Math.min(...ranks);
}

function matchedAttributes({ name, type, attributes }: Entry, words: readonly string[]): readonly string[] {
  const asked = words.filter((word) => !name.includes(word) && !type.includes(word));
  return attributes.filter(({ text }) => asked.some((word) => text.includes(word))).map(({ shown }) => shown);
}

function indexOf(network: Network, library: Library): readonly Entry[] {
  let index = indices.get(network);
  if (index === undefined) {
    // Level by level, outermost first, each in the order of computing.
    const levels = [...network.levels.values()].sort((a, b) => depthOf(a.path) - depthOf(b.path));
    index = levels.flatMap((level) =>
      [...level.elements.values()].map((element) => entryOf(element, network, library)),
    );
    indices.set(network, index);
  }
  return index;
}

function depthOf(path: string): number {
  return path === '' ? 0 : path.split('.').length;
}

function entryOf(element: Element, network: Network, library: Library): Entry {
  const face = identity(element, network, library);
  const type = element.outputs[0]?.type ?? element.inputs[0]?.type;
  const shape = type === undefined ? '' : wireShape(type.shape);
  const name = plain(element.record.name);
  const kind = plain(`${face.type} ${face.title}`);
  const attributes = attributesOf(face.schema, face.stored);
  const path = element.level.replaceAll('.', ' ');
  return {
    element,
    title: face.type,
    icon: face.icon,
    category: face.category,
    shape,
    name,
    type: kind,
    text: [
      name,
      plain(element.path),
      plain(path),
      kind,
      plain(shape),
      ...attributes.map(({ text }) => text),
    ].join('\n'),
    attributes,
  };
}

interface Identity {
  readonly type: string;
  readonly title: string;
  readonly icon: string;
  readonly category: string;
  readonly schema: Schema;
  readonly stored: StoredValues;
}

function identity({ record }: Element, { definitions }: Network, library: Library): Identity {
  if (record.kind === 'custom') {
    return { type: 'Block', title: 'Block', icon: 'box', category: 'block', schema: {}, stored: {} };
  }
  if (record.kind === 'linked') {
    const type = lookUp(definitions, record.definition)?.name ?? 'Linked block';
    return { type, title: 'Linked block', icon: 'link', category: 'block', schema: {}, stored: {} };
  }
  if (record.kind === 'template') {
    const template = library.findTemplate(record.template);
    return {
      type: record.template,
      title: template?.title ?? '',
      icon: template?.icon ?? 'box',
      category: 'block',
      schema: template?.arguments ?? {},
      stored: record.arguments,
    };
  }
  const operator = findOperator(record.operator);
  return {
    type: record.operator,
    title: operator?.palette.title ?? '',
    icon: operator?.palette.icon ?? 'square',
    category: operator?.palette.category.replaceAll(' ', '-') ?? 'shape',
    schema: operator?.attributes ?? {},
    stored: record.attributes,
  };
}

/** `stride=2x2` under its key and under its label, with what the user did not set, too. */
function attributesOf(schema: Schema, stored: StoredValues): Entry['attributes'] {
  const { values } = parseValues(schema, stored);
  return Object.entries(values).flatMap(([key, value]) => {
    const shown = show(value);
    if (shown === undefined) return [];
    const label = schema[key]?.label ?? key;
    return [
      { text: plain(`${key}=${shown} ${label}=${shown} ${label} ${shown}`), shown: `${label} ${shown}` },
    ];
  });
}

function show(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length > 4 ? undefined : value.map(String).join('×');
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
    ? String(value)
    : undefined;
}

/** Lower case; sizes without spaces: `64 × 7 × 7` and `64x7x7` are the same. */
function plain(text: string): string {
  return text.toLowerCase().replace(/(?<=\d)\s*[x×]\s*(?=\d)/g, 'x');
}
