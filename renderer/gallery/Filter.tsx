// What the gallery shows: a search and a family.

import { Search } from 'lucide-react';
import type { RefObject } from 'react';
import { PRESETS } from '../presets/index.ts';
import { Choice } from '../ui/Choice.tsx';
import { groupBy } from './group.ts';
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
      <label className={styles.search}>
        <Search size={14} aria-hidden />
        <input
          ref={search}
          type="search"
          placeholder="Name, family, year or idea"
          aria-label="Search the presets"
          spellCheck={false}
          value={filter.query}
          onChange={({ target }) => onChange({ ...filter, query: target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onEnter();
            else if (event.key === 'ArrowDown') onDown();
            else if (event.key === 'Escape' && filter.query !== '') onChange({ ...filter, query: '' });
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
      </label>
    </div>
  );
}
