// The palette: every operator and block, by category, to drag onto the canvas or to add with Enter.

import { memo, useRef, useState, type KeyboardEvent } from 'react';
import { CATEGORIES, searchCatalogue, type CatalogueItem, type ItemCategory } from '../state/catalogue.ts';
import { useCatalogue } from '../state/items.ts';
import { OwnRow } from './OwnRow.tsx';
import { ExplainedRow } from './ExplainedRow.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import styles from './Palette.module.css';

interface PaletteProps {
  readonly onAdd: (item: CatalogueItem) => void;
  readonly disabled: boolean;
}

const TITLES: Readonly<Record<ItemCategory, string>> = {
  'input and output': 'Input and output',
  convolution: 'Convolution',
  pooling: 'Pooling',
  normalisation: 'Normalisation',
  activation: 'Activation',
  linear: 'Linear',
  shape: 'Shape',
  merge: 'Merge',
  block: 'Blocks',
};

/** Memoised: an edit of the network does not touch it. */
export const Palette = memo(function Palette({ onAdd, disabled }: PaletteProps) {
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const items = useCatalogue();
  const found = searchCatalogue(query, items);
  const searching = query.trim() !== '';
  const row = (item: CatalogueItem) => {
    const Row = item.kind === 'linked' || item.kind === 'own' ? OwnRow : ExplainedRow;
    return <Row key={`${item.kind} ${item.type}`} item={item} disabled={disabled} onAdd={onAdd} />;
  };
  const groups = searching ? [] : groupsOf(items);
  return (
    <section className={styles.palette} aria-label="Palette">
      <div className={styles.top}>
        <SearchField
          label="Search the palette"
          query={query}
          onQuery={setQuery}
          onEnter={() => found[0] !== undefined && !disabled && onAdd(found[0])}
          onDown={() => list.current?.querySelector<HTMLElement>('[data-item]')?.focus()}
        />
      </div>
      <div
        ref={list}
        className={styles.list}
        role="toolbar"
        aria-orientation="vertical"
        aria-label="Layers and blocks"
        // While its rows are disabled nothing inside takes the focus, and keys must still scroll it.
        tabIndex={disabled ? 0 : -1}
        onKeyDown={disabled ? undefined : moveFocus}
      >
        {searching
          ? found.map(row)
          : groups.map(({ title, rows }) => (
              <div key={title} ref={drawNear} role="group" aria-label={title}>
                <h3 className={styles.category}>{title}</h3>
                {rows.map(row)}
              </div>
            ))}
        {found.length === 0 ? (
          <p className={styles.nothing}>
            Nothing is called "{query.trim()}". Try conv, pool, norm or residual.
          </p>
        ) : null}
      </div>
    </section>
  );
});

/** How far beyond the list's edges its icons are drawn, so that none comes late when it is scrolled. */
const NEAR = '60px';

/**
 * Leaves the icons of a group out of view undrawn: each is a layer to the browser, which goes through all of them whenever
 * anything in the window moves (bench -- scale).
 * @returns the end of it
 */
function drawNear(group: HTMLElement | null): (() => void) | undefined {
  if (group === null) return undefined;
  const observer = new IntersectionObserver(
    (entries) => group.toggleAttribute('data-far', entries.at(-1)?.isIntersecting === false),
    { root: group.parentElement, rootMargin: NEAR },
  );
  observer.observe(group);
  return () => observer.disconnect();
}

/** What is the user's own comes first, where there is any. */
function groupsOf(
  items: readonly CatalogueItem[],
): readonly { readonly title: string; readonly rows: readonly CatalogueItem[] }[] {
  const own = (['linked', 'own'] as const).map((kind) => ({
    title: kind === 'linked' ? 'This document' : 'My blocks',
    rows: items.filter((item) => item.kind === kind),
  }));
  const known = items.filter(({ kind }) => kind === 'operator' || kind === 'template');
  return [
    ...own.filter(({ rows }) => rows.length > 0),
    ...CATEGORIES.map((category) => ({
      title: TITLES[category],
      rows: known.filter((item) => item.category === category),
    })),
  ];
}

/** Up and down walk through the list. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-item]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
  event.preventDefault();
}
