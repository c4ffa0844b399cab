// The control of one schema field, by its kind.

import type { Field } from '../../../shared/operators/attributes.ts';
import { assertNever } from '../../../shared/lib/assert-never.ts';
import { Choice } from '../Choice.tsx';
import { NumberInput } from '../NumberInput.tsx';
import { TextInput } from '../TextInput.tsx';
import { Toggle } from '../Toggle.tsx';
import { PairControl } from './PairControl.tsx';
import { parseNumbers } from './parse-numbers.ts';

interface FieldControlProps {
  readonly field: Field;
  readonly value: Field['default'];
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly onChange: (value: unknown) => void;
  readonly onCommit: () => void;
}

export function FieldControl({ field, value, disabled, invalid, onChange, onCommit }: FieldControlProps) {
  const common = { label: field.label, disabled, onChange };
  switch (field.control) {
    case 'integer':
    case 'number':
      return (
        <NumberInput
          {...common}
          value={Number(value)}
          min={field.min}
          max={field.max}
          integer={field.control === 'integer'}
          invalid={invalid}
          onCommit={onCommit}
        />
      );
    case 'boolean':
      return <Toggle {...common} value={value === true} />;
    case 'choice':
      return <Choice {...common} value={String(value)} options={field.options} />;
    case 'pair':
      return (
        <PairControl
          {...common}
          value={value as readonly [number, number]}
          min={field.min}
          max={field.max}
          invalid={invalid}
          onCommit={onCommit}
        />
      );
    case 'padding':
      return (
        <PairControl
          {...common}
          value={value as 'same' | readonly [number, number]}
          same
          min={0}
          max={field.max}
          invalid={invalid}
          onCommit={onCommit}
        />
      );
    case 'numbers':
      return (
        <TextInput
          label={field.label}
          mono
          disabled={disabled}
          value={(value as readonly number[]).join(', ')}
          onCommit={(text) => {
            const numbers = parseNumbers(text);
            if (numbers === undefined) return 'Type 1 to 64 numbers, separated by commas or spaces.';
            onChange(numbers);
            onCommit();
            return undefined;
          }}
        />
      );
    default:
      return assertNever(field);
  }
}
