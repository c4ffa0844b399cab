// The control of one schema field, by its kind.

import type { Field, NumbersField } from '../../../shared/operators/attributes.ts';
import { canonical } from '../../../shared/document/equal.ts';
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
  /** Id of the text that says what is wrong with the value, where something is. */
  readonly faultId: string | undefined;
  /** @returns why it cannot be this */
  readonly onChange: (value: unknown) => string | undefined;
  /** For a control that takes effect at once, and shows no message of its own. */
  readonly onChoose: (value: unknown) => void;
  readonly onTakeBack: (() => void) | undefined;
  readonly onCommit: () => void;
}

export function FieldControl(props: FieldControlProps) {
  const { field, value, mixed, disabled, faultId, onChange, onChoose, onTakeBack, onCommit } = props;
  const common = { label: field.label, mixed, disabled };
  const typing = { faultId, onChange, onCommit, ...(onTakeBack === undefined ? {} : { onTakeBack }) };
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
          {...typing}
        />
      );
    case 'boolean':
      return mixed ? (
        <Choice {...common} value="" options={ON_OFF} onChange={(chosen) => onChoose(chosen === 'on')} />
      ) : (
        <Toggle label={field.label} disabled={disabled} onChange={onChoose} value={value === true} />
      );
    case 'choice':
      return <Choice {...common} value={String(value)} options={field.options} onChange={onChoose} />;
    case 'pair':
      return (
        <PairControl
          {...common}
          value={value as readonly [number, number]}
          min={field.min}
          max={field.max}
          {...typing}
          onChoose={onChoose}
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
          {...typing}
          onChoose={onChoose}
        />
      );
    case 'numbers':
      return (
        <TextInput
          label={field.label}
          mixed={mixed}
          disabled={disabled}
          faultId={faultId}
          value={mixed ? '' : (value as readonly number[]).join(', ')}
          problemOf={(text) => {
            const numbers = numbersOf(field, text);
            return typeof numbers === 'string' ? numbers : undefined;
          }}
          onCommit={(text) => {
            const numbers = numbersOf(field, text);
            if (typeof numbers === 'string') return numbers;
            if (!mixed && canonical(numbers) === canonical(value)) return undefined;
            const problem = onChange(numbers);
            onCommit();
            return problem;
          }}
        />
      );
    default:
      return assertNever(field);
  }
}

/** The list that the text says, or why the field cannot be it. */
function numbersOf({ label, above }: NumbersField, text: string): readonly number[] | string {
  const numbers = parseNumbers(text);
  return typeof numbers !== 'string' && above !== undefined && numbers.some((one) => one <= above)
    ? `${label}: only numbers above ${above}.`
    : numbers;
}
