// Documents that read well and whose names, wires or nesting cannot be.

import type { BadFile } from './corpus-types.ts';
import { node, block, edge, text, bad, pair, nested } from './document-parts.ts';

export const BAD_GRAPHS: readonly BadFile[] = [
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
    "The network's name contains control or broken characters.",
  ),
  bad(
    'no document name',
    text(pair, [], { name: ' ' }),
    'name-empty',
    'A network needs a name. Type at least one character.',
  ),
  bad(
    'a document name of 5,000 characters',
    text(pair, [], { name: 'x'.repeat(5000) }),
    'name-too-long',
    "The network's name has 5000 characters; at most 4096 are allowed.",
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
    '60,000 nodes',
    () => text(Array.from({ length: 60_000 }, (_, index) => node(`n${index}`))),
    'document-too-large',
    'The document has 60000 nodes; Netloom takes at most 50000.',
  ),
];
