// A line of text that takes effect on Enter or when the user leaves it; Escape brings the old text back.

import { useState } from 'react';
import styles from './controls.module.css';

interface TextInputProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly mono?: boolean;
  /** Several values differ: the field is empty, and what is typed becomes all of theirs. */
  readonly mixed?: boolean;
  /** @returns why the text cannot be taken, or undefined */
  readonly onCommit: (value: string) => string | undefined;
}

export function TextInput(props: TextInputProps) {
  const { id, label, value, disabled = false, mono = false, mixed = false, onCommit } = props;
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<string>();
  const commit = (): boolean => {
    if (draft === undefined || draft === value) {
      setDraft(undefined);
      setError(undefined);
      return true;
    }
    const problem = onCommit(draft);
    setError(problem);
    if (problem === undefined) setDraft(undefined);
    return problem === undefined;
  };
  return (
    <div className={styles.textField}>
      <input
        id={id}
        className={`${styles.input} ${mono ? styles.mono : ''}`}
        aria-label={label}
        aria-invalid={error !== undefined}
        spellCheck={false}
        {...(mixed ? { placeholder: 'mixed' } : {})}
        disabled={disabled}
        value={draft ?? value}
        onChange={(event) => {
          setDraft(event.target.value);
          setError(undefined);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            if (commit()) event.currentTarget.blur();
          } else if (event.key === 'Escape') {
            setDraft(undefined);
            setError(undefined);
            event.stopPropagation();
            event.currentTarget.blur();
          }
        }}
      />
      {error === undefined ? null : (
        <p role="alert" className={styles.fieldError}>
          {error}
        </p>
      )}
    </div>
  );
}
