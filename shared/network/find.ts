// Nodes of the whole network by name, type, shape or attribute, those inside blocks too.

import type { Shape } from '../tensor/types.ts';
import { parseValues, type Schema, type StoredValues } from '../operators/attributes.ts';
import { identify, type Identity } from './identify.ts';
import type { Element, Library, Network } from './types.ts';

export interface FoundNode {
  readonly element: Element;
  readonly identity: Identity;
  /** Of its first output, or of its first input where it has none; undefined where nothing is known. */
  readonly shape: Shape | undefined;
  /** Attributes that the query asked for: `stride 2×2`. */
  readonly matched: readonly string[];
}

interface Entry extends Omit<FoundNode, 'matched'> {
  readonly name: string;
  readonly type: string;
  /** All that words are looked for in, in lower case. */
  readonly text: string;
  readonly attributes: readonly { readonly text: string; readonly shown: string }[];
  /** Keys and labels of its attributes, in lower case. */
  readonly attributeNames: readonly string[];
}

const indices = new WeakMap<Network, readonly Entry[]>();

/** Nodes that hold every word of the query, best first; of one rank, in the network's order. */
export function findNodes(network: Network, library: Library, query: string): readonly FoundNode[] {
  const index = indexOf(network, library);
  const words = wordsOf(query, index);
  if (words.length === 0) return index.map((entry) => ({ ...entry, matched: [] }));
  const tests = words.map(testOf);
  return index
    .filter(({ text }) => tests.every((holds) => holds(text)))
    .map((entry) => ({ entry, rank: rankOf(entry, words) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => ({ ...entry, matched: matchedAttributes(entry, words) }));
}

/** The query's words; a name of an attribute and a value after it are one: `kernelSize 7` is `kernelsize=7`. */
function wordsOf(query: string, index: readonly Entry[]): readonly string[] {
  const typed = plain(query)
    .replace(/\s*=\s*/g, '=')
    .split(/\s+/)
    .filter((word) => word !== '');
  if (typed.length < 2) return typed;
  const names = new Set(index.flatMap(({ attributeNames }) => attributeNames));
  const words: string[] = [];
  for (const word of typed) {
    const before = words.at(-1);
    if (before !== undefined && names.has(before) && /^(\d|true$|false$)/.test(word)) {
      words[words.length - 1] = `${before}=${word}`;
    } else words.push(word);
  }
  return words;
}

/** Sizes are whole numbers: `kernel=1` is not in `kernel=11`, nor `64x56` in `164x56`. */
function testOf(word: string): (text: string) => boolean {
  if (!/^\d+(x\d+)+$|=\d+(x\d+)*$/.test(word)) return (text) => text.includes(word);
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const whole = new RegExp(`(?<!\\d)${escaped}(?!\\d)`);
  return (text) => whole.test(text);
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
  const asked = words.filter((word) => !name.includes(word) && !type.includes(word)).map(testOf);
  return attributes.filter(({ text }) => asked.some((holds) => holds(text))).map(({ shown }) => shown);
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

function entryOf(element: Element, { definitions }: Network, library: Library): Entry {
  const identity = identify(element, definitions, library);
  const shape = (element.outputs[0]?.type ?? element.inputs[0]?.type)?.shape;
  const name = plain(element.record.name);
  const type = plain(`${identity.type} ${identity.title}`);
  const attributes = attributesOf(identity.schema, identity.stored);
  return {
    element,
    identity,
    shape,
    name,
    type,
    text: [
      name,
      plain(element.path),
      plain(element.level.replaceAll('.', ' ')),
      type,
      shape === undefined ? '' : shape.join('x'),
      ...attributes.map(({ text }) => text),
    ].join('\n'),
    attributes,
    attributeNames: Object.entries(identity.schema).flatMap(([key, { label }]) => [
      key.toLowerCase(),
      label.toLowerCase(),
    ]),
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
