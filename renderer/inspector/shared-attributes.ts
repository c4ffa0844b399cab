// What several nodes have in common that can be set on all of them at once.

import { isBoundary } from '../../shared/document/ports.ts';
import type { Document } from '../../shared/document/types.ts';
import { schemaOf as recordSchema, storedValues } from '../../shared/network/overrides.ts';
import type { Element, Library } from '../../shared/network/types.ts';
import {
  parseValues,
  type Field,
  type Schema,
  type StoredValues,
} from '../../shared/operators/attributes.ts';

export interface SharedAttributes {
  readonly schema: Schema;
  /** Values that are the same on all, as far as the user set them anywhere. */
  readonly stored: StoredValues;
  /** Names of those that differ. */
  readonly mixed: ReadonlySet<string>;
  /** The nodes that have them; those without any attribute are left out. */
  readonly nodes: readonly string[];
}

/** Attributes of operators and arguments of blocks that mean the same by name, label and control. */
export function sharedAttributes(
  elements: readonly Element[],
  document: Document,
  library: Library,
): SharedAttributes {
  const able = elements.flatMap((element) => {
    const schema = schemaOf(element, document, library);
    return Object.keys(schema).length === 0
      ? []
      : [{ element, schema, stored: storedValues(element.record) }];
  });
  const [first, ...others] = able;
  const fields: Record<string, Field> = {};
  for (const [name, field] of Object.entries(first?.schema ?? {})) {
    const shared = others.reduce<Field | undefined>(
      (common, { schema }) => common && intersection(common, schema[name]),
      field,
    );
    if (shared !== undefined) fields[name] = shared;
  }
  const parsed = able.map(({ schema, stored }) => parseValues(schema, stored).values);
  const stored: Record<string, unknown> = {};
  const mixed = new Set<string>();
  for (const name of Object.keys(fields)) {
    const values = new Set(parsed.map((values) => JSON.stringify(values[name])));
    if (values.size > 1) mixed.add(name);
    if (able.some((node) => Object.hasOwn(node.stored, name))) stored[name] = parsed[0]?.[name];
  }
  return { schema: fields, stored, mixed, nodes: able.map(({ element }) => element.record.id) };
}

function schemaOf({ record, level }: Element, document: Document, library: Library): Schema {
  // Inside a block, Input and Output are ports: nothing of theirs can be set.
  const isPort = level !== '' && (isBoundary(record, 'Input') || isBoundary(record, 'Output'));
  return isPort ? {} : recordSchema(document, library, record);
}

/** The field that both accept; undefined where they are two different things. */
function intersection(a: Field, b: Field | undefined): Field | undefined {
  if (b === undefined || a.control !== b.control || a.label !== b.label) return undefined;
  if (a.control === 'choice' && b.control === 'choice') {
    const options = a.options.filter(({ value }) => b.options.some((option) => option.value === value));
    return options.length === 0 ? undefined : { ...a, options };
  }
  if (a.control === 'padding' && b.control === 'padding') return { ...a, max: Math.min(a.max, b.max) };
  if ('min' in a && 'min' in b) {
    const [min, max] = [Math.max(a.min, b.min), Math.min(a.max, b.max)];
    return min > max ? undefined : { ...a, min, max };
  }
  return a;
}
