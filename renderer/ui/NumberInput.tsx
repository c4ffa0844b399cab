// A number with steppers: arrow keys step once, with Shift ten times; typing takes effect at once. What cannot be the value
// stays in the field as it was typed, with the reason under it, and changes nothing; leaving the field or Escape shows
// the value again, and leaving it says what was not taken. What typing, refusing and giving up come to is number-edit's.

import { ChevronDown, ChevronUp } from 'lucide-react';
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import styles from './controls.module.css';
import {
  editProblem,
  enterNumber,
  giveUp,
  refuseNumber,
  stepEdit,
  takeNumber,
  typeNumber,
  untakenNote,
  type Edited,
  type NumberEdit,
} from './number-edit.ts';
import type { Pair } from './pair-text.ts';

interface NumberInputProps {
  readonly id?: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** What arrows and steppers add: 1, or 0.1 where fractions are allowed. */
  readonly step?: number;
  /** Several values differ: the field is empty, and typing sets them all. */
  readonly mixed?: boolean;
  readonly disabled?: boolean;
  /** Id of the text that says what is wrong with the value, where something is. */
  readonly faultId?: string | undefined;
  /** @returns why the value cannot be taken, where the owner knows more than the range */
  readonly onChange: (value: number) => string | undefined | void;
  /** Where the field stands for height and width: takes both, typed as `3x5`. */
  readonly pair?: {
    readonly same: boolean;
    readonly onChange: (value: Pair | 'same') => string | undefined;
  };
  /** Undoes every change since the field was entered or committed; without it, the value from then is set again. */
  readonly onTakeBack?: () => void;
  /** The user is done with what was changed: by Enter, or by leaving the field. */
  readonly onCommit?: () => void;
}

export function NumberInput(props: NumberInputProps) {
  const { label, value, min, max, integer = true, disabled = false, faultId } = props;
  const mixed = props.mixed === true;
  const range = {
    min,
    max,
    integer,
    ...(props.step === undefined ? {} : { step: props.step }),
    ...(props.pair === undefined ? {} : { pair: props.pair }),
  };
  const input = useRef<HTMLInputElement>(null);
  /** While the user is in the field. */
  const [edit, setEdit] = useState<NumberEdit>();
  /** What the field was left with, beside this value. */
  const [untaken, setUntaken] = useState<{ readonly note: string; readonly value: number }>();
  const now = edit ?? enterNumber(mixed ? undefined : value);
  const problem = editProblem(now, range);
  const problemId = useId();
  const faults = [...(problem === undefined ? [] : [problemId]), ...(faultId === undefined ? [] : [faultId])];

  const apply = ({ edit: next, effect }: Edited): void => {
    setEdit(next);
    if (effect?.kind === 'give') {
      const refusal =
        typeof effect.value === 'number' ? props.onChange(effect.value) : props.pair?.onChange(effect.value);
      if (typeof refusal === 'string')
        apply(refuseNumber({ ...next, given: now.given }, effect.value, refusal));
    } else if (effect?.kind === 'takeBack') {
      if (props.onTakeBack !== undefined) props.onTakeBack();
      else if (now.before !== undefined) props.onChange(now.before);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (!mixed && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      apply(stepEdit(now, (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1), range));
    } else if (event.key === 'Enter') {
      const taken = takeNumber(now, range);
      // The field may go now, and what has the focus next is not to be pressed by the same key.
      if (taken === undefined) event.preventDefault();
      setEdit(taken);
      props.onCommit?.();
    } else if (event.key === 'Escape' && (now.text !== undefined || now.given !== undefined)) {
      // The first Escape is the field's, the next one what lies around it.
      event.preventDefault();
      event.stopPropagation();
      apply(giveUp(now));
    }
  };
  const step = (direction: 1 | -1) => (by: number) => {
    input.current?.focus();
    apply(stepEdit(now, direction * by, range));
  };
  return (
    <div className={styles.numberField}>
      <div className={styles.number}>
        <input
          ref={input}
          {...(props.id === undefined ? {} : { id: props.id })}
          type="text"
          inputMode={integer ? 'numeric' : 'decimal'}
          role="spinbutton"
          aria-label={label}
          {...(mixed
            ? { 'aria-valuetext': 'mixed', placeholder: 'mixed' }
            : { 'aria-valuenow': value, placeholder: String(value) })}
          aria-valuemin={min}
          aria-valuemax={max}
          aria-invalid={faults.length > 0}
          {...(faults.length === 0 ? {} : { 'aria-describedby': faults.join(' ') })}
          autoComplete="off"
          className={styles.input}
          disabled={disabled}
          value={now.text ?? (mixed ? '' : String(value))}
          onFocus={() => setEdit((inside) => inside ?? now)}
          onChange={({ target, nativeEvent }) => {
            // What an input method is still at work on is no number yet.
            const composing = 'isComposing' in nativeEvent && nativeEvent.isComposing === true;
            if (composing) setEdit({ ...now, text: target.value });
            else apply(typeNumber(now, target.value, range));
          }}
          onCompositionEnd={({ currentTarget }) => apply(typeNumber(now, currentTarget.value, range))}
          onKeyDown={onKeyDown}
          onBlur={() => {
            setUntaken(problem === undefined ? undefined : { note: untakenNote(now.text, problem), value });
            setEdit(undefined);
            props.onCommit?.();
          }}
        />
        {disabled || mixed ? null : (
          <div className={styles.steppers}>
            <Stepper label={`Increase ${label}`} onStep={step(1)}>
              <ChevronUp size={11} />
            </Stepper>
            <Stepper label={`Decrease ${label}`} onStep={step(-1)}>
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
      {edit === undefined && untaken?.value === value ? (
        <p role="status" className={styles.untaken}>
          {untaken.note}
        </p>
      ) : null}
    </div>
  );
}

/** Milliseconds that a stepper is held before it goes on by itself, and from one step to the next. */
const HOLD = 400;
const REPEAT = 60;
/** So many steps by 1, then by 10, as arrows with Shift. */
const SMALL_STEPS = 16;

function Stepper(props: {
  readonly label: string;
  readonly onStep: (by: number) => void;
  readonly children: ReactNode;
}) {
  const { onStep } = props;
  const latest = useRef(onStep);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Steps of this hold; the click that ends one is no step more. */
  const held = useRef(0);
  useEffect(() => {
    latest.current = onStep;
  }, [onStep]);
  const stop = useCallback(() => clearTimeout(timer.current), []);
  useEffect(() => stop, [stop]);
  const goOn = (): void => {
    held.current += 1;
    latest.current(held.current > SMALL_STEPS ? 10 : 1);
    timer.current = setTimeout(goOn, REPEAT);
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={props.label}
      className={styles.stepper}
      // Steps are part of the stay in the field, which keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={({ button }) => {
        held.current = 0;
        stop();
        if (button !== 0) return;
        timer.current = setTimeout(goOn, HOLD);
        // A menu, or another window, can keep the release of the button from the page.
        window.addEventListener('blur', stop, { once: true });
        window.addEventListener('contextmenu', stop, { capture: true, once: true });
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onClick={() => {
        if (held.current === 0) onStep(1);
        held.current = 0;
      }}
    >
      {props.children}
    </button>
  );
}
