// Search for something to add, at the pointer. Enter inserts the best match, Escape closes.

import { Autocomplete } from '@base-ui/react/autocomplete';
import { useEffect, useRef, useState } from 'react';
import { searchOffers, type CatalogueItem, type Offer } from '../state/catalogue.ts';
import { Icon } from '../ui/icons.tsx';
import { SEARCH_SIZE } from './search.ts';
import styles from './AddSearch.module.css';

interface AddSearchProps {
  /** Pixels from the canvas's top left corner. */
  readonly x: number;
  readonly y: number;
  readonly items: readonly CatalogueItem[];
  /** What does not fit here as it is. */
  readonly others: readonly CatalogueItem[];
  readonly placeholder: string;
  readonly onPick: (item: CatalogueItem) => void;
  readonly onClose: () => void;
}

export function AddSearch({ x, y, items, others, placeholder, onPick, onClose }: AddSearchProps) {
  const [query, setQuery] = useState('');
  const root = useRef<HTMLDivElement>(null);
  const found = searchOffers(query, items, others);
  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) onClose();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onClose();
    };
    // The right button's own menu would come up over the search that its press has opened.
    const onContextMenu = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === true) {
        event.preventDefault();
      }
    };
    // Capture: the canvas stops pointers before they bubble, and Escape would also leave the block.
    window.addEventListener('pointerdown', onPointerDown, true);
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('contextmenu', onContextMenu);
    return () => {
      window.removeEventListener('pointerdown', onPointerDown, true);
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('contextmenu', onContextMenu);
    };
  }, [onClose]);
  return (
    <div
      ref={root}
      className={`${styles.search} nowheel nopan nodrag`}
      style={{ left: x, top: y, width: SEARCH_SIZE.width, maxHeight: SEARCH_SIZE.height }}
      role="dialog"
      aria-label="Add a node"
    >
      <Autocomplete.Root
        open
        inline
        items={found}
        filter={null}
        value={query}
        onValueChange={setQuery}
        itemToStringValue={({ item }: Offer) => item.title}
        autoHighlight="always"
        keepHighlight
      >
        <Autocomplete.Input
          autoFocus
          className={styles.input}
          placeholder={placeholder}
          aria-label="Search"
        />
        <Autocomplete.Empty className={styles.empty}>
          {found.length === 0 ? `Nothing called "${query}" fits here.` : null}
        </Autocomplete.Empty>
        <Autocomplete.List className={styles.list}>
          {(offer: Offer) => (
            <Autocomplete.Item
              key={`${offer.item.kind} ${offer.item.type}`}
              value={offer}
              className={styles.item}
              style={{ '--category': `var(--category-${offer.item.category.replaceAll(' ', '-')})` }}
              onClick={() => onPick(offer.item)}
            >
              <span className={styles.icon}>
                <Icon name={offer.item.icon} />
              </span>
              <span className={styles.title}>{offer.item.title}</span>
              <span className={styles.type}>{offer.fits ? typeOf(offer.item) : 'does not fit yet'}</span>
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </div>
  );
}

function typeOf({ kind, type }: CatalogueItem): string {
  if (kind === 'linked') return 'This document';
  return kind === 'own' ? 'My blocks' : type;
}
