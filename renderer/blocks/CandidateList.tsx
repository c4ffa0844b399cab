// The attributes inside a block, by node, each to be ticked and named.

import { useState } from 'react';
import { argumentNameProblem } from '../../shared/document/definition-invariants.ts';
import type { Field } from '../../shared/operators/attributes.ts';
import type { Candidate } from '../state/exposing.ts';
import { SearchField } from '../ui/SearchField.tsx';
import styles from './BlockDialog.module.css';

interface CandidateListProps {
  readonly candidates: readonly Candidate[];
  /** Names of arguments by the keys of what is exposed. */
  readonly names: ReadonlyMap<string, string>;
  readonly onChange: (names: ReadonlyMap<string, string>) => void;
}

export function CandidateList({ candidates, names, onChange }: CandidateListProps) {
  const [query, setQuery] = useState('');
  const words = query.trim().toLowerCase().split(/\s+/);
  const shown = candidates.filter(({ path, kind, attribute, field }) => {
    const text = `${path} ${kind} ${attribute} ${field.label}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const groups = Map.groupBy(shown, ({ node }) => node);
  const set = (key: string, name: string | undefined) => {
    const next = new Map(names);
    if (name === undefined) next.delete(key);
    else next.set(key, name);
    onChange(next);
  };
  if (candidates.length === 0) {
    return <p className={styles.nothing}>There is nothing inside that could be set.</p>;
  }
  return (
    <>
      <SearchField className={styles.search} label="Search the attributes" query={query} onQuery={setQuery} />
      <div className={styles.list}>
        {[...groups.values()].map((group) => (
          <fieldset key={group[0]!.node} className={styles.group}>
            <legend>
              <strong>{group[0]!.path}</strong> {group[0]!.kind}
            </legend>
            {group.map((candidate) => (
              <Row
                key={candidate.key}
                candidate={candidate}
                name={names.get(candidate.key)}
                onChange={(name) => set(candidate.key, name)}
              />
            ))}
          </fieldset>
        ))}
        {shown.length === 0 ? (
          <p className={styles.nothing}>No attribute is called "{query.trim()}".</p>
        ) : null}
      </div>
    </>
  );
}

interface RowProps {
  readonly candidate: Candidate;
  readonly name: string | undefined;
  readonly onChange: (name: string | undefined) => void;
}

function Row({ candidate, name, onChange }: RowProps) {
  const { path, attribute, field, value } = candidate;
  return (
    <div className={styles.row} data-exposed={name === undefined ? undefined : ''}>
      <label title={field.help}>
        <input
          type="checkbox"
          checked={name !== undefined}
          onChange={({ target }) => onChange(target.checked ? attribute : undefined)}
        />
        <span>{field.label}</span>
      </label>
      <span className={styles.value}>{shown(field, value)}</span>
      {name === undefined ? (
        <span />
      ) : (
        <input
          className={styles.input}
          aria-label={`Name of the argument for ${path} ${field.label}`}
          aria-invalid={argumentNameProblem(name) !== undefined}
          value={name}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  );
}

function shown(field: Field, value: unknown): string {
  if (field.control === 'choice') {
    return field.options.find((option) => option.value === value)?.label ?? String(value);
  }
  if (field.control === 'boolean') return value === true ? 'on' : 'off';
  return Array.isArray(value) ? value.join(' × ') : String(value);
}
