// What bad documents are built of.

import { utf8, type BadFile } from './corpus-types.ts';

export type Json = Readonly<Record<string, unknown>>;

export function node(id: string, rest: Json = {}): Json {
  return {
    id,
    kind: 'operator',
    parentId: null,
    name: id,
    position: { x: 0, y: 0 },
    operator: 'ReLU',
    attributes: {},
    ...rest,
  };
}

export function block(id: string, parentId: string | null = null): Json {
  return { id, kind: 'custom', parentId, name: id, position: { x: 0, y: 0 } };
}

export function edge(id: string, source: string, target: string, rest: Json = {}): Json {
  return { id, source, sourcePort: 'output', target, targetPort: 'input', ...rest };
}

/** One record a line, as our own files are, from line 6 on. */
export function text(nodes: readonly Json[], edges: readonly Json[] = [], header: Json = {}): string {
  const { format, version, name, seed, ...rest } = {
    format: 'netloom',
    version: 1,
    name: 'bad',
    seed: 0,
    ...header,
  };
  const lines = (records: readonly Json[]): string =>
    records.map((record) => JSON.stringify(record)).join(',\n');
  const more = Object.entries(rest).map(([key, value]) => `"${key}": ${JSON.stringify(value)},\n`);
  return `{\n"format": ${JSON.stringify(format)},\n"version": ${JSON.stringify(version)},\n"name": ${JSON.stringify(name)}, "seed": ${JSON.stringify(seed)},\n${more.join('')}"nodes": [\n${lines(nodes)}\n],\n"edges": [\n${lines(edges)}\n]\n}\n`;
}

export function bad(name: string, content: string | (() => string), code: string, message: string): BadFile {
  const build = typeof content === 'string' ? () => content : content;
  return { name, reader: 'document', bytes: () => utf8(build()), code, message };
}

export const pair = [node('a'), node('b')];
export const good = text(pair, [edge('e', 'a', 'b')]);

/** A chain of nested blocks. */
export function nested(depth: number): Json[] {
  return Array.from({ length: depth }, (_, index) =>
    block(`b${index}`, index === 0 ? null : `b${index - 1}`),
  );
}
