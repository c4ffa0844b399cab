// A line of text that takes effect on Enter or when the user leaves it; Escape brings the old text back.

import { useState } from 'react';
import styles from './controls.module.css';

interface TextInputProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly mono?: boolean;
  /** @returns why the text cannot be taken, or undefined */
  readonly onCommit: (value: string) => string | undefined;
}

export function TextInput({ id, label, value, disabled = false, mono = false, onCommit }: TextInputProps) {
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
