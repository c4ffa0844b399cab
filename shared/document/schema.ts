// The shape of a document's JSON, and what does not fit it in words.

import { z } from 'zod';
import type { StoredValues } from '../operators/attributes.ts';
import { DOCUMENT_FORMAT } from './serialise.ts';
import { NOTE_COLOURS } from './types.ts';

z.config({ jitless: true });

/** Ids, ports, types: never typed by people, but read from files. UTF-16 units. */
const MAX_TEXT = 4096;

const text = z.string().max(MAX_TEXT);

/** Kept as it is, whatever its keys: an operator that this Netloom does not know may need it. */
const values = z.custom<StoredValues>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  { error: 'expected an object' },
);

const base = {
  id: text,
  parentId: text.nullable(),
  name: text,
  position: z.strictObject({ x: z.number(), y: z.number() }),
  bypassed: z.literal(true).exactOptional(),
  storedName: text.exactOptional(),
  storedAs: text.exactOptional(),
};

const block = { ...base, repeat: z.number().exactOptional() };

export const NODE = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('operator'), operator: text, attributes: values }),
  z.strictObject({ ...block, kind: z.literal('template'), template: text, arguments: values }),
  z.strictObject({ ...block, kind: z.literal('custom') }),
  z.strictObject({ ...block, kind: z.literal('linked'), definition: text, arguments: values }),
]);

export const EDGE = z.strictObject({
  id: text,
  source: text,
  sourcePort: text,
  target: text,
  targetPort: text,
});

export const NOTE = z.strictObject({
  id: text,
  kind: z.enum(['frame', 'note']),
  parentId: text.nullable(),
  text: z.string(),
  colour: z.enum(NOTE_COLOURS),
  position: z.strictObject({ x: z.number(), y: z.number() }),
  size: z.strictObject({ width: z.number(), height: z.number() }),
});

export const DEFINITION = z.strictObject({
  id: text,
  name: text,
  arguments: z.array(
    z.strictObject({
      name: text,
      targets: z.array(z.strictObject({ node: text, attribute: text })),
    }),
  ),
});

export const HEADER = z.strictObject({
  format: z.literal(DOCUMENT_FORMAT),
  version: z.int(),
  name: z.string(),
  seed: z.number(),
  origin: z.strictObject({ preset: text, arguments: values }).optional(),
  weights: z.strictObject({ id: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  flow: z.literal('right').optional(),
  nodes: z.array(z.unknown()),
  edges: z.array(z.unknown()),
  notes: z.array(z.unknown()).optional(),
  definitions: z.array(z.unknown()).optional(),
});

/** The first thing that does not fit: `position.x is "left"; expected a number`. */
export function describeMisfit(error: z.ZodError, value: unknown): string {
  const issue = error.issues[0]!;
  const path = issue.path.map(String).join('.');
  const received = issue.path.reduce<unknown>(
    (inner, key) => (isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
  if (issue.code === 'unrecognized_keys') {
    const where = path === '' ? '' : ` in ${path}`;
    return `there is an unknown field "${issue.keys[0]?.slice(0, 60)}"${where}; a newer Netloom may know it`;
  }
  const subject = path === '' ? 'it' : path;
  if (received === undefined) return `${subject} is missing`;
  return `${subject} is ${showValue(received)}; expected ${expectation(issue)}`;
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return EXPECTED[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_big':
      return `at most ${String(issue.maximum)} characters`;
    case 'invalid_union':
      return '"operator", "template", "custom" or "linked"';
    case 'invalid_format':
      return 'the 64 hexadecimal digits of a SHA-256';
    default:
      return issue.message.replace(/^expected /, '');
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'an integer',
  object: 'an object',
  array: 'a list',
};

function showValue(value: unknown): string {
  const shown = JSON.stringify(value);
  return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown;
}
