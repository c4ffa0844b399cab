// On or off.

import { Switch } from '@base-ui/react/switch';
import styles from './controls.module.css';

interface ToggleProps {
  readonly id?: string;
  readonly label: string;
  readonly value: boolean;
  readonly disabled?: boolean;
  readonly onChange: (value: boolean) => void;
}

export function Toggle(props: ToggleProps) {
  return (
    <Switch.Root
      {...(props.id === undefined ? {} : { id: props.id })}
      aria-label={props.label}
      checked={props.value}
      disabled={props.disabled ?? false}
      onCheckedChange={props.onChange}
      className={styles.switch}
    >
      <Switch.Thumb className={styles.thumb} />
    </Switch.Root>
  );
}
