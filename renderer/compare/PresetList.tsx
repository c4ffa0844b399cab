// The presets to choose from, with search: a tick puts one into the comparison or takes it out.

import { useState } from 'react';
import { PRESETS } from '../presets/index.ts';
import { compact } from '../ui/format.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { addNetworks, removeNetwork, useCompare } from './compare-store.ts';
import { keyOf } from './origins.ts';
import styles from './Compare.module.css';

export function PresetList() {
  const [query, setQuery] = useState('');
  const entries = useCompare((state) => state.entries);
  const there = new Set(entries.map(({ key }) => key));
  const words = query.toLowerCase().split(/[\s-]+/);
  const found = PRESETS.filter(({ id, title, family, year }) => {
    const text = `${id} ${title} ${title.replaceAll('-', '')} ${family} ${year}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <>
      <SearchField label="Search presets" placeholder="Search presets" query={query} onQuery={setQuery} />
      <ul className={styles.presetList}>
        {found.map((preset) => {
          const origin = { kind: 'preset', preset, stored: {} } as const;
          const key = keyOf(origin);
          return (
            <li key={preset.id}>
              <label className={styles.preset}>
                <input
                  type="checkbox"
                  checked={there.has(key)}
                  onChange={(event) => (event.target.checked ? addNetworks([origin]) : removeNetwork(key))}
                />
                <span>{preset.title}</span>
                <span className={styles.dim}>{compact(preset.reference.parameters)}</span>
              </label>
            </li>
          );
        })}
        {found.length === 0 ? <li className={styles.dim}>No preset is called "{query.trim()}".</li> : null}
      </ul>
    </>
  );
}
