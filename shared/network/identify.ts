// What a record calls itself: its type, title, icon and category, whether operator, template or block of one's own.

import { assertNever } from '../lib/assert-never.ts';
import { parseValues, type Schema, type StoredValues } from '../operators/attributes.ts';
import { findOperator } from '../operators/index.ts';
import type { NodeRecord } from '../document/types.ts';
import type { Library } from './types.ts';

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

export function identify(record: NodeRecord, library: Library): Identity {
  if (record.kind === 'custom') {
    return {
      type: 'Block',
      title: 'Block',
      icon: 'box',
      category: 'block',
      help: 'A block of your own.',
      schema: {},
      stored: {},
    };
  }
  if (record.kind === 'template') {
    const template = library.findTemplate(record.template);
    return {
      type: record.template,
      title: template?.title ?? '',
      icon: template?.icon ?? 'box',
      category: 'block',
      help: template?.help ?? 'Unknown block.',
      schema: template?.arguments ?? {},
      stored: record.arguments,
    };
  }
  const operator = findOperator(record.operator);
  return {
    type: record.operator,
    title: operator?.palette.title ?? '',
    icon: operator?.palette.icon ?? 'square',
    category: operator?.palette.category.replaceAll(' ', '-') ?? 'shape',
    help: operator?.palette.help ?? 'Unknown operator',
    schema: operator?.attributes ?? {},
    stored: record.attributes,
  };
}

/** `Conv2d`, `Bottleneck`; `Block` for one of the user's own. */
export function recordType(record: NodeRecord): string {
  switch (record.kind) {
    case 'operator':
      return record.operator;
    case 'template':
      return record.template;
    case 'custom':
      return 'Block';
    default:
      return assertNever(record);
  }
}

/** What matters of its settings, in a few words: `64 · 7×7 · stride 2`. '' where there is nothing to say. */
export function settingsOf(record: NodeRecord, library: Library): string {
  switch (record.kind) {
    case 'custom':
      return '';
    case 'template': {
      const template = library.findTemplate(record.template);
      return template?.summary?.(parseValues(template.arguments, record.arguments).values) ?? '';
    }
    case 'operator': {
      const operator = findOperator(record.operator);
      return operator?.summary?.(parseValues(operator.attributes, record.attributes).values) ?? '';
    }
    default:
      return assertNever(record);
  }
}
