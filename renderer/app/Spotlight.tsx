// A search field over a list, near the top of the window: the command palette and find. Enter picks, Escape closes.

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import controls from '../ui/controls.module.css';
import styles from './Spotlight.module.css';

interface SpotlightProps<T> {
  readonly open: boolean;
  readonly title: string;
  readonly placeholder: string;
  readonly search: (query: string) => { readonly items: readonly T[]; readonly total: number };
  readonly keyOf: (item: T) => string;
  readonly isDisabled?: (item: T) => boolean;
  /** One line. */
  readonly children: (item: T) => ReactNode;
  /** What stands in the list's place where nothing is found. */
  readonly nothing: (query: string) => string;
  /** `giveBack` puts the focus where it was before: for what is picked to go on from there. */
  readonly onPick: (item: T, giveBack: () => void) => void;
  readonly onClose: () => void;
}

export function Spotlight<T>({ open, title, onClose, ...props }: SpotlightProps<T>) {
  const input = useRef<HTMLInputElement>(null);
  const picked = useRef(false);
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (!open) return;
    before.current = document.activeElement;
    picked.current = false;
  }, [open]);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={controls.backdrop} />
        <Dialog.Popup
          initialFocus={input}
          // What was picked decides where the focus goes: renaming puts it into a field.
          finalFocus={() =>
            !picked.current && before.current instanceof HTMLElement && before.current !== document.body
              ? before.current
              : false
          }
          data-dialog=""
          className={styles.popup}
        >
          <Dialog.Title className="visually-hidden">{title}</Dialog.Title>
          <Search
            {...props}
            input={input}
            onPick={(item) => {
              picked.current = true;
              props.onPick(item, () => giveBack(before.current));
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface SearchProps<T> extends Omit<SpotlightProps<T>, 'open' | 'title' | 'onClose' | 'onPick'> {
  readonly onPick: (item: T) => void;
  readonly input: RefObject<HTMLInputElement | null>;
}

/** But to no field: a command is not typed into what was being typed. */
function giveBack(to: Element | null): void {
  if (
    !(to instanceof HTMLElement) ||
    to.closest('input, textarea, select, [contenteditable="true"]') !== null
  )
    return;
  if (to !== document.body && to.isConnected) to.focus({ preventScroll: true });
}

/** Mounted with the dialog, so that every opening begins afresh. */
function Search<T>(props: SearchProps<T>) {
  const { placeholder, search, keyOf, isDisabled, children, nothing, onPick, input } = props;
  const [query, setQuery] = useState('');
  const { items, total } = search(query);
  return (
    <Autocomplete.Root
      open
      inline
      items={items}
      filter={null}
      value={query}
      onValueChange={(value, { reason }) => {
        // Picking an item does not write its name into the field.
        if (reason !== 'item-press') setQuery(value);
      }}
      itemToStringValue={keyOf}
      autoHighlight="always"
      keepHighlight
    >
      <Autocomplete.Input
        ref={input}
        className={styles.input}
        placeholder={placeholder}
        aria-label={placeholder}
      />
      <Autocomplete.Empty className={styles.nothing}>
        {items.length === 0 ? nothing(query) : null}
      </Autocomplete.Empty>
      <Autocomplete.List className={styles.list}>
        {(item: T) => (
          <Autocomplete.Item
            key={keyOf(item)}
            value={item}
            className={styles.item}
            disabled={isDisabled?.(item) === true}
            onClick={() => onPick(item)}
          >
            {children(item)}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
      {total > items.length ? (
        <p className={styles.more}>
          {items.length} of {total} shown. Type more to narrow them down.
        </p>
      ) : null}
    </Autocomplete.Root>
  );
}
