// A document as text, for files and version control: one record a line, and an edit changes few lines.

import { assertNever } from '../lib/assert-never.ts';
import type { StoredValues } from '../operators/attributes.ts';
import { definitionsOf } from './definitions.ts';
import { notesOf } from './notes.ts';
import type { Definition, Document, EdgeRecord, NodeRecord, NoteRecord } from './types.ts';

/** First member of every document's text, by which it is known. */
export const DOCUMENT_FORMAT = 'netloom';

/**
 * The text of a *.netloom.json file. Records keep the document's order, so that an edit changes its own lines and
 * no others; it means nothing, not even for a block's ports, whose order follows from where Input and Output nodes
 * lie. The fields of a record have a fixed order, and values are sorted by name.
 * Numbers that JSON cannot write are 0 in positions, null in values.
 */
export function serialiseDocument(document: Document): string {
  const { origin, weights, flow } = document;
  const lines = [
    `"format": ${JSON.stringify(DOCUMENT_FORMAT)}`,
    `"version": ${document.version}`,
    `"name": ${JSON.stringify(document.name)}`,
    `"seed": ${document.seed}`,
  ];
  if (origin !== undefined) {
    const sorted = { preset: origin.preset, arguments: sortKeys(origin.arguments) };
    lines.push(`"origin": ${JSON.stringify(sorted)}`);
  }
  if (weights !== undefined) {
    lines.push(`"weights": ${JSON.stringify({ id: weights.id, sha256: weights.sha256 })}`);
  }
  if (flow !== undefined) lines.push(`"flow": ${JSON.stringify(flow)}`);
  lines.push(`"nodes": ${recordLines(Object.values(document.nodes).map(nodeFields))}`);
  lines.push(`"edges": ${recordLines(Object.values(document.edges).map(edgeFields))}`);
  const notes = notesOf(document);
  if (notes.length > 0) lines.push(`"notes": ${recordLines(notes.map(noteFields))}`);
  const definitions = definitionsOf(document);
  if (definitions.length > 0) {
    lines.push(`"definitions": ${recordLines(definitions.map(definitionFields))}`);
  }
  return `{\n${lines.join(',\n')}\n}\n`;
}

function recordLines(records: readonly object[]): string {
  if (records.length === 0) return '[]';
  return `[\n${records.map((record) => `  ${JSON.stringify(record)}`).join(',\n')}\n]`;
}

function nodeFields(node: NodeRecord): object {
  const { id, kind, parentId, name, position } = node;
  const base = { id, kind, parentId, name, position: { x: finite(position.x), y: finite(position.y) } };
  const state = {
    ...(node.bypassed === true ? { bypassed: true } : {}),
    ...(node.storedName === undefined ? {} : { storedName: node.storedName }),
    ...(node.storedAs === undefined ? {} : { storedAs: node.storedAs }),
  };
  const row = node.kind !== 'operator' && node.repeat !== undefined ? { repeat: node.repeat } : {};
  switch (node.kind) {
    case 'operator':
      return { ...base, operator: node.operator, attributes: sortKeys(node.attributes), ...state };
    case 'template':
      return { ...base, template: node.template, arguments: sortKeys(node.arguments), ...row, ...state };
    case 'custom':
      return { ...base, ...row, ...state };
    case 'linked':
      return {
        ...base,
        definition: node.definition,
        arguments: sortKeys(node.arguments),
        ...row,
        ...state,
      };
    default:
      return assertNever(node);
  }
}

function edgeFields({ id, source, sourcePort, target, targetPort }: EdgeRecord): object {
  return { id, source, sourcePort, target, targetPort };
}

function noteFields({ id, kind, parentId, text, colour, position, size }: NoteRecord): object {
  const { x, y } = position;
  const { width, height } = size;
  return { id, kind, parentId, text, colour, position: { x, y }, size: { width, height } };
}

function definitionFields({ id, name, arguments: exposed }: Definition): object {
  return {
    id,
    name,
    arguments: exposed.map(({ name: argument, targets }) => ({
      name: argument,
      targets: targets.map(({ node, attribute }) => ({ node, attribute })),
    })),
  };
}

function finite(coordinate: number): number {
  return Number.isFinite(coordinate) ? coordinate : 0;
}

/** By code unit, not by locale: the same order on every machine. */
function sortKeys(values: StoredValues): StoredValues {
  return Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
