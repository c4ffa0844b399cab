// What a network made from a preset is called: by the preset, and by what differs from the published arguments.

import { assertNever } from '../../shared/lib/assert-never.ts';
import {
  parseValues,
  type Field,
  type Schema,
  type StoredValues,
} from '../../shared/operators/attributes.ts';

interface Titled {
  readonly title: string;
  readonly arguments: Schema;
}

/** So many changes are named; of more, how many they are. */
const NAMED = 3;

/** `EfficientNet-B0, classes 10, width 1.4`; the preset's own title where all is as published. */
export function presetTitle(preset: Titled, stored: StoredValues): string {
  const texts = argumentChanges(preset, stored);
  const rest = texts.length - NAMED;
  const named = rest > 1 ? [...texts.slice(0, NAMED), `${rest} more changes`] : texts;
  return [preset.title, ...named].join(', ');
}

/** `width 1.4`, `classes 10`: arguments that are not the defaults, in the preset's order. Values that are refused count as the default. */
export function argumentChanges(preset: Titled, stored: StoredValues): readonly string[] {
  const { values } = parseValues(preset.arguments, stored, 'argument');
  return Object.entries(preset.arguments).flatMap(([name, field]) =>
    JSON.stringify(values[name]) === JSON.stringify(field.default) ? [] : [changeText(field, values[name])],
  );
}

function changeText(field: Field, value: unknown): string {
  const label = uncapitalised(field.label);
  switch (field.control) {
    case 'boolean':
      return `${value === true ? 'with' : 'without'} ${label}`;
    case 'choice': {
      const option = field.options.find((one) => one.value === value);
      return `${label} ${option === undefined ? String(value) : uncapitalised(option.label)}`;
    }
    case 'numbers':
    case 'pair':
      return `${label} ${(value as readonly number[]).join('-')}`;
    case 'padding':
      return `${label} ${Array.isArray(value) ? value.join('-') : String(value)}`;
    case 'integer':
    case 'number':
      return `${label} ${String(value)}`;
    default:
      return assertNever(field);
  }
}

/** Acronyms stay as they are: `SE reduction`, `ReLU`. */
function uncapitalised(text: string): string {
  return /^\p{Lu}(?:\p{Ll}+\b|$)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
