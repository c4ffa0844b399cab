// Bad documents as text.

import { utf8, type BadFile } from './corpus-types.ts';

type Json = Readonly<Record<string, unknown>>;

function node(id: string, rest: Json = {}): Json {
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

function block(id: string, parentId: string | null = null): Json {
  return { id, kind: 'custom', parentId, name: id, position: { x: 0, y: 0 } };
}

function edge(id: string, source: string, target: string, rest: Json = {}): Json {
  return { id, source, sourcePort: 'output', target, targetPort: 'input', ...rest };
}

/** One record a line, as our own files are, from line 6 on. */
function text(nodes: readonly Json[], edges: readonly Json[] = [], header: Json = {}): string {
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

function bad(name: string, content: string | (() => string), code: string, message: string): BadFile {
  const build = typeof content === 'string' ? () => content : content;
  return { name, reader: 'document', bytes: () => utf8(build()), code, message };
}

const pair = [node('a'), node('b')];
const good = text(pair, [edge('e', 'a', 'b')]);

/** A chain of nested blocks. */
function nested(depth: number): Json[] {
  return Array.from({ length: depth }, (_, index) =>
    block(`b${index}`, index === 0 ? null : `b${index - 1}`),
  );
}

export const BAD_DOCUMENTS: readonly BadFile[] = [
  bad('only spaces', '  \n\n ', 'document-empty', 'The file is empty: there is no document in it.'),
  bad(
    'truncated in a record',
    good.slice(0, 150),
    'json-truncated',
    'The text ends on line 6, in the middle of the data: the file was not saved or copied completely.',
  ),
  bad(
    'truncated before the last brace',
    good.slice(0, -3),
    'json-truncated',
    'The text ends on line 11, in the middle of the data: the file was not saved or copied completely.',
  ),
  bad(
    'JSON of another kind',
    '{"name": "left-pad", "version": "1.3.0"}',
    'document-foreign',
    'This is JSON, but no Netloom document: a document begins with {"format": "netloom"}.',
  ),
  bad(
    'a list',
    '[1, 2, 3]',
    'document-foreign',
    'This is JSON, but no Netloom document: a document begins with {"format": "netloom"}.',
  ),
  bad(
    'a newer version',
    text(pair, [], { version: 7 }),
    'document-newer',
    'This document was made by a newer Netloom (version 7 of the format); this one reads up to version 1. Update Netloom to open it.',
  ),
  bad(
    'version zero',
    text(pair, [], { version: 0 }),
    'document-version',
    "The document's version is 0; expected an integer from 1 to 1.",
  ),
  bad(
    'a version in words',
    text(pair, [], { version: 'one' }),
    'document-version',
    'The document\'s version is "one"; expected an integer from 1 to 1.',
  ),
  bad(
    'an unknown field at the top',
    text(pair, [], { colour: 'red' }),
    'document-shape',
    'The document cannot be read: there is an unknown field "colour"; a newer Netloom may know it.',
  ),
  bad(
    '__proto__ at the top',
    good.replace('"nodes"', '"__proto__": {"x": 1},\n"nodes"'),
    'document-shape',
    'The document cannot be read: there is an unknown field "__proto__"; a newer Netloom may know it.',
  ),
  bad(
    'an unknown field in a node',
    text([node('a', { colour: 'red' })]),
    'document-record',
    'Line 6, node "a": there is an unknown field "colour"; a newer Netloom may know it.',
  ),
  bad(
    '__proto__ in a node',
    text([node('a')]).replace('"id":"a"', '"id":"a","__proto__":{"x":1}'),
    'document-record',
    'Line 6, node "a": there is an unknown field "__proto__"; a newer Netloom may know it.',
  ),
  bad(
    '__proto__ in an edge',
    good.replace('"id":"e"', '"id":"e","__proto__":null'),
    'document-record',
    'Line 10, edge "e": there is an unknown field "__proto__"; a newer Netloom may know it.',
  ),
  bad(
    '__proto__ as an id',
    text([JSON.parse(JSON.stringify(node('__proto__'))) as Json]),
    'id-invalid',
    '"__proto__" cannot be the id of a node.',
  ),
  bad(
    'a key twice',
    good.replace('"id":"a"', '"id":"a","id":"b"'),
    'json-duplicate-key',
    'Line 6: the key "id" is there twice.',
  ),
  bad(
    'an id twice',
    text([node('a'), node('b'), node('a', { name: 'c' })]),
    'document-duplicate-id',
    'Line 8, node "a": another node has the same id.',
  ),
  bad(
    'an edge id twice',
    text([...pair, node('c')], [edge('e', 'a', 'b'), edge('e', 'b', 'c')]),
    'document-duplicate-id',
    'Line 12, edge "e": another edge has the same id.',
  ),
  bad(
    'a node that is a number',
    text([42 as unknown as Json]),
    'document-record',
    'Node 1: it is 42; expected an object.',
  ),
  bad(
    'an unknown kind of node',
    text([node('a', { kind: 'subroutine' })]),
    'document-record',
    'Line 6, node "a": kind is "subroutine"; expected "operator", "template", "custom" or "linked".',
  ),
  bad(
    'a position in words',
    text([node('a', { position: { x: 'left', y: 0 } })]),
    'document-record',
    'Line 6, node "a": position.x is "left"; expected a number.',
  ),
  bad(
    'a position without y',
    text([node('a', { position: { x: 1 } })]),
    'document-record',
    'Line 6, node "a": position.y is missing.',
  ),
  bad(
    'attributes as a list',
    text([node('a', { attributes: [1] })]),
    'document-record',
    'Line 6, node "a": attributes is [1]; expected an object.',
  ),
  bad(
    'an id of a megabyte',
    () => text([node('a'.repeat(1_000_000))]),
    'document-record',
    'Line 6, node "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": id is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...; expected at most 4096 characters.',
  ),
  bad(
    'NaN',
    good.replace('"x":0', '"x":NaN'),
    'json-syntax',
    'Line 6: a value was expected, but "NaN" was found.',
  ),
  bad('1e400', good.replace('"x":0', '"x":1e400'), 'json-number', 'Line 6: the number 1e400 is too large.'),
  bad(
    '2^53+1',
    good.replace('"x":0', '"x":9007199254740993'),
    'json-number',
    'Line 6: the number 9007199254740993 cannot be held exactly.',
  ),
  bad(
    'a fractional seed',
    text(pair, [], { seed: 1.5 }),
    'seed-range',
    'The seed is 1.5; expected an integer from 0 to 4294967295.',
  ),
  bad(
    'a negative seed',
    text(pair, [], { seed: -1 }),
    'seed-range',
    'The seed is -1; expected an integer from 0 to 4294967295.',
  ),
  bad(
    'a NUL in a name',
    text([node('a', { name: 'a\u0000b' })]),
    'name-characters',
    'Node "a": "a\u0000b" cannot be a name: dots, slashes and control characters are not allowed, because names joined by dots make weight paths.',
  ),
  bad(
    'a lone surrogate in a name',
    text([node('a', { name: '\ud800' })]),
    'name-characters',
    'Node "a": "\ud800" cannot be a name: dots, slashes and control characters are not allowed, because names joined by dots make weight paths.',
  ),
  bad(
    'a NUL in the document name',
    text(pair, [], { name: 'a\u0000b' }),
    'name-characters',
    "The document's name contains control or broken characters.",
  ),
  bad(
    'no document name',
    text(pair, [], { name: ' ' }),
    'name-empty',
    'A document needs a name. Type at least one character.',
  ),
  bad(
    'a document name of 5,000 characters',
    text(pair, [], { name: 'x'.repeat(5000) }),
    'name-too-long',
    "The document's name has 5000 characters; at most 4096 are allowed.",
  ),
  bad(
    'an empty name',
    text([node('a', { name: '' })]),
    'name-empty',
    'Node "a": A name cannot be empty. Type at least one character.',
  ),
  bad(
    'a name with a dot',
    text([node('a', { name: 'layer1.0' })]),
    'name-characters',
    'Node "a": "layer1.0" cannot be a name: dots, slashes and control characters are not allowed, because names joined by dots make weight paths.',
  ),
  bad(
    'a name of 300 characters',
    text([node('a', { name: 'x'.repeat(300) })]),
    'name-too-long',
    'Node "a": The name has 300 characters; at most 200 are allowed.',
  ),
  bad(
    'two siblings of one name',
    text([node('a'), node('b', { name: 'a' })]),
    'name-taken',
    'Node "b" has the name "a" of another node on its level. Names make weight paths and must differ.',
  ),
  bad(
    'an edge from nowhere',
    text(pair, [edge('e', 'ghost', 'b')]),
    'node-missing',
    'Edge "e" comes from node "ghost", which does not exist.',
  ),
  bad(
    'an edge to nowhere',
    text(pair, [edge('e', 'a', 'toString')]),
    'node-missing',
    'Edge "e" leads to node "toString", which does not exist.',
  ),
  bad(
    'two edges into one port',
    text([...pair, node('c')], [edge('e', 'a', 'b'), edge('f', 'c', 'b')]),
    'port-taken',
    'Edge "f" leads into port "input" of "b", where another edge ends already. An input takes one edge.',
  ),
  bad(
    'an edge to itself',
    text(pair, [edge('e', 'a', 'a')]),
    'self-loop',
    'Edge "e" leads from "a" back to itself.',
  ),
  bad(
    'an edge between levels',
    text([block('b'), node('a'), node('c', { parentId: 'b' })], [edge('e', 'a', 'c')]),
    'different-levels',
    'Edge "e" joins "a" and "c", which are on different levels. A wire enters a block through the block\'s own ports.',
  ),
  bad(
    'an output port that is not there',
    text(pair, [edge('e', 'a', 'b', { sourcePort: 'out' })]),
    'port-missing',
    'Edge "e": "a" has no output port "out".',
  ),
  bad(
    'an input port that is not there',
    text(pair, [edge('e', 'a', 'b', { targetPort: 'constructor' })]),
    'port-missing',
    'Edge "e": "b" has no input port "constructor".',
  ),
  bad(
    'a block port that is not there',
    text([block('b'), node('a')], [edge('e', 'a', 'b', { targetPort: 'x' })]),
    'port-missing',
    'Edge "e": "b" has no input port "x".',
  ),
  bad(
    'a variadic port far off',
    text([node('a'), node('add', { operator: 'Add' })], [edge('e', 'a', 'add', { targetPort: 'in99999' })]),
    'port-missing',
    'Edge "e": "add" has no input port "in99999".',
  ),
  bad(
    'a loop of two',
    text(pair, [edge('e', 'a', 'b'), edge('f', 'b', 'a')]),
    'cycle',
    'The wires form a loop: "a" → "b" → "a". A network is computed in one pass; remove one of these wires.',
  ),
  bad(
    'a loop behind a tail',
    text(
      [...pair, node('c'), node('d')],
      [
        edge('e', 'a', 'b'),
        edge('f', 'b', 'c'),
        edge('g', 'c', 'a', { targetPort: 'input' }),
        edge('h', 'c', 'd'),
      ],
    ),
    'cycle',
    'The wires form a loop: "c" → "a" → "b" → "c". A network is computed in one pass; remove one of these wires.',
  ),
  bad(
    'a parent that is not there',
    text([node('a', { parentId: 'ghost' })]),
    'parent-missing',
    'Node "a" ("a") stands inside "ghost", which does not exist.',
  ),
  bad(
    'a parent that is an operator',
    text([node('a'), node('b', { parentId: 'a' })]),
    'parent-missing',
    'Node "b" ("b") stands inside "a", which is not a block that owns its children.',
  ),
  bad(
    'blocks inside each other',
    text([block('a', 'b'), block('b', 'a')]),
    'parent-cycle',
    'Block "a" stands inside itself, directly or through others.',
  ),
  bad(
    'a block inside itself',
    text([block('a', 'a')]),
    'parent-cycle',
    'Block "a" stands inside itself, directly or through others.',
  ),
  bad(
    'blocks nested 40 deep',
    text(nested(40)),
    'nesting-too-deep',
    'Node "b33" lies 33 blocks deep; at most 32 are allowed.',
  ),
  bad(
    'JSON a million deep',
    () => good.replace('"attributes":{}', `"attributes":${'{"a":'.repeat(1_000_000)}`),
    'json-too-deep',
    'Line 6: the data are nested more than 64 deep.',
  ),
  bad(
    'six million values',
    () => `{"format":"netloom","version":1,"nodes":[${'0,'.repeat(6_000_000)}0]}`,
    'json-too-many-values',
    'Line 1: there are more than 5000000 values.',
  ),
  bad(
    '60,000 nodes',
    () => text(Array.from({ length: 60_000 }, (_, index) => node(`n${index}`))),
    'document-too-large',
    'The document has 60000 nodes; Netloom takes at most 50000.',
  ),
  bad(
    'a weights hash that is none',
    text(pair, [], { weights: { id: 'x', sha256: 'ABC' } }),
    'document-shape',
    'The document cannot be read: weights.sha256 is "ABC"; expected the 64 hexadecimal digits of a SHA-256.',
  ),
  bad('text after the end', `${good}}`, 'json-syntax', 'Line 13: "}" follows the end of the data.'),
  bad(
    'single quotes',
    good.replaceAll('"', "'"),
    'json-syntax',
    'Line 2: a key in double quotes was expected, but "\'" was found.',
  ),
  bad(
    'a comma too many',
    good.replace('\n]\n}', ',\n]\n}'),
    'json-syntax',
    'Line 11: a value was expected, but "]" was found.',
  ),
];
