// Height and width: two numbers that change together while they are linked; for paddings, or `same`.

import { Link2, Unlink2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../Button.tsx';
import { NumberInput } from '../NumberInput.tsx';
import type { Pair } from '../pair-text.ts';
import styles from './fields.module.css';

interface PairControlProps {
  readonly label: string;
  readonly value: 'same' | Pair;
  readonly min: number;
  readonly max: number;
  /** Offers `same` beside numbers. */
  readonly same?: boolean;
  readonly mixed: boolean;
  readonly disabled: boolean;
  /** Id of the text that says what is wrong with the value, where something is. */
  readonly faultId: string | undefined;
  /** @returns why it cannot be this */
  readonly onChange: (value: unknown) => string | undefined;
  /** For what takes effect at once. */
  readonly onChoose: (value: unknown) => void;
  readonly onTakeBack?: () => void;
  readonly onCommit: () => void;
}

export function PairControl(props: PairControlProps) {
  const { label, value, min, max, mixed, disabled, faultId, onChange, onChoose } = props;
  const [height, width] = value === 'same' ? [0, 0] : value;
  // Different numbers cannot be linked, whatever was chosen before.
  const [wanted, setWanted] = useState(true);
  /** As the fields stood when both numbers, or `same`, were typed into one: they stay until that is done. */
  const [held, setHeld] = useState<'linked' | 'apart'>();
  const around = useRef<HTMLDivElement>(null);
  const sameButton = useRef<HTMLButtonElement>(null);
  /** The value before this stay in a field, once it was changed. */
  const before = useRef<PairControlProps['value']>(undefined);
  const isSame = held === undefined && value === 'same' && !mixed;
  const linked = held === undefined ? mixed || (wanted && height === width) : held === 'linked';

  const change = (next: 'same' | Pair): string | undefined => {
    before.current ??= value;
    return onChange(next);
  };
  const done = (): void => {
    before.current = undefined;
    setHeld(undefined);
  };
  const number = (name: string, current: number, withThis: (next: number) => Pair) => (
    <NumberInput
      label={`${label}, ${name}`}
      value={current}
      mixed={mixed}
      min={min}
      max={max}
      disabled={disabled}
      faultId={faultId}
      onChange={(next) => change(withThis(next))}
      pair={{
        same: props.same === true,
        onChange: (next) => {
          setHeld(linked ? 'linked' : 'apart');
          return change(next);
        },
      }}
      onTakeBack={() => {
        if (props.onTakeBack !== undefined) props.onTakeBack();
        else if (before.current !== undefined && !mixed) onChange(before.current);
        done();
      }}
      onCommit={() => {
        // Enter makes the field go away that has the focus: the keyboard stays here.
        const leaving = held !== undefined && value === 'same';
        if (leaving && around.current?.contains(document.activeElement) === true) sameButton.current?.focus();
        done();
        props.onCommit();
      }}
    />
  );
  return (
    <div ref={around} className={styles.pair}>
      {props.same === true ? (
        <Button
          ref={sameButton}
          className={styles.same ?? ''}
          aria-pressed={isSame}
          disabled={disabled}
          title="Pads so that the output is the input divided by the stride"
          onClick={() => onChoose(isSame ? [0, 0] : 'same')}
        >
          same
        </Button>
      ) : null}
      {isSame ? null : (
        <>
          {linked
            ? number('height and width', height, (next) => [next, next])
            : number('height', height, (next) => [next, width])}
          {linked ? null : number('width', width, (next) => [height, next])}
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
