// A line of text that takes effect on Enter or when the user leaves it; Escape brings the old text back, and so does
// emptying it.

import { useId, useState } from 'react';
import { flushSync } from 'react-dom';
import styles from './controls.module.css';
import { untakenNote } from './number-edit.ts';

interface TextInputProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  /** Id of the text that says what is wrong with the value, where something is. */
  readonly faultId?: string | undefined;
  /** Several values differ: the field is empty, and what is typed becomes all of theirs. */
  readonly mixed?: boolean;
  /** Why the text cannot be taken, told while it is typed: leaving the field then gives it up. */
  readonly problemOf?: (text: string) => string | undefined;
  /** @returns why the text cannot be taken, or undefined */
  readonly onCommit: (value: string) => string | undefined;
}

export function TextInput(props: TextInputProps) {
  const { id, label, value, disabled = false, mixed = false, onCommit } = props;
  const [draft, setDraft] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  /** What the field was left with, beside this value. */
  const [untaken, setUntaken] = useState<{ readonly note: string; readonly value: string }>();
  const typed = draft === undefined || draft === value || draft.trim() === '' ? undefined : draft;
  const atOnce = typed === undefined ? undefined : props.problemOf?.(typed);
  const error = atOnce ?? refusal;
  const errorId = useId();
  const faults = [
    ...(error === undefined ? [] : [errorId]),
    ...(props.faultId === undefined ? [] : [props.faultId]),
  ];
  const giveUp = (): void => {
    setDraft(undefined);
    setRefusal(undefined);
  };
  /** True where nothing is left to mend. */
  const commit = (): boolean => {
    if (typed === undefined) {
      giveUp();
      return true;
    }
    const problem = atOnce ?? onCommit(typed);
    if (problem === undefined) giveUp();
    else setRefusal(atOnce === undefined ? problem : undefined);
    return problem === undefined;
  };
  return (
    <div className={styles.textField}>
      <input
        id={id}
        className={styles.input}
        aria-label={label}
        aria-invalid={faults.length > 0}
        {...(faults.length === 0 ? {} : { 'aria-describedby': faults.join(' ') })}
        autoComplete="off"
        spellCheck={false}
        placeholder={mixed ? 'mixed' : value}
        disabled={disabled}
        value={draft ?? value}
        onChange={(event) => {
          setDraft(event.target.value);
          setRefusal(undefined);
          setUntaken(undefined);
        }}
        onBlur={() => {
          if (atOnce === undefined || typed === undefined) commit();
          else {
            setUntaken({ note: untakenNote(typed, atOnce), value });
            giveUp();
          }
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const field = event.currentTarget;
          if (event.key === 'Enter') {
            if (commit()) field.blur();
          } else if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            // Leaving the field must find that nothing is typed.
            flushSync(giveUp);
            field.blur();
          }
        }}
      />
      {error === undefined ? null : (
        <p id={errorId} role="alert" className={styles.fieldError}>
          {error}
        </p>
      )}
      {draft === undefined && untaken?.value === value ? (
        <p role="status" className={styles.untaken}>
          {untaken.note}
        </p>
      ) : null}
    </div>
  );
}
