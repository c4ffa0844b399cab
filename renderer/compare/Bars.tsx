// One figure of every network as bars, in the order of the table.

import { useRef, useState } from 'react';
import { Choice } from '../ui/Choice.tsx';
import { useSize } from '../ui/use-size.ts';
import { FIGURES, figure, figureText, valueOf } from './columns.ts';
import type { FigureId } from './entry.ts';
import { isOpenable } from './origins.ts';
import type { ShownNetworks } from './shown.ts';
import { textWidth } from './scale.ts';
import styles from './Compare.module.css';

const ROW = 20;
const NAME_WIDTH = 134;
const OPTIONS = FIGURES.map(({ id, title }) => ({ value: id, label: title }));

export function Bars({ entries, pointed, onPoint, onOpen }: ShownNetworks) {
  const [id, setId] = useState<FigureId>('parameters');
  const area = useRef<HTMLDivElement>(null);
  const { width } = useSize(area);
  const shown = figure(id);
  const { title } = shown;
  const rows = entries.flatMap((entry) => {
    const value = valueOf(entry, id);
    const label = figureText(entry, shown);
    return value === undefined || label === undefined ? [] : { entry, value, label };
  });
  const most = Math.max(...rows.map(({ value }) => value), Number.MIN_VALUE);
  const valueWidth = Math.max(...rows.map(({ label }) => textWidth(label)), 0) + 8;
  const room = Math.max(20, width - NAME_WIDTH - valueWidth - 8);
  return (
    <figure className={styles.plot}>
      <figcaption className={styles.caption}>
        <div className={styles.barChoice}>
          <Choice label="Figure that is shown as bars" value={id} options={OPTIONS} onChange={setId} />
        </div>
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by keys too */}
      <div ref={area} className={styles.bars} tabIndex={0} role="region" aria-label={`${title} as bars`}>
        {rows.length === 0 ? (
          <p className={styles.dim}>
            {id === 'latency' ? 'No time has been measured yet.' : 'No figures yet.'}
          </p>
        ) : width === 0 ? null : (
          <svg width={width} height={rows.length * ROW} role="group" aria-label={`${title} of each network`}>
            {rows.map(({ entry, value, label }, index) => {
              const name = entry.title;
              const length = (value / most) * room;
              return (
                <g
                  key={entry.key}
                  role="img"
                  aria-label={`${name}: ${label}`}
                  transform={`translate(0 ${index * ROW})`}
                  className={styles.bar}
                  data-kind={entry.origin.kind}
                  data-pointed={entry.key === pointed ? '' : undefined}
                  data-openable={isOpenable(entry.origin) ? '' : undefined}
                  onPointerEnter={() => onPoint(entry.key)}
                  onPointerLeave={() => onPoint(undefined)}
                  onClick={() => isOpenable(entry.origin) && onOpen(entry.origin)}
                >
                  <title>{`${name}: ${label}`}</title>
                  <rect className={styles.barRow} width={width} height={ROW} />
                  <text className={styles.barName} x={NAME_WIDTH - 8} y={ROW / 2}>
                    {shortened(name)}
                  </text>
                  <rect
                    className={styles.barFill}
                    x={NAME_WIDTH}
                    y={4}
                    width={Math.max(1, length)}
                    height={ROW - 8}
                    rx={2}
                  />
                  <text className={styles.barValue} x={NAME_WIDTH + length + 6} y={ROW / 2}>
                    {label}
                  </text>
                </g>
              );
            })}
          </svg>
        )}
      </div>
    </figure>
  );
}

const NAME_LETTERS = 19;

/** Cut in the middle: titles that begin alike end with what tells them apart. */
function shortened(name: string): string {
  if (name.length <= NAME_LETTERS) return name;
  const half = (NAME_LETTERS - 1) / 2;
  return `${name.slice(0, half).trimEnd()}…${name.slice(-half).trimStart()}`;
}
