// MobileNet's depthwise-separable convolution: Howard et al. 2017 (arXiv:1704.04861).

import { integer } from '../../../shared/operators/attributes.ts';
import { defineTemplate } from '../define.ts';
import { activation } from './conv-bn-act.ts';
import { strideOf } from './residual.ts';

export const depthwiseSeparable = defineTemplate({
  type: 'DepthwiseSeparable',
  title: 'Depthwise-separable convolution',
  help: 'One 3×3 filter per channel, then a 1×1 convolution that mixes the channels: nearly as good, far cheaper.',
  keywords: ['mobilenet', 'depthwise', 'pointwise', 'separable', 'xception'],
  icon: 'layers-2',
  arguments: {
    outChannels: integer({ label: 'Output channels', help: 'Filters of the 1×1 convolution.', default: 64 }),
    stride: integer({
      label: 'Stride',
      help: 'Step of the 3×3 filters; 2 halves the image.',
      default: 1,
      max: 63,
    }),
    activation,
  },
  summary: (a) => `${a.outChannels}${a.stride === 1 ? '' : ` · stride ${a.stride}`}`,
  inside(b, x, a, channels = 64) {
    const shared = { activation: a.activation, weightInit: 'kaimingNormalFanOut' };
    const depthwise = b.block('ConvBNAct', '0', x, {
      outChannels: channels,
      groups: channels,
      ...strideOf(a.stride),
      ...shared,
    });
    return b.block('ConvBNAct', '1', depthwise, { outChannels: a.outChannels, kernelSize: 1, ...shared });
  },
});
