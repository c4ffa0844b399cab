// A number with steppers: arrow keys step by 1, Shift by 10; typing takes effect at once.

import { NumberField } from '@base-ui/react/number-field';
import { ChevronDown, ChevronUp } from 'lucide-react';
import styles from './controls.module.css';

interface NumberInputProps {
  readonly id?: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  readonly disabled?: boolean;
  readonly invalid?: boolean;
  readonly onChange: (value: number) => void;
  /** The user left the field or let go of the stepper. */
  readonly onCommit?: () => void;
}

const FORMAT: Intl.NumberFormatOptions = { useGrouping: false, maximumFractionDigits: 10 };

export function NumberInput(props: NumberInputProps) {
  const { label, value, min, max, integer = true, disabled = false, invalid = false } = props;
  return (
    <NumberField.Root
      {...(props.id === undefined ? {} : { id: props.id })}
      value={value}
      min={min}
      max={max}
      step={integer ? 1 : 0.1}
      locale="en-GB"
      format={FORMAT}
      disabled={disabled}
      className={styles.number}
      onValueChange={(next) => {
        if (next === null || next < min || next > max || (integer && !Number.isInteger(next))) return;
        if (next !== value) props.onChange(next);
      }}
      onValueCommitted={() => props.onCommit?.()}
    >
      <NumberField.Input className={styles.input} aria-label={label} aria-invalid={invalid} />
      <div className={styles.steppers}>
        <NumberField.Increment className={styles.stepper} aria-label={`Increase ${label}`}>
          <ChevronUp size={11} />
        </NumberField.Increment>
        <NumberField.Decrement className={styles.stepper} aria-label={`Decrease ${label}`}>
          <ChevronDown size={11} />
        </NumberField.Decrement>
      </div>
    </NumberField.Root>
  );
}
