// Attributes and arguments, parsed once per record.

import { parseValues, type Schema, type StoredValues } from '../operators/attributes.ts';

type Parsed = ReturnType<typeof parseValues>;
const parsedValues = new WeakMap<StoredValues, WeakMap<Schema, Parsed>>();

/** Records are immutable, so a parsed record stays parsed: an edit parses only what it changed. */
export function parseCached(
  schema: Schema,
  stored: StoredValues,
  called?: Parameters<typeof parseValues>[2],
): Parsed {
  let bySchema = parsedValues.get(stored);
  if (bySchema === undefined) parsedValues.set(stored, (bySchema = new WeakMap()));
  let parsed = bySchema.get(schema);
  if (parsed === undefined) bySchema.set(schema, (parsed = parseValues(schema, stored, called)));
  return parsed;
}
