// A field that narrows a list: Escape empties it, then goes on to what lies around it.

import { Search } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import styles from './SearchField.module.css';

interface SearchFieldProps {
  /** What is searched, for screen readers. */
  readonly label: string;
  readonly placeholder?: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Takes the first that was found. */
  readonly onEnter?: () => void;
  /** From the field down into the list. */
  readonly onDown?: () => void;
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly className?: string | undefined;
}

export function SearchField(props: SearchFieldProps) {
  const { label, placeholder = 'Search', query, onQuery, onEnter, onDown, field, className = '' } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && query !== '') onQuery('');
    else if (event.key === 'Enter' && onEnter !== undefined) onEnter();
    else if (event.key === 'ArrowDown' && onDown !== undefined) onDown();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <label className={`${styles.search} ${className}`}>
      <Search size={14} aria-hidden />
      <input
        ref={field}
        type="search"
        placeholder={placeholder}
        aria-label={label}
        spellCheck={false}
        value={query}
        onChange={({ target }) => onQuery(target.value)}
        onKeyDown={onKeyDown}
      />
    </label>
  );
}
