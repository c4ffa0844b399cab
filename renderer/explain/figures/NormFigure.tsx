// Which numbers share a mean and a variance: three images with their channels as rows and their places as columns.

import { useState } from 'react';
import type { Subject } from '../subject.ts';
import styles from '../Explain.module.css';

const IMAGES = 3;
const CHANNELS = 6;
const PLACES = 7;
const CELL = 15;
const GAP = 26;

interface Place {
  readonly image: number;
  readonly channel: number;
  readonly place: number;
}

export function NormFigure({ subject: { item, values } }: { readonly subject: Subject }) {
  const [at, setAt] = useState<Place>({ image: 1, channel: 2, place: 3 });
  const shared = sharing(item.type, values);
  if (shared === undefined) return null;
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${IMAGES * (PLACES * CELL + GAP) - GAP} ${CHANNELS * CELL + 18}`}
        className={styles.drawing}
        role="img"
        aria-label={shared.words}
      >
        {Array.from({ length: IMAGES }, (_, image) => (
          <g key={image} transform={`translate(${image * (PLACES * CELL + GAP)} 0)`}>
            {Array.from({ length: CHANNELS }, (_row, channel) =>
              Array.from({ length: PLACES }, (_cell, place) => (
                <rect
                  key={`${channel} ${place}`}
                  className={styles.cell}
                  data-seen={shared.with(at, { image, channel, place }) ? '' : undefined}
                  x={place * CELL + 0.5}
                  y={channel * CELL + 0.5}
                  width={CELL - 1}
                  height={CELL - 1}
                  onPointerEnter={() => setAt({ image, channel, place })}
                />
              )),
            )}
            <text
              className={styles.label}
              x={(PLACES * CELL) / 2}
              y={CHANNELS * CELL + 13}
              textAnchor="middle"
            >
              Image {image + 1}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>{shared.words} Rows are channels, columns places.</figcaption>
    </figure>
  );
}

interface Sharing {
  readonly words: string;
  with(a: Place, b: Place): boolean;
}

function sharing(type: string, values: Subject['values']): Sharing | undefined {
  switch (type) {
    case 'BatchNorm2d':
      return {
        words: 'One mean for a channel, over all images and places.',
        with: (a, b) => a.channel === b.channel,
      };
    case 'LayerNorm':
      return {
        words: 'One mean for a place of an image, over all its channels.',
        with: (a, b) => a.image === b.image && a.place === b.place,
      };
    case 'LocalResponseNorm': {
      const size = Number(values['size']);
      return {
        words: `Each number is weighed against ${size} neighbouring channels at its place.`,
        with: (a, b) =>
          a.image === b.image &&
          a.place === b.place &&
          Math.abs(a.channel - b.channel) <= Math.floor(size / 2),
      };
    }
    default:
      return undefined;
  }
}
