// Which input channels an output channel reads: all, those of its group, or just its own.

import type { NetworkNode } from '../../../shared/network/types.ts';
import { grouped, plural } from '../../ui/format.ts';
import type { Subject } from '../subject.ts';
import styles from '../Explain.module.css';

const WIDTH = 400;
const HEIGHT = 96;
const RADIUS = 4.5;
const TOP = 14;
const BOTTOM = 82;

interface Mixing {
  readonly groups: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: readonly [number, number];
}

function mixingOf({ operator, values, inputs, output, inside }: Subject): Mixing | undefined {
  if (operator !== undefined) return mixing(values, inputs[0]?.shape[1], output?.shape[1]);
  // In a block, the convolution with the most groups is the one worth a picture.
  const convolutions = inside.filter(
    (node) => node.operator.type === 'Conv2d' && node.outputTypes !== undefined,
  );
  const most = (nodes: readonly NetworkNode[]): NetworkNode | undefined =>
    nodes.toSorted((a, b) => Number(b.attributes['groups']) - Number(a.attributes['groups']))[0];
  const node = most(convolutions);
  return node && mixing(node.attributes, node.inputTypes[0]?.shape[1], node.outputTypes?.[0]?.shape[1]);
}

function mixing(
  values: Subject['values'],
  inputs: number | undefined,
  outputs: number | undefined,
): Mixing | undefined {
  const { groups, kernelSize } = values;
  if (typeof groups !== 'number' || !Array.isArray(kernelSize)) return undefined;
  if (inputs === undefined || outputs === undefined) return undefined;
  return { groups, inputs, outputs, kernel: kernelSize as unknown as readonly [number, number] };
}

export function ChannelsFigure({ subject }: { readonly subject: Subject }) {
  const found = mixingOf(subject);
  if (found === undefined) return null;
  const { groups, inputs, outputs, kernel } = found;
  const drawnGroups = Math.min(groups, groups === 1 ? 1 : 6);
  const perGroup = (channels: number): number => Math.min(channels / groups, groups === 1 ? 10 : 3);
  const [ins, outs] = [perGroup(inputs), perGroup(outputs)];
  const x = (group: number, index: number, count: number): number => {
    const slot = WIDTH / drawnGroups;
    const step = Math.min(34, (slot - 16) / Math.max(1, count));
    return group * slot + slot / 2 + (index - (count - 1) / 2) * step;
  };
  const weights = outputs * (inputs / groups) * kernel[0] * kernel[1];
  const full = outputs * inputs * kernel[0] * kernel[1];
  const some = drawnGroups < groups || ins < inputs / groups || outs < outputs / groups;
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={styles.drawing}
        role="img"
        aria-label={`${plural(groups, 'group')}: each of ${outputs} output channels reads ${inputs / groups} of ${inputs} input channels.`}
      >
        {Array.from({ length: drawnGroups }, (_, group) => (
          <g key={group}>
            {Array.from({ length: ins }, (_in, from) =>
              Array.from({ length: outs }, (_out, to) => (
                <line
                  key={`${from} ${to}`}
                  className={styles.link}
                  x1={x(group, from, ins)}
                  y1={TOP}
                  x2={x(group, to, outs)}
                  y2={BOTTOM}
                />
              )),
            )}
            {Array.from({ length: ins }, (_in, from) => (
              <circle key={from} className={styles.dot} cx={x(group, from, ins)} cy={TOP} r={RADIUS} />
            ))}
            {Array.from({ length: outs }, (_out, to) => (
              <circle
                key={to}
                className={styles.dot}
                data-out=""
                cx={x(group, to, outs)}
                cy={BOTTOM}
                r={RADIUS}
              />
            ))}
          </g>
        ))}
      </svg>
      <figcaption>
        {grouped(inputs)} channels in, {grouped(outputs)} out, {plural(groups, 'group')} with {kernel[0]} ×{' '}
        {kernel[1]}: {grouped(weights)} weights{groups === 1 ? '' : ` in place of ${grouped(full)}`}.
        {some ? ' Only a few channels are drawn.' : ''}
      </figcaption>
    </figure>
  );
}
