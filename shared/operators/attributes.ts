// Attribute schemas: one record gives the type, the default, the parser and the control of a value
// that the user sets. Operators use it for attributes, templates and presets for their arguments.

import { z } from 'zod';
import { nearestNames } from '../lib/nearest.ts';
import type { Padding } from '../tensor/window.ts';

z.config({ jitless: true });

interface FieldBase<T> {
  readonly label: string;
  /** One sentence for the tooltip. */
  readonly help: string;
  readonly default: T;
  /** Grouped under "Advanced" in the inspector. */
  readonly advanced?: boolean;
  /** Set to its default it says more than left alone, so that it is stored where it was typed. */
  readonly explicit?: boolean;
  readonly parse: z.ZodType<T>;
}

export interface IntegerField extends FieldBase<number> {
  readonly control: 'integer';
  readonly min: number;
  readonly max: number;
}
export interface NumberField extends FieldBase<number> {
  readonly control: 'number';
  readonly min: number;
  readonly max: number;
}
export interface BooleanField extends FieldBase<boolean> {
  readonly control: 'boolean';
}
export interface ChoiceField<T extends string = string> extends FieldBase<T> {
  readonly control: 'choice';
  readonly options: readonly { readonly value: T; readonly label: string }[];
}
/** Height and width; a lone number typed by the user means both. */
export interface PairField extends FieldBase<readonly [number, number]> {
  readonly control: 'pair';
  readonly min: number;
  readonly max: number;
}
/** A pair, or `same`. */
export interface PaddingField extends FieldBase<Padding> {
  readonly control: 'padding';
  readonly max: number;
}
/** A short list of numbers, such as a mean per channel. */
export interface NumbersField extends FieldBase<readonly number[]> {
  readonly control: 'numbers';
  /** What is typed must be greater. Files may say otherwise, and a diagnostic says so. */
  readonly above?: number;
}

export type Field =
  IntegerField | NumberField | BooleanField | ChoiceField | PairField | PaddingField | NumbersField;

export type Schema = Readonly<Record<string, Field>>;

export type ValuesOf<S extends Schema> = { readonly [K in keyof S]: S[K]['default'] };

/** JSON as stored in documents: only what the user set. */
export type StoredValues = Readonly<Record<string, unknown>>;

type Common = { label: string; help: string; advanced?: boolean; explicit?: boolean };

/** No dimension of an attribute may be larger than this. */
export const MAX_EXTENT = 65_536;

/** A whole number, from 1 to MAX_EXTENT if not told otherwise. */
export function integer(options: Common & { default: number; min?: number; max?: number }): IntegerField {
  const { min = 1, max = MAX_EXTENT } = options;
  return { ...options, control: 'integer', min, max, parse: z.number().int().min(min).max(max) };
}

/** A number with fractions, within ±1e9 if not told otherwise. */
export function real(options: Common & { default: number; min?: number; max?: number }): NumberField {
  const { min = -1e9, max = 1e9 } = options;
  return { ...options, control: 'number', min, max, parse: z.number().min(min).max(max) };
}

export function boolean(options: Common & { default: boolean }): BooleanField {
  return { ...options, control: 'boolean', parse: z.boolean() };
}

/** One of a few words. */
export function choice<const T extends string>(
  options: Common & { default: NoInfer<T>; options: readonly { value: T; label: string }[] },
): ChoiceField<T> {
  const values = options.options.map((option) => option.value);
  return { ...options, control: 'choice', parse: z.enum(values as [T, ...T[]]) };
}

/** Height and width, each from 1 to MAX_EXTENT if not told otherwise. */
export function pair(
  options: Common & { default: readonly [number, number]; min?: number; max?: number },
): PairField {
  const { min = 1, max = MAX_EXTENT } = options;
  return { ...options, control: 'pair', min, max, parse: pairParser(min, max) };
}

/** Zeros above and on the left, and as many below and on the right; or `same`, which keeps the output at input / stride. */
export function padding(options: Common & { default: Padding; max?: number }): PaddingField {
  const { max = MAX_EXTENT } = options;
  return { ...options, control: 'padding', max, parse: z.union([z.literal('same'), pairParser(0, max)]) };
}

/** One to 64 numbers. */
export function numbers(options: Common & { default: readonly number[]; above?: number }): NumbersField {
  return { ...options, control: 'numbers', parse: z.array(z.number().min(-1e9).max(1e9)).min(1).max(64) };
}

function pairParser(min: number, max: number): z.ZodType<readonly [number, number]> {
  const extent = z.number().int().min(min).max(max);
  return z
    .union([extent, z.tuple([extent, extent])])
    .transform((value): readonly [number, number] => (typeof value === 'number' ? [value, value] : value));
}

/** A value that its schema refuses: which attribute, what was received, what is expected. */
export interface AttributeProblem {
  readonly attribute: string;
  readonly message: string;
}

/**
 * Fills defaults and parses stored values. Values that do not parse fall back to their default and are
 * reported, so that a damaged attribute never stops the rest of the network from being analysed.
 *
 * @param called what the values are in messages: operators have attributes, templates and presets arguments
 */
export function parseValues<S extends Schema>(
  schema: S,
  stored: StoredValues,
  called: 'attribute' | 'argument' = 'attribute',
): { readonly values: ValuesOf<S>; readonly problems: readonly AttributeProblem[] } {
  const values: Record<string, unknown> = {};
  const problems: AttributeProblem[] = [];
  for (const [name, field] of Object.entries(schema)) {
    if (!Object.hasOwn(stored, name)) {
      values[name] = field.default;
      continue;
    }
    const result = field.parse.safeParse(stored[name]);
    if (result.success) {
      values[name] = result.data;
    } else {
      values[name] = field.default;
      problems.push({
        attribute: name,
        message: `${field.label} is ${showValue(stored[name])}; expected ${describeField(field)}.`,
      });
    }
  }
  for (const name of Object.keys(stored)) {
    if (Object.hasOwn(schema, name)) continue;
    const known = Object.keys(schema);
    const [near] = nearestNames(name, known);
    const meant = near === undefined ? '; known' : `; did you mean "${near}"? Known`;
    const message = `There is no ${called} "${name}" here${meant}: ${known.join(', ') || 'none'}.`;
    problems.push({ attribute: name, message });
  }
  return { values: values as ValuesOf<S>, problems };
}

/** What a field accepts, in words: "an integer from 1 to 65536". */
function describeField(field: Field): string {
  switch (field.control) {
    case 'integer':
      return `an integer from ${field.min} to ${field.max}`;
    case 'number':
      return field.min <= -1e9 && field.max >= 1e9
        ? 'a number'
        : `a number from ${field.min} to ${field.max}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${field.options.map((option) => option.value).join(', ')}`;
    case 'pair':
      return `an integer, or height and width, from ${field.min} to ${field.max}`;
    case 'padding':
      return `"same", an integer, or height and width, from 0 to ${field.max}`;
    case 'numbers':
      return 'a list of 1 to 64 numbers';
  }
}

function showValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
