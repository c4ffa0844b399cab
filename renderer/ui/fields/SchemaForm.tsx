// Controls for values that a schema describes: attributes of a node, arguments of a block or a preset.

import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight, RotateCcw } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { canonical } from '../../../shared/document/equal.ts';
import {
  parseValues,
  type Field,
  type Schema,
  type StoredValues,
} from '../../../shared/operators/attributes.ts';
import { Tip } from '../Tip.tsx';
import { FieldControl } from './FieldControl.tsx';
import styles from './fields.module.css';

interface SchemaFormProps {
  readonly schema: Schema;
  /** Only what the user set. */
  readonly stored: StoredValues;
  /** Fields whose value is not the same for everything that the form is about. */
  readonly mixed?: ReadonlySet<string>;
  /** Messages by field name, beyond those of values that do not parse. */
  readonly errors?: ReadonlyMap<string, string>;
  /** Those of them that only warn. */
  readonly warned?: ReadonlySet<string>;
  /** What stands beside a field's message: a way out of it. */
  readonly errorAction?: (name: string) => ReactNode;
  readonly disabled?: boolean;
  /**
   * `undefined` goes back to the default.
   * @returns why it cannot be this; nothing was changed then
   */
  readonly onChange: (name: string, value: unknown) => string | undefined | void;
  /** Undoes what was changed in a field since it was entered; without it, the old value is set again. */
  readonly onTakeBack?: (name: string) => void;
  /** The user finished changing a field. */
  readonly onCommit?: () => void;
}

export function SchemaForm(props: SchemaFormProps) {
  const { values, problems } = parseValues(props.schema, props.stored);
  const errors = new Map(problems.map(({ attribute, message }) => [attribute, message] as const));
  for (const [name, message] of props.errors ?? []) errors.set(name, message);
  const row = ([name, field]: readonly [string, Field]) => (
    <FieldRow
      key={name}
      name={name}
      field={field}
      value={values[name]}
      changed={
        Object.hasOwn(props.stored, name) &&
        (field.explicit === true ||
          !same(values[name], field.default) ||
          problems.some(({ attribute }) => attribute === name))
      }
      mixed={props.mixed?.has(name) === true}
      error={errors.get(name)}
      warned={props.warned?.has(name) === true}
      action={errors.has(name) ? props.errorAction?.(name) : undefined}
      disabled={props.disabled ?? false}
      onChange={(value) => {
        const isDefault = field.explicit !== true && same(value, field.default);
        return props.onChange(name, isDefault ? undefined : value) ?? undefined;
      }}
      onTakeBack={props.onTakeBack === undefined ? undefined : () => props.onTakeBack?.(name)}
      onCommit={() => props.onCommit?.()}
    />
  );
  const fields = Object.entries(props.schema);
  const advanced = fields.filter(([, field]) => field.advanced === true);
  return (
    <div className={styles.form}>
      {fields.filter(([, field]) => field.advanced !== true).map(row)}
      {advanced.length === 0 ? null : (
        <Collapsible.Root defaultOpen={advanced.some(([name]) => errors.has(name))}>
          <Collapsible.Trigger className={styles.advanced}>
            <ChevronRight size={13} className={styles.chevron} />
            Advanced
          </Collapsible.Trigger>
          <Collapsible.Panel className={styles.form}>{advanced.map(row)}</Collapsible.Panel>
        </Collapsible.Root>
      )}
    </div>
  );
}

interface FieldRowProps {
  readonly name: string;
  readonly field: Field;
  readonly value: Field['default'] | undefined;
  readonly changed: boolean;
  readonly mixed: boolean;
  readonly error: string | undefined;
  readonly warned: boolean;
  readonly action: ReactNode;
  readonly disabled: boolean;
  readonly onChange: (value: unknown) => string | undefined;
  readonly onTakeBack: (() => void) | undefined;
  readonly onCommit: () => void;
}

function FieldRow(props: FieldRowProps) {
  const { name, field, value, changed, mixed, disabled, onChange, onTakeBack, onCommit } = props;
  /** Why the last choice was not taken. */
  const [refusal, setRefusal] = useState<string>();
  const error = refusal ?? props.error;
  const errorId = useId();
  const choose = (next: unknown): void => {
    setRefusal(onChange(next));
    onCommit();
  };
  return (
    <div className={styles.row} data-field={name}>
      <div className={styles.named}>
        <Tip text={field.help} side="left">
          <span className={styles.label} data-changed={changed ? '' : undefined}>
            {field.label}
          </span>
        </Tip>
        <button
          type="button"
          className={styles.reset}
          aria-label={`Reset ${field.label} to its default`}
          title={
            same(value, field.default)
              ? 'Set here to what is also the default. Reset: not set here'
              : 'Reset to default'
          }
          disabled={!changed || disabled}
          onClick={() => choose(undefined)}
        >
          <RotateCcw size={12} />
        </button>
      </div>
      <div className={styles.control}>
        <FieldControl
          field={field}
          value={value ?? field.default}
          mixed={mixed}
          disabled={disabled}
          faultId={error === undefined ? undefined : errorId}
          onChange={(next) => {
            setRefusal(undefined);
            return onChange(next);
          }}
          onChoose={choose}
          onTakeBack={onTakeBack}
          onCommit={onCommit}
        />
      </div>
      {error === undefined ? null : (
        <div className={styles.error} data-warned={props.warned && refusal === undefined ? '' : undefined}>
          <p id={errorId} role="alert">
            {error}
          </p>
          {props.action}
        </div>
      )}
    </div>
  );
}

function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}
