// The presets by year: a rail of years beside the cards, and the arrows that move between them.

import { useLayoutEffect, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Preset } from '../presets/types.ts';
import { plural } from '../ui/format.ts';
import { Card } from './Card.tsx';
import { byYear } from './find.ts';
import { neighbour } from './neighbour.ts';
import styles from './Gallery.module.css';

interface TimelineProps {
  readonly presets: readonly Preset[];
  readonly chosen: string | undefined;
  /** The list, for whoever gives it the focus. */
  readonly list: RefObject<HTMLDivElement | null>;
  readonly onChoose: (id: string) => void;
  readonly onOpen: (preset: Preset) => void;
}

export function Timeline({ presets, chosen, list, onChoose, onOpen }: TimelineProps) {
  const years = byYear(presets);
  const [passed, setPassed] = useState<number>();
  const current = years.some(({ year }) => year === passed) ? passed : years[0]?.year;

  // What is chosen is in view when the gallery opens and whenever a search chooses something else.
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [list, chosen]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const options = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="option"]')];
    const at = options.findIndex(({ dataset }) => dataset['preset'] === chosen);
    const preset = presets[at];
    if (event.key === 'Enter' && preset !== undefined) {
      onOpen(preset);
    } else if (event.key !== ' ') {
      const next = neighbour(
        options.map((option) => option.getBoundingClientRect()),
        at,
        event.key,
      );
      const id = options[next ?? -1]?.dataset['preset'];
      if (next === undefined || id === undefined) return;
      onChoose(id);
      options[next]?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.timeline}>
      <nav className={styles.rail} aria-label="Years">
        {years.map(({ year, presets: members }) => (
          <button
            key={year}
            type="button"
            className={styles.railYear}
            aria-current={year === current ? 'true' : undefined}
            aria-label={`${year}, ${plural(members.length, 'preset')}`}
            onClick={() => {
              setPassed(year);
              list.current?.querySelector(`[data-year="${year}"]`)?.scrollIntoView({ block: 'start' });
            }}
          >
            {year}
          </button>
        ))}
      </nav>
      <div
        ref={list}
        role="listbox"
        aria-label="Architectures"
        className={styles.years}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onClick={({ target }) => {
          const preset = cardOf(target, presets);
          if (preset !== undefined) onChoose(preset.id);
        }}
        onDoubleClick={({ target }) => {
          const preset = cardOf(target, presets);
          if (preset !== undefined) onOpen(preset);
        }}
        onScroll={({ currentTarget }) => setPassed(yearInView(currentTarget))}
      >
        {years.map(({ year, presets: members }) => (
          <div key={year} role="group" aria-label={String(year)} className={styles.group} data-year={year}>
            <div className={styles.heading} aria-hidden>
              <strong>{year}</strong>
              <span>{plural(members.length, 'preset')}</span>
            </div>
            {members.map((preset) => (
              <Card key={preset.id} preset={preset} chosen={preset.id === chosen} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The preset whose card was clicked. */
function cardOf(target: EventTarget, presets: readonly Preset[]): Preset | undefined {
  const card = target instanceof Element ? target.closest<HTMLElement>('[data-preset]') : null;
  return presets.find(({ id }) => id === card?.dataset['preset']);
}

/** A year counts as left behind when this little of it, in pixels, is still below the top. */
const LEFT_BEHIND = 64;

/** The first year of which cards are in view; the last one at the very end, where it may not reach the top. */
function yearInView(list: HTMLElement): number {
  const groups = [...list.querySelectorAll<HTMLElement>('[data-year]')];
  const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
  const top = list.getBoundingClientRect().top + LEFT_BEHIND;
  const group = atEnd ? groups.at(-1) : groups.find((one) => one.getBoundingClientRect().bottom > top);
  return Number(group?.dataset['year']);
}
