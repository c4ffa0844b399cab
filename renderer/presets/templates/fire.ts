// SqueezeNet's Fire module: Iandola et al. 2016 (arXiv:1602.07360), named as in torchvision.

import { integer } from '../../../shared/operators/attributes.ts';
import { defineTemplate } from '../define.ts';

/** torchvision starts these from Kaiming's distribution over the fan-in, biases from zero. */
export const SQUEEZENET_INIT = { weightInit: 'kaimingNormalFanIn', biasInit: 'zeros' } as const;

export const fire = defineTemplate({
  type: 'Fire',
  title: 'Fire module',
  help: 'Squeezes the channels with a 1×1 convolution, then expands them with 1×1 and 3×3 filters side by side.',
  keywords: ['squeezenet', 'squeeze', 'expand', '1x1'],
  icon: 'flame',
  arguments: {
    squeeze: integer({ label: 'Squeeze', help: 'Channels of the first 1×1 convolution.', default: 16 }),
    expand1x1: integer({ label: 'Expand 1×1', help: 'Filters of the 1×1 half.', default: 64 }),
    expand3x3: integer({ label: 'Expand 3×3', help: 'Filters of the 3×3 half.', default: 64 }),
  },
  summary: (a) => `${a.squeeze} → ${a.expand1x1 + a.expand3x3}`,
  inside(b, x, a) {
    const conv = (name: string, from: typeof x, outChannels: number, kernelSize: 1 | 3) => {
      const padding = kernelSize === 3 ? { padding: 1 } : {};
      const y = b.add('Conv2d', name, from, { outChannels, kernelSize, ...padding, ...SQUEEZENET_INIT });
      return b.add('ReLU', `${name}_activation`, y);
    };
    const squeezed = conv('squeeze', x, a.squeeze, 1);
    return b.add('Concat', 'concat', [
      conv('expand1x1', squeezed, a.expand1x1, 1),
      conv('expand3x3', squeezed, a.expand3x3, 3),
    ]);
  },
});
