// Height and width: two numbers that change together while they are linked; for paddings, or `same`.

import { Link2, Unlink2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../Button.tsx';
import { NumberInput } from '../NumberInput.tsx';
import styles from './fields.module.css';

interface PairControlProps {
  readonly label: string;
  readonly value: 'same' | readonly [number, number];
  readonly min: number;
  readonly max: number;
  /** Offers `same` beside numbers. */
  readonly same?: boolean;
  readonly mixed: boolean;
  readonly disabled: boolean;
  readonly invalid: boolean;
  /** @returns why it cannot be this */
  readonly onChange: (value: unknown) => string | undefined;
  /** For what takes effect at once. */
  readonly onChoose: (value: unknown) => void;
  readonly onTakeBack?: () => void;
  readonly onCommit: () => void;
}

export function PairControl(props: PairControlProps) {
  const { label, value, min, max, mixed, disabled, invalid, onChange, onChoose, onCommit } = props;
  const isSame = value === 'same' && !mixed;
  const [height, width] = value === 'same' ? [0, 0] : value;
  // Different numbers cannot be linked, whatever was chosen before.
  const [wanted, setWanted] = useState(true);
  const linked = mixed || (wanted && height === width);
  const number = (name: string, current: number, change: (next: number) => string | undefined) => (
    <NumberInput
      label={`${label}, ${name}`}
      value={current}
      mixed={mixed}
      min={min}
      max={max}
      disabled={disabled}
      invalid={invalid}
      onChange={change}
      {...(props.onTakeBack === undefined ? {} : { onTakeBack: props.onTakeBack })}
      onCommit={onCommit}
    />
  );
  return (
    <div className={styles.pair}>
      {props.same === true ? (
        <Button
          className={styles.same ?? ''}
          aria-pressed={isSame}
          disabled={disabled}
          title="Pads so that the output is the input divided by the stride"
          onClick={() => onChoose(isSame ? [0, 0] : 'same')}
        >
          same
        </Button>
      ) : null}
      {isSame ? null : linked ? (
        number('height and width', height, (next) => onChange([next, next]))
      ) : (
        <>
          {number('height', height, (next) => onChange([next, width]))}
          {number('width', width, (next) => onChange([height, next]))}
        </>
      )}
      {isSame || mixed ? null : (
        <button
          type="button"
          className={styles.link}
          aria-pressed={linked}
          aria-label={`Same ${label} for height and width`}
          title={linked ? 'Set height and width apart' : 'Keep height and width equal'}
          disabled={disabled}
          onClick={() => {
            setWanted(!linked);
            if (!linked && height !== width) onChoose([height, height]);
          }}
        >
          {linked ? <Link2 size={13} /> : <Unlink2 size={13} />}
        </button>
      )}
    </div>
  );
}
