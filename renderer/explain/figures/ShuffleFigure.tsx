// Where channel shuffle sends each channel: groups dealt out in turn.

import type { Subject } from '../subject.ts';
import styles from '../Explain.module.css';

const WIDTH = 400;
const HEIGHT = 96;
const TOP = 14;
const BOTTOM = 82;
/** Channels drawn of each group, and groups at most. */
const EACH = 3;
const MOST = 5;

export function ShuffleFigure({ subject: { values } }: { readonly subject: Subject }) {
  const groups = Math.min(MOST, Math.max(1, Number(values['groups'])));
  const count = groups * EACH;
  const x = (index: number): number => ((index + 0.5) * WIDTH) / count;
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={styles.drawing}
        role="img"
        aria-label={`The channels of ${groups} groups, dealt out in turn.`}
      >
        {Array.from({ length: count }, (_, from) => {
          const [group, index] = [Math.floor(from / EACH), from % EACH];
          const to = index * groups + group;
          return (
            <g key={from} style={{ '--group': `var(--group-${group % MOST})` }}>
              <line className={styles.dealt} x1={x(from)} y1={TOP} x2={x(to)} y2={BOTTOM} />
              <circle className={styles.card} cx={x(from)} cy={TOP} r={5} />
              <circle className={styles.card} cx={x(to)} cy={BOTTOM} r={5} />
            </g>
          );
        })}
      </svg>
      <figcaption>
        {Number(values['groups'])} groups, {EACH} channels of each drawn: every new group holds one of each
        old.
      </figcaption>
    </figure>
  );
}
