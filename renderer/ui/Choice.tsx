// A choice of one among a few named values.

import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import styles from './controls.module.css';

interface ChoiceProps<T extends string> {
  readonly id?: string;
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** Several values differ: none is shown as chosen. */
  readonly mixed?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

export function Choice<T extends string>(props: ChoiceProps<T>) {
  return (
    <Select.Root
      items={props.options}
      value={props.mixed === true ? null : props.value}
      disabled={props.disabled ?? false}
      onValueChange={(value) => {
        if (value !== null && (props.mixed === true || value !== props.value)) props.onChange(value);
      }}
    >
      <Select.Trigger
        className={styles.select}
        aria-label={props.label}
        {...(props.id === undefined ? {} : { id: props.id })}
      >
        {/* Said here, since an empty value, too, would count as none. */}
        <Select.Value className={styles.selectValue}>
          {props.mixed === true ? 'Mixed' : props.options.find(({ value }) => value === props.value)?.label}
        </Select.Value>
        <Select.Icon className={styles.selectIcon}>
          <ChevronsUpDown size={13} />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className={styles.popup}>
            <Select.List>
              {props.options.map((option) => (
                <Select.Item key={option.value} value={option.value} className={styles.item}>
                  <span className={styles.check}>
                    <Select.ItemIndicator>
                      <Check size={13} />
                    </Select.ItemIndicator>
                  </span>
                  <Select.ItemText>{option.label}</Select.ItemText>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
