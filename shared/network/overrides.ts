// What the arguments of a linked block set inside it, and which arguments a definition offers.

import { assertNever } from '../lib/assert-never.ts';
import { lookUp } from '../document/records.ts';
import type { Definition, Graph, NodeId, NodeRecord } from '../document/types.ts';
import type { Field, Schema, StoredValues } from '../operators/attributes.ts';
import { findOperator } from '../operators/index.ts';
import type { Library } from './types.ts';

/** Values set from outside, and a node's own values with these over them. */
export interface Override {
  readonly values: StoredValues;
  /** The same object for the same stored values, so that what was computed of it is found again. */
  over(stored: StoredValues): StoredValues;
}

export type Overrides = ReadonlyMap<NodeId, Override>;

const known = new WeakMap<StoredValues, { readonly definition: Definition; readonly overrides: Overrides }>();

/** What these arguments of an instance set, by node. Unknown arguments set nothing. */
export function overridesOf(definition: Definition, values: StoredValues): Overrides {
  const before = known.get(values);
  if (before?.definition === definition) return before.overrides;
  const byNode = new Map<NodeId, Record<string, unknown>>();
  for (const { name, targets } of definition.arguments) {
    if (!Object.hasOwn(values, name)) continue;
    for (const { node, attribute } of targets) {
      const set = byNode.get(node);
      if (set === undefined) byNode.set(node, { [attribute]: values[name] });
      else set[attribute] = values[name];
    }
  }
  const overrides = new Map([...byNode].map(([node, set]) => [node, override(set)] as const));
  known.set(values, { definition, overrides });
  return overrides;
}

function override(values: StoredValues): Override {
  const merged = new WeakMap<StoredValues, StoredValues>();
  return {
    values,
    over(stored) {
      let result = merged.get(stored);
      if (result === undefined) merged.set(stored, (result = { ...stored, ...values }));
      return result;
    },
  };
}

/** What a node's own attributes or arguments are; none for a block that the user drew, or an unknown one. */
export function schemaOf(graph: Graph, library: Library, node: NodeRecord): Schema {
  switch (node.kind) {
    case 'operator':
      return findOperator(node.operator)?.attributes ?? {};
    case 'template':
      return library.findTemplate(node.template)?.arguments ?? {};
    case 'linked': {
      const definition = lookUp(graph.definitions ?? {}, node.definition);
      return definition === undefined ? {} : argumentSchema(graph, library, definition);
    }
    case 'custom':
      return {};
    default:
      return assertNever(node);
  }
}

/**
 * The arguments of a definition: each is as its first target is, and by default what that has been set to inside.
 * Setting one to that is not leaving it alone: it is set in every target, whatever the definition becomes.
 * A target that is not known here gives no argument.
 */
export function argumentSchema(graph: Graph, library: Library, definition: Definition): Schema {
  const fields: [string, Field][] = [];
  for (const { name, targets } of definition.arguments) {
    const [target] = targets;
    const node = target === undefined ? undefined : lookUp(graph.nodes, target.node);
    if (target === undefined || node === undefined) continue;
    const schema = schemaOf(graph, library, node);
    const field = Object.hasOwn(schema, target.attribute) ? schema[target.attribute] : undefined;
    if (field === undefined) continue;
    const label = name === target.attribute ? field.label : titleOf(name);
    fields.push([name, withDefault(field, label, storedValues(node)[target.attribute])]);
  }
  return Object.fromEntries(fields);
}

/** What the user set of a node. */
export function storedValues(node: NodeRecord): StoredValues {
  switch (node.kind) {
    case 'operator':
      return node.attributes;
    case 'template':
    case 'linked':
      return node.arguments;
    case 'custom':
      return {};
    default:
      return assertNever(node);
  }
}

function withDefault(field: Field, label: string, stored: unknown): Field {
  const argument: Field = { ...field, label, explicit: true };
  if (stored === undefined) return argument;
  const parsed = field.parse.safeParse(stored);
  return parsed.success ? ({ ...argument, default: parsed.data } as Field) : argument;
}

/** `outChannels`, `out_channels` → `Out channels`. */
function titleOf(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
