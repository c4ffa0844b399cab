// One preset in the timeline. What clicks and keys do to it is the timeline's.

import { memo } from 'react';
import type { Preset } from '../presets/types.ts';
import { inputOf, macsOf, parametersOf } from './figures.ts';
import { Thumbnail } from './Thumbnail.tsx';
import styles from './Gallery.module.css';

interface CardProps {
  readonly preset: Preset;
  readonly chosen: boolean;
}

/** Memoised: a choice draws two cards, not all of them. */
export const Card = memo(function Card({ preset, chosen }: CardProps) {
  const input = inputOf(preset);
  return (
    <div
      role="option"
      className={styles.card}
      aria-selected={chosen}
      tabIndex={chosen ? 0 : -1}
      data-preset={preset.id}
    >
      <span className={styles.cardHead}>
        <strong>{preset.title}</strong>
        <span className={styles.year}>{preset.year}</span>
      </span>
      <Thumbnail preset={preset} />
      <span className={styles.idea}>{preset.idea}</span>
      <span className={styles.figures}>
        <span>{parametersOf(preset)}</span>
        <span>{macsOf(preset)}</span>
        {input === '' ? null : <span>{input}</span>}
      </span>
    </div>
  );
});
