// What an element calls itself: its type, title, icon and category, whether operator, template or block of one's own.

import { lookUp } from '../document/records.ts';
import type { NodeRecord } from '../document/types.ts';
import { assertNever } from '../lib/assert-never.ts';
import { parseValues, type Schema, type StoredValues } from '../operators/attributes.ts';
import { findOperator } from '../operators/index.ts';
import type { Element, Library, Network } from './types.ts';

type Definitions = Network['definitions'];
type Identified = Pick<Element, 'record' | 'overridden'>;

export interface Identity {
  readonly type: string;
  /** As the palette calls it; '' for types that nobody here knows. */
  readonly title: string;
  readonly icon: string;
  /** Suffix of the colour variable: `convolution`, `block`. */
  readonly category: string;
  /** One sentence: what it does. */
  readonly help: string;
  /** Of what the user can set, which is in `stored`. */
  readonly schema: Schema;
  readonly stored: StoredValues;
}

/** What an element is, for whoever shows it: its name, looks, help, and what can be set. Unknown types have no title. */
export function identify(element: Identified, definitions: Definitions, library: Library): Identity {
  const { record } = element;
  const type = recordType(record, definitions);
  switch (record.kind) {
    case 'custom': {
      const help = 'A block of your own.';
      return { type, title: 'Block', icon: 'box', category: 'block', help, schema: {}, stored: {} };
    }
    case 'linked': {
      const help = 'A linked block: what is edited in one is edited in all of them.';
      return { type, title: 'Linked block', icon: 'link', category: 'block', help, schema: {}, stored: {} };
    }
    case 'template': {
      const template = library.findTemplate(record.template);
      return {
        type,
        title: template?.title ?? '',
        icon: template?.icon ?? 'box',
        category: 'block',
        help: template?.help ?? 'Unknown block.',
        schema: template?.arguments ?? {},
        stored: record.arguments,
      };
    }
    case 'operator': {
      const operator = findOperator(record.operator);
      return {
        type,
        title: operator?.palette.title ?? '',
        icon: operator?.palette.icon ?? 'square',
        category: operator?.palette.category.replaceAll(' ', '-') ?? 'shape',
        help: operator?.palette.help ?? 'Unknown operator',
        schema: operator?.attributes ?? {},
        stored: { ...record.attributes, ...element.overridden },
      };
    }
    default:
      return assertNever(record);
  }
}

/** `Conv2d`, `Bottleneck`; a definition's name; `Block` for one of the user's own. */
export function recordType(record: NodeRecord, definitions: Definitions): string {
  switch (record.kind) {
    case 'operator':
      return record.operator;
    case 'template':
      return record.template;
    case 'linked':
      return lookUp(definitions, record.definition)?.name ?? 'Linked block';
    case 'custom':
      return 'Block';
    default:
      return assertNever(record);
  }
}

/** What matters of its settings, in a few words: `64 · 7×7 · stride 2`. '' where there is nothing to say. */
export function settingsOf({ record, overridden }: Identified, library: Library): string {
  switch (record.kind) {
    case 'custom':
    case 'linked':
      return '';
    case 'template': {
      const template = library.findTemplate(record.template);
      return template?.summary?.(parseValues(template.arguments, record.arguments).values) ?? '';
    }
    case 'operator': {
      const operator = findOperator(record.operator);
      if (operator === undefined) return '';
      const stored = { ...record.attributes, ...overridden };
      return operator.summary?.(parseValues(operator.attributes, stored).values) ?? '';
    }
    default:
      return assertNever(record);
  }
}
