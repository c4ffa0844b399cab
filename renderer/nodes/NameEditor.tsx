// A node's name as a field, where the name stands. Enter keeps it, Escape brings the old one back.

import { useEffect, useRef, useState } from 'react';
import { useNodeActions } from './actions.ts';
import styles from './NodeBox.module.css';

interface NameEditorProps {
  readonly id: string;
  readonly name: string;
}

export function NameEditor({ id, name }: NameEditorProps) {
  const { edit, rename } = useNodeActions();
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const close = () => {
    done.current = true;
    const box = field.current?.closest<HTMLElement>('.react-flow__node');
    edit(undefined);
    box?.focus({ preventScroll: true });
  };
  const commit = (): boolean => {
    const value = field.current?.value ?? name;
    const problem = value === name ? undefined : rename(id, value);
    setError(problem);
    return problem === undefined;
  };
  return (
    <span className={styles.editor}>
      <input
        ref={field}
        className={`${styles.nameField} nodrag nopan nokey`}
        aria-label="Name"
        aria-invalid={error !== undefined}
        defaultValue={name}
        spellCheck={false}
        onChange={() => setError(undefined)}
        onDoubleClick={(event) => event.stopPropagation()}
        onBlur={() => {
          if (done.current) return;
          // Leaving the field with a name that cannot be taken gives it up.
          commit();
          done.current = true;
          edit(undefined);
        }}
        onKeyDown={(event) => {
          // What is typed is the name's; keys with Ctrl or Alt are commands also here.
          if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
          // Enter and Escape end an input method's word before they end the name.
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') close();
          if (event.key === 'Enter' && commit()) close();
        }}
      />
      {error === undefined ? null : (
        <span role="alert" className={styles.nameError}>
          {error}
        </span>
      )}
    </span>
  );
}
