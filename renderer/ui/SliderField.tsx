// A number with its name, a slider for the range that people mostly want, and a field for every other value.

import { useId } from 'react';
import { NumberInput } from './NumberInput.tsx';
import { Tip } from './Tip.tsx';
import styles from './SliderField.module.css';

interface SliderFieldProps {
  readonly label: string;
  /** One sentence for the tooltip. */
  readonly help: string;
  readonly value: number;
  /** What the slider reaches. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** What the field takes, where that is more. */
  readonly min?: number;
  readonly max?: number;
  readonly error?: string | undefined;
  /** @returns why the value cannot be taken */
  readonly onChange: (value: number) => string | undefined | void;
}

export function SliderField(props: SliderFieldProps) {
  const { label, help, value, from, to, step, error, onChange } = props;
  const errorId = useId();
  const shown = Math.min(to, Math.max(from, value));
  return (
    <div className={styles.field}>
      <Tip text={help} side="right">
        <span className={styles.label}>{label}</span>
      </Tip>
      <input
        type="range"
        className={styles.slider}
        aria-label={label}
        aria-valuetext={String(value)}
        {...(error === undefined ? {} : { 'aria-describedby': errorId })}
        min={from}
        max={to}
        step={step}
        value={shown}
        style={{ '--share': `${to > from ? (100 * (shown - from)) / (to - from) : 0}%` }}
        onChange={({ target }) => void onChange(Number(target.value))}
      />
      <div className={styles.number}>
        <NumberInput
          label={`${label}, exactly`}
          value={value}
          min={props.min ?? from}
          max={props.max ?? to}
          integer={Number.isInteger(step)}
          step={step}
          faultId={error === undefined ? undefined : errorId}
          onChange={onChange}
        />
      </div>
      {error === undefined ? null : (
        <p id={errorId} role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
