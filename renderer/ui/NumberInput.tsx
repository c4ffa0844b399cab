// A number with steppers: arrow keys step by 1, Shift by 10; typing takes effect at once. What cannot be the value
// stays in the field as it was typed, with the reason under it, until it is mended or the field is left.

import { ChevronDown, ChevronUp } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import styles from './controls.module.css';
import { numberProblem, readNumber, stepNumber } from './numbers.ts';

interface NumberInputProps {
  readonly id?: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** Several values differ: the field is empty, and typing sets them all. */
  readonly mixed?: boolean;
  readonly disabled?: boolean;
  readonly invalid?: boolean;
  readonly onChange: (value: number) => void;
  /** The user left the field or let go of the stepper. */
  readonly onCommit?: () => void;
}

export function NumberInput(props: NumberInputProps) {
  const { label, value, min, max, integer = true, disabled = false, invalid = false } = props;
  const mixed = props.mixed === true;
  const range = { min, max, integer };
  /** What is being typed, where it is not simply the value. */
  const [draft, setDraft] = useState<string>();
  const problem = draft === undefined ? undefined : numberProblem(draft, range);
  const problemId = useId();

  const step = (by: number) => {
    setDraft(undefined);
    const next = stepNumber(value, by, range);
    if (next !== value) props.onChange(next);
  };
  const type = (text: string) => {
    setDraft(text);
    const next = readNumber(text, range);
    if (next !== undefined && (next !== value || mixed)) props.onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!mixed && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      step((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
    } else if (event.key === 'Enter') {
      if (problem === undefined) setDraft(undefined);
      props.onCommit?.();
    } else if (event.key === 'Escape' && draft !== undefined) {
      event.stopPropagation();
      setDraft(undefined);
    }
  };
  return (
    <div className={styles.numberField}>
      <div className={styles.number}>
        <input
          {...(props.id === undefined ? {} : { id: props.id })}
          type="text"
          inputMode={integer ? 'numeric' : 'decimal'}
          role="spinbutton"
          aria-label={label}
          {...(mixed ? { 'aria-valuetext': 'mixed', placeholder: 'mixed' } : { 'aria-valuenow': value })}
          aria-valuemin={min}
          aria-valuemax={max}
          aria-invalid={invalid || problem !== undefined}
          {...(problem === undefined ? {} : { 'aria-describedby': problemId })}
          className={styles.input}
          disabled={disabled}
          value={draft ?? (mixed ? '' : String(value))}
          onChange={({ target }) => type(target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            setDraft(undefined);
            props.onCommit?.();
          }}
        />
        {disabled || mixed ? null : (
          <div className={styles.steppers}>
            <Stepper label={`Increase ${label}`} onStep={() => step(1)} onEnd={props.onCommit}>
              <ChevronUp size={11} />
            </Stepper>
            <Stepper label={`Decrease ${label}`} onStep={() => step(-1)} onEnd={props.onCommit}>
              <ChevronDown size={11} />
            </Stepper>
          </div>
        )}
      </div>
      {problem === undefined ? null : (
        <p id={problemId} role="alert" className={styles.numberProblem}>
          {problem}
        </p>
      )}
    </div>
  );
}

function Stepper(props: {
  readonly label: string;
  readonly onStep: () => void;
  readonly onEnd: (() => void) | undefined;
  readonly children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={props.label}
      className={styles.stepper}
      onClick={() => {
        props.onStep();
        props.onEnd?.();
      }}
    >
      {props.children}
    </button>
  );
}
