// The control of one schema field, by its kind.

import type { Field } from '../../../shared/operators/attributes.ts';
import { assertNever } from '../../../shared/lib/assert-never.ts';
import { Choice } from '../Choice.tsx';
import { NumberInput } from '../NumberInput.tsx';
import { TextInput } from '../TextInput.tsx';
import { Toggle } from '../Toggle.tsx';
import { PairControl } from './PairControl.tsx';
import { parseNumbers } from './parse-numbers.ts';

/** A switch has no middle: while values differ, it is a choice. */
const ON_OFF = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const;

interface FieldControlProps {
  readonly field: Field;
  readonly value: Field['default'];
  /** The form is about several things, of which this is one's; nothing is shown as the value. */
  readonly mixed: boolean;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly onChange: (value: unknown) => void;
  readonly onCommit: () => void;
}

export function FieldControl(props: FieldControlProps) {
  const { field, value, mixed, disabled, invalid, onChange, onCommit } = props;
  const common = { label: field.label, mixed, disabled, onChange };
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
      return mixed ? (
        <Choice {...common} value="" options={ON_OFF} onChange={(chosen) => onChange(chosen === 'on')} />
      ) : (
        <Toggle label={field.label} disabled={disabled} onChange={onChange} value={value === true} />
      );
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
          mixed={mixed}
          disabled={disabled}
          value={mixed ? '' : (value as readonly number[]).join(', ')}
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
