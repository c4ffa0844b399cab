// Controls for values that a schema describes: attributes of a node, arguments of a block or a preset.

import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight, RotateCcw } from 'lucide-react';
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
  /** Messages by field name, beyond those of values that do not parse. */
  readonly errors?: ReadonlyMap<string, string>;
  readonly disabled?: boolean;
  /** `undefined` goes back to the default. */
  readonly onChange: (name: string, value: unknown) => void;
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
      changed={Object.hasOwn(props.stored, name)}
      error={errors.get(name)}
      disabled={props.disabled ?? false}
      onChange={(value) => props.onChange(name, value)}
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
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: unknown) => void;
  readonly onCommit: () => void;
}

function FieldRow({ name, field, value, changed, error, disabled, onChange, onCommit }: FieldRowProps) {
  return (
    <div className={styles.row} data-field={name}>
      <Tip text={field.help} side="left">
        <span className={styles.label} data-changed={changed ? '' : undefined}>
          {field.label}
        </span>
      </Tip>
      <div className={styles.control}>
        <FieldControl
          field={field}
          value={value ?? field.default}
          disabled={disabled}
          invalid={error !== undefined}
          onChange={onChange}
          onCommit={onCommit}
        />
      </div>
      <button
        type="button"
        className={styles.reset}
        aria-label={`Reset ${field.label} to its default`}
        title="Reset to default"
        disabled={!changed || disabled}
        onClick={() => onChange(undefined)}
      >
        <RotateCcw size={12} />
      </button>
      {error === undefined ? null : (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
