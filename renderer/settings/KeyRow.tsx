// One command and its keys. While it is being changed it takes whatever is pressed.

import { RotateCcw, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { CommandId, MenuCommand } from '../../shared/host/commands.ts';
import { holderOf, ownKeys, type KeyChanges } from '../../shared/host/key-map.ts';
import { changeSettings } from '../state/settings-store.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { pressedKeys, showKeys } from '../ui/key-names.ts';
import styles from './Settings.module.css';

interface KeyRowProps {
  readonly command: MenuCommand & { readonly id: CommandId };
  readonly keys: readonly string[];
  readonly changes: KeyChanges;
  readonly changing: boolean;
  readonly onChanging: (on: boolean) => void;
}

export function KeyRow({ command, keys, changes, changing, onChanging }: KeyRowProps) {
  const { id, native = false } = command;
  const title = command.title.replace('…', '');
  const [refusal, setRefusal] = useState<string>();
  // Once keys are taken, given up or removed, the focus goes on from where it came: the button pressed may be gone.
  const comingBack = useRef(false);
  const changed = changes[id] !== undefined;
  const refuse = (pressed: string): boolean => {
    const holder = holderOf(pressed, id, changes);
    if (holder === undefined) return false;
    setRefusal(
      `${showKeys(pressed)} belongs to "${holder.title.replace('…', '')}". Change that command first.`,
    );
    return true;
  };
  const change = (next: KeyChanges): void => {
    setRefusal(undefined);
    comingBack.current = true;
    changeSettings({ keys: next });
  };
  const take = (pressed: string): void => {
    if (refuse(pressed)) return;
    change({ ...changes, [id]: [pressed] });
    onChanging(false);
  };
  const reset = (): void => {
    const { [id]: _mine, ...others } = changes;
    if (ownKeys(command, 'electron').some((own) => refuse(own))) return;
    change(others);
  };
  return (
    <li className={styles.keyRow} data-command={id}>
      <span>{title}</span>
      {changing ? (
        <Recorder
          title={title}
          onPress={take}
          onEnd={(byKey) => {
            setRefusal(undefined);
            comingBack.current = byKey;
            onChanging(false);
          }}
        />
      ) : (
        <span className={styles.keyList}>
          {keys.map((one) => (
            <kbd key={one}>{showKeys(one)}</kbd>
          ))}
        </span>
      )}
      <span className={styles.keyButtons}>
        {changing ? null : native ? (
          <span className={styles.fixed}>Fixed by the system</span>
        ) : (
          <>
            {changed ? (
              <IconButton label={`Reset the keys of ${title}`} onClick={reset}>
                <RotateCcw size={13} />
              </IconButton>
            ) : null}
            {keys.length > 0 ? (
              <IconButton
                label={`Remove the keys of ${title}`}
                onClick={() => change({ ...changes, [id]: [] })}
              >
                <X size={13} />
              </IconButton>
            ) : null}
            <Button
              ref={(button) => {
                if (button === null || !comingBack.current) return;
                comingBack.current = false;
                button.focus();
              }}
              look="ghost"
              aria-label={`Change the keys of ${title}`}
              onClick={() => {
                setRefusal(undefined);
                onChanging(true);
              }}
            >
              Change
            </Button>
          </>
        )}
      </span>
      {refusal === undefined ? null : (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
    </li>
  );
}

interface RecorderProps {
  readonly title: string;
  readonly onPress: (keys: string) => void;
  readonly onEnd: (byKey: boolean) => void;
}

/** Takes the focus, and every key but Escape and Tab, which leave it. */
function Recorder({ title, onPress, onEnd }: RecorderProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (event.key === 'Escape' && !modified) onEnd(true);
    else {
      const keys = pressedKeys(event.nativeEvent);
      if (keys !== undefined) onPress(keys);
    }
  };
  return (
    <input
      ref={field}
      readOnly
      className={styles.recorder}
      aria-label={`New keys of ${title}`}
      value="Press the new keys; Esc cancels"
      onKeyDown={press}
      onBlur={() => onEnd(false)}
    />
  );
}
