// What becomes of the channels where several inputs come together: stacked, added or multiplied.

import { grouped } from '../../ui/format.ts';
import type { Subject } from '../subject.ts';
import styles from '../Explain.module.css';

const WIDTH = 400;
const HEIGHT = 120;
const BAR = 44;
const ARROW = 60;
/** From one input to the next, where there is room. */
const STEP = 100;
/** Inputs drawn; more are named in the caption. */
const MOST = 5;
const SIGNS: Readonly<Record<string, string>> = { Add: '+', Mul: '×', Concat: '' };

export function MergeFigure({ subject }: { readonly subject: Subject }) {
  const merge = mergeOf(subject);
  if (merge === undefined) return null;
  const { type, inputs, output } = merge;
  const drawn = inputs.slice(0, MOST);
  const scale = (HEIGHT - 22) / Math.max(1, output);
  const gaps = drawn.length - 1;
  const step = Math.min(STEP, (WIDTH - 2 * BAR - ARROW) / Math.max(1, gaps));
  const left = (WIDTH - gaps * step - 2 * BAR - ARROW) / 2;
  const right = left + gaps * step + BAR + ARROW;
  const colour = (index: number) => ({ '--group': `var(--group-${index % MOST})` }) as const;
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={styles.drawing}
        role="img"
        aria-label={`${inputs.join(' and ')} channels become ${output}.`}
      >
        {drawn.map((channels, index) => (
          <g key={index} style={colour(index)}>
            <rect
              className={styles.bar}
              x={left + index * step}
              y={HEIGHT - 18 - channels * scale}
              width={BAR}
              height={channels * scale}
            />
            <text
              className={styles.label}
              x={left + index * step + BAR / 2}
              y={HEIGHT - 4}
              textAnchor="middle"
            >
              {channels}
            </text>
            {index === 0 ? null : (
              <text
                className={styles.sign}
                x={left + index * step - (step - BAR) / 2}
                y={HEIGHT / 2}
                textAnchor="middle"
              >
                {SIGNS[type]}
              </text>
            )}
          </g>
        ))}
        <path className={styles.arrow} d={`M${right - 44} ${HEIGHT / 2 - 8}h28m-5 -4l5 4l-5 4`} />
        {type === 'Concat' ? (
          drawn.map((channels, index) => {
            const below = drawn.slice(0, index).reduce((sum, count) => sum + count, 0);
            return (
              <rect
                key={index}
                className={styles.bar}
                style={colour(index)}
                x={right}
                y={HEIGHT - 18 - (below + channels) * scale}
                width={BAR}
                height={channels * scale}
              />
            );
          })
        ) : (
          <rect
            className={styles.bar}
            style={colour(MOST - 1)}
            x={right}
            y={HEIGHT - 18 - output * scale}
            width={BAR}
            height={output * scale}
          />
        )}
        <text className={styles.label} x={right + BAR / 2} y={HEIGHT - 4} textAnchor="middle">
          {output}
        </text>
      </svg>
      <figcaption>
        {type === 'Concat'
          ? `${inputs.join(' + ')} channels are stacked to ${grouped(output)}.`
          : `${grouped(output)} channels stay ${grouped(output)}: each number meets the one at its own place${merge.gate ? ', and a gate of 1 × 1 pixels meets its whole channel' : ''}.`}
      </figcaption>
    </figure>
  );
}

interface Merge {
  readonly type: string;
  /** Channels of each input. */
  readonly inputs: readonly number[];
  readonly output: number;
  /** One of the inputs has a single pixel. */
  readonly gate: boolean;
}

function mergeOf({ item, inputs, output, inside }: Subject): Merge | undefined {
  const node = inside.find(({ operator }) => operator.type === 'Mul');
  const types = node === undefined ? inputs : node.inputTypes.flatMap((type) => type ?? []);
  const result = node === undefined ? output : node.outputTypes?.[0];
  const channels = types.map(({ shape }) => shape[1] ?? 1);
  if (result === undefined || channels.length === 0) return undefined;
  return {
    type: node === undefined ? item.type : 'Mul',
    inputs: channels,
    output: result.shape[1] ?? 1,
    gate:
      types.some(({ shape }) => shape.length === 4 && shape[2] === 1 && shape[3] === 1) && types.length > 1,
  };
}
