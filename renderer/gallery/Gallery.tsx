// The presets: a timeline to choose from, and arguments with live totals before one is opened.

import { useDeferredValue, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import { PRESETS } from '../presets/index.ts';
import type { Preset } from '../presets/types.ts';
import { previewOf } from '../state/preview.ts';
import { Button } from '../ui/Button.tsx';
import { Modal } from '../ui/Modal.tsx';
import { Detail } from './Detail.tsx';
import { FilterBar, NO_FILTER } from './Filter.tsx';
import { findPresets } from './find.ts';
import { Timeline } from './Timeline.tsx';
import styles from './Gallery.module.css';

interface GalleryProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onOpen: (preset: Preset, stored: StoredValues) => void;
  /** Sets the presets that are shown side by side, with the arguments that were given to them. */
  readonly onCompare: (
    presets: readonly { readonly preset: Preset; readonly stored: StoredValues }[],
  ) => void;
}

const NO_ARGUMENTS: StoredValues = {};

export function Gallery({ open, onClose, onOpen, onCompare }: GalleryProps) {
  const [chosen, setChosen] = useState(PRESETS[0]?.id);
  const [byPreset, setByPreset] = useState<Readonly<Record<string, StoredValues>>>({});
  const [filter, setFilter] = useState(NO_FILTER);
  // What was chosen and typed stays from one opening to the next; a search that hides presets does not.
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    setFilter(NO_FILTER);
  }
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useTyping(open, search);

  const found = useMemo(() => findPresets(PRESETS, filter.query, filter.family), [filter]);
  const preset = found.presets.find(({ id }) => id === chosen) ?? found.best;
  const stored = (preset && byPreset[preset.id]) ?? NO_ARGUMENTS;
  // Typing goes on while the totals of a large network are worked out.
  const wanted = useMemo(() => ({ preset, stored }), [preset, stored]);
  const deferred = useDeferredValue(wanted);
  const preview = useMemo(
    () => (open && deferred.preset !== undefined ? previewOf(deferred.preset, deferred.stored) : undefined),
    [open, deferred],
  );
  // Totals of the arguments just before may stand for a moment; another preset's may not.
  const shown = deferred.preset === preset ? preview : undefined;

  const openIt = (one: Preset): void => onOpen(one, byPreset[one.id] ?? NO_ARGUMENTS);
  const card = (): HTMLElement | null =>
    list.current?.querySelector<HTMLElement>('[aria-selected="true"]') ?? null;
  const refused = preset === undefined || shown?.problem !== undefined;
  return (
    <Modal
      open={open}
      wide="full"
      title="Presets"
      onClose={onClose}
      initialFocus={card}
      header={
        <FilterBar
          filter={filter}
          found={found.presets.length}
          search={search}
          onChange={setFilter}
          onEnter={() => {
            if (!refused) openIt(preset);
          }}
          onDown={() => card()?.focus()}
        />
      }
      footer={
        <>
          <Button
            className={styles.compare}
            disabled={found.presets.length === 0}
            onClick={() =>
              onCompare(
                found.presets.map((one) => ({ preset: one, stored: byPreset[one.id] ?? NO_ARGUMENTS })),
              )
            }
          >
            {compareLabel(found.presets.length)}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={refused} onClick={() => preset && openIt(preset)}>
            {preset === undefined ? 'Open' : `Open ${preset.title}`}
          </Button>
        </>
      }
    >
      {preset === undefined ? (
        <div className={styles.nothing}>
          <p>{emptiness(filter)}</p>
          <Button
            onClick={() => {
              setFilter(NO_FILTER);
              search.current?.focus();
            }}
          >
            Show all
          </Button>
        </div>
      ) : (
        <div className={styles.gallery}>
          <Timeline
            presets={found.presets}
            chosen={preset.id}
            list={list}
            onChoose={setChosen}
            onOpen={openIt}
          />
          <Detail
            preset={preset}
            stored={stored}
            preview={shown}
            onChange={(next) => setByPreset((before) => ({ ...before, [preset.id]: next }))}
          />
        </div>
      )}
    </Modal>
  );
}

function emptiness({ query, family }: typeof NO_FILTER): string {
  const among = family === '' ? '' : ` in the family ${family}`;
  return `No preset${among} answers "${query.trim()}". Names, families, years and ideas are searched.`;
}

/** Letters typed anywhere in the dialog but in a field go to the search. */
function useTyping(open: boolean, search: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    if (!open) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key.length !== 1 || event.key === ' ') return;
      const { target } = event;
      if (!(target instanceof Element) || target.closest('input, textarea, [role="combobox"]')) return;
      // Lists that open above the dialog search themselves.
      if (target.closest('[data-dialog]') === null) return;
      // The letter itself lands in the field that has the focus when the event is done.
      search.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [open, search]);
}

function compareLabel(count: number): string {
  if (count === 0) return 'Compare…';
  if (count === 1) return 'Compare this one…';
  return count === PRESETS.length ? 'Compare all…' : `Compare these ${count}…`;
}
