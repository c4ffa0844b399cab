// The palette: every operator and block, by category, to drag onto the canvas or to add with Enter.

import { LayoutGrid, Search } from 'lucide-react';
import { memo, useRef, useState, type KeyboardEvent } from 'react';
import {
  CATALOGUE,
  CATEGORIES,
  searchCatalogue,
  type CatalogueItem,
  type ItemCategory,
} from '../state/catalogue.ts';
import { ITEM_MIME } from '../state/drag.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import styles from './Palette.module.css';

interface PaletteProps {
  readonly onAdd: (item: CatalogueItem) => void;
  readonly onPresets: () => void;
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
export const Palette = memo(function Palette({ onAdd, onPresets, disabled }: PaletteProps) {
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const found = searchCatalogue(query);
  const searching = query.trim() !== '';
  const row = (item: CatalogueItem) => (
    <PaletteRow key={`${item.kind} ${item.type}`} item={item} disabled={disabled} onAdd={onAdd} />
  );
  return (
    <section className={styles.palette} aria-label="Palette">
      <div className={styles.top}>
        <Button className={styles.presets ?? ''} onClick={onPresets}>
          <LayoutGrid size={14} aria-hidden />
          Presets
        </Button>
        <label className={styles.search}>
          <Search size={14} aria-hidden />
          <input
            type="search"
            placeholder="Search"
            aria-label="Search the palette"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && found[0] !== undefined && !disabled) onAdd(found[0]);
              else if (event.key === 'Escape') setQuery('');
              else if (event.key === 'ArrowDown') list.current?.querySelector('button')?.focus();
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          />
        </label>
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
          : CATEGORIES.map((category) => (
              <div key={category} role="group" aria-label={TITLES[category]}>
                <h3 className={styles.category}>{TITLES[category]}</h3>
                {CATALOGUE.filter((item) => item.category === category).map(row)}
              </div>
            ))}
        {found.length === 0 ? (
          <p className={styles.nothing}>
            Nothing is called “{query.trim()}”. Try conv, pool, norm or residual.
          </p>
        ) : null}
      </div>
    </section>
  );
});

interface PaletteRowProps {
  readonly item: CatalogueItem;
  readonly disabled: boolean;
  readonly onAdd: (item: CatalogueItem) => void;
}

function PaletteRow({ item, disabled, onAdd }: PaletteRowProps) {
  return (
    <button
      type="button"
      className={styles.item}
      draggable={!disabled}
      disabled={disabled}
      title={`${item.help}\nDrag onto the canvas, or double-click to add.`}
      data-item={item.type}
      data-block={item.kind === 'template' ? '' : undefined}
      style={{ '--category': `var(--category-${item.category.replaceAll(' ', '-')})` }}
      onDragStart={(event) => {
        event.dataTransfer.setData(ITEM_MIME, `${item.kind} ${item.type}`);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onDoubleClick={() => onAdd(item)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        onAdd(item);
      }}
    >
      <span className={styles.icon}>
        <Icon name={item.icon} />
      </span>
      <span className={styles.title}>{item.title}</span>
    </button>
  );
}

/** Up and down walk through the list. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll('button')];
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
  event.preventDefault();
}
