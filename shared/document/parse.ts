// Text to a document. Nothing is believed: budgets, shape, version and invariants are checked, and the first
// fault is told with its line and record.

import { NetloomError } from '../lib/errors.ts';
import { parseJson, type ParsedJson } from '../lib/json.ts';
import { MAX_DEFINITIONS } from './definition-invariants.ts';
import { withDefinitions } from './definitions.ts';
import { checkInvariants, MAX_EDGES, MAX_NODES } from './invariants.ts';
import { migrate } from './migrations.ts';
import { MAX_NOTES, withNotes } from './notes.ts';
import { DEFINITION, describeMisfit, EDGE, HEADER, NODE, NOTE } from './schema.ts';
import { DOCUMENT_FORMAT } from './serialise.ts';
import {
  DOCUMENT_VERSION,
  type Definition,
  type Document,
  type EdgeRecord,
  type NodeRecord,
  type NoteRecord,
} from './types.ts';

export const MAX_DOCUMENT_LENGTH = 64 * 1024 * 1024;
const MAX_DEPTH = 64;
/** Of any kind: a full document of plain nodes has two million. */
const MAX_VALUES = 5_000_000;

/**
 * Reads the text of a *.netloom.json file, of this version or an older one.
 * @throws NetloomError with a code that begins with `json-` (not JSON, or beyond a budget) or `document-`
 *   (no document of ours), or the code of the broken invariant
 */
export function parseDocument(text: string): Document {
  if (text.trim() === '') {
    throw new NetloomError('document-empty', 'The file is empty: there is no document in it.');
  }
  const json = parseJson(text, {
    maxLength: MAX_DOCUMENT_LENGTH,
    maxDepth: MAX_DEPTH,
    maxValues: MAX_VALUES,
  });
  const migrated = migrateJson(json.value);
  const header = HEADER.safeParse(migrated);
  if (!header.success) {
    throw new NetloomError(
      'document-shape',
      `The document cannot be read: ${describeMisfit(header.error, migrated)}.`,
    );
  }
  const { name, seed, origin, weights, flow } = header.data;
  checkCount('nodes', header.data.nodes.length, MAX_NODES);
  checkCount('edges', header.data.edges.length, MAX_EDGES);
  checkCount('definitions', header.data.definitions?.length ?? 0, MAX_DEFINITIONS);
  checkCount('notes', header.data.notes?.length ?? 0, MAX_NOTES);
  const nodes = readRecords<NodeRecord>(json, 'node', header.data.nodes, NODE);
  const edges = readRecords<EdgeRecord>(json, 'edge', header.data.edges, EDGE);
  const notes = readRecords<NoteRecord>(json, 'note', header.data.notes ?? [], NOTE);
  const definitions = readRecords<Definition>(json, 'definition', header.data.definitions ?? [], DEFINITION);
  const plain: Document = {
    version: DOCUMENT_VERSION,
    name,
    seed,
    ...(origin === undefined ? {} : { origin }),
    ...(weights === undefined ? {} : { weights }),
    ...(flow === undefined ? {} : { flow }),
    nodes,
    edges,
  };
  const document = withDefinitions(withNotes(plain, Object.values(notes)), Object.values(definitions));
  const broken = checkInvariants(document);
  if (broken !== undefined) throw new NetloomError(broken.code, broken.message);
  return document;
}

function migrateJson(value: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(value) || value['format'] !== DOCUMENT_FORMAT) {
    throw new NetloomError(
      'document-foreign',
      'This is JSON, but no Netloom document: a document begins with {"format": "netloom"}.',
    );
  }
  const version = value['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new NetloomError(
      'document-version',
      `The document's version is ${JSON.stringify(version) ?? 'missing'}; expected an integer from 1 to ${DOCUMENT_VERSION}.`,
    );
  }
  if (version > DOCUMENT_VERSION) {
    throw new NetloomError(
      'document-newer',
      `This document was made by a newer Netloom (version ${version} of the format); this one reads up to version ${DOCUMENT_VERSION}. Update Netloom to open it.`,
    );
  }
  return migrate(value, version);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkCount(what: string, count: number, limit: number): void {
  if (count <= limit) return;
  throw new NetloomError(
    'document-too-large',
    `The document has ${count} ${what}; Netloom takes at most ${limit}.`,
  );
}

type RecordKind = 'node' | 'edge' | 'note' | 'definition';

function readRecords<T extends { readonly id: string }>(
  json: ParsedJson,
  what: RecordKind,
  values: readonly unknown[],
  schema: typeof NODE | typeof EDGE | typeof NOTE | typeof DEFINITION,
): Readonly<Record<string, T>> {
  const records: [string, T][] = [];
  const ids = new Set<string>();
  values.forEach((value, index) => {
    const result = schema.safeParse(value);
    if (!result.success) {
      throw new NetloomError(
        'document-record',
        `${place(json, what, value, index)}: ${describeMisfit(result.error, value)}.`,
      );
    }
    const record = result.data as unknown as T;
    if (ids.has(record.id)) {
      throw new NetloomError(
        'document-duplicate-id',
        `${place(json, what, value, index)}: another ${what} has the same id.`,
      );
    }
    ids.add(record.id);
    records.push([record.id, record]);
  });
  // Defines properties, where assignment would trip over `__proto__`.
  return Object.fromEntries(records);
}

/** `Line 12, node "conv1"`, or the record's number where it has no id or was moved by a migration. */
function place(json: ParsedJson, what: RecordKind, value: unknown, index: number): string {
  const line = isObject(value) ? json.lineOf(value) : undefined;
  const id =
    isObject(value) && typeof value['id'] === 'string' ? ` "${value['id'].slice(0, 60)}"` : ` ${index + 1}`;
  return line === undefined ? `${what[0]!.toUpperCase()}${what.slice(1)}${id}` : `Line ${line}, ${what}${id}`;
}
