// What residual networks share around their blocks: the stem's convolution, four stages, the width.

import { integer, type StoredValues } from '../../../shared/operators/attributes.ts';
import type { Builder, Flow } from '../builder.ts';
import { INIT } from '../templates/residual.ts';

export type Stages = readonly [number, number, number, number];

export const STAGES = 4;

export const width = integer({
  label: 'Width',
  help: 'Planes of the first stage; each later stage has twice as many.',
  default: 64,
  max: 2048,
});

export function stem(b: Builder, x: Flow, outChannels: number): Flow {
  return b.add('Conv2d', 'conv1', x, { outChannels, kernelSize: 7, stride: 2, padding: 3, ...INIT });
}

/** Four stages of blocks, `layer1` to `layer4`; each but the first begins with a stride of 2. */
export function stages(
  b: Builder,
  x: Flow,
  template: string,
  depths: readonly number[],
  planes: number,
  extra: StoredValues,
): Flow {
  return depths.reduce(
    (from, depth, stage) =>
      b.group(`layer${stage + 1}`, from, (inner, input) => {
        let y = input;
        for (let block = 0; block < depth; block += 1) {
          const strided = stage > 0 && block === 0 ? { stride: 2 } : {};
          y = inner.block(template, `${block}`, y, { planes: planes * 2 ** stage, ...strided, ...extra });
        }
        return y;
      }),
    x,
  );
}
