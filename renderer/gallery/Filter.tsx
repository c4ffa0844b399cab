// What the gallery shows: a search and a family.

import type { RefObject } from 'react';
import { PRESETS } from '../presets/index.ts';
import { Choice } from '../ui/Choice.tsx';
import { groupBy } from './group.ts';
import { SearchField } from '../ui/SearchField.tsx';
import styles from './Gallery.module.css';

export interface Filter {
  readonly query: string;
  /** '' for every family. */
  readonly family: string;
}

export const NO_FILTER: Filter = { query: '', family: '' };

interface FilterBarProps {
  readonly filter: Filter;
  /** How many presets answer. */
  readonly found: number;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onChange: (filter: Filter) => void;
  readonly onEnter: () => void;
  /** Down, out of the search and into the cards. */
  readonly onDown: () => void;
}

/** In the order in which families appear, which is by year. */
const FAMILIES = [
  { value: '', label: 'All families' },
  ...[...groupBy(PRESETS, ({ family }) => family)].map(([family, members]) => ({
    value: family,
    label: `${family} (${members.length})`,
  })),
];

export function FilterBar({ filter, found, search, onChange, onEnter, onDown }: FilterBarProps) {
  return (
    <div className={styles.filter}>
      <span role="status" className={styles.count}>
        {found === PRESETS.length ? `${found} presets` : `${found} of ${PRESETS.length}`}
      </span>
      <div className={styles.familyChoice}>
        <Choice
          label="Family"
          value={filter.family}
          options={FAMILIES}
          onChange={(family) => onChange({ ...filter, family })}
        />
      </div>
      <SearchField
        className={styles.search}
        field={search}
        label="Search the presets"
        placeholder="Name, family, year or idea"
        query={filter.query}
        onQuery={(query) => onChange({ ...filter, query })}
        onEnter={onEnter}
        onDown={onDown}
      />
    </div>
  );
}
