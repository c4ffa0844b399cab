// ShuffleNet v2's unit: Ma et al. 2018 (arXiv:1807.11164), named as in torchvision.

import { integer } from '../../../shared/operators/attributes.ts';
import { problem } from '../../../shared/operators/define.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';
import { strideOf } from './residual.ts';

function depthwise(b: Builder, name: string, x: Flow, channels: number, stride: number): Flow {
  return b.add('Conv2d', name, x, {
    outChannels: channels,
    kernelSize: 3,
    ...strideOf(stride),
    padding: 1,
    groups: channels,
    bias: false,
  });
}

function pointwise(b: Builder, index: number, x: Flow, outChannels: number): Flow {
  let y = b.add('Conv2d', `${index}`, x, { outChannels, kernelSize: 1, bias: false });
  y = b.add('BatchNorm2d', `${index + 1}`, y);
  return b.add('ReLU', `${index + 2}`, y);
}

/** The branch that works: 1×1, depthwise, 1×1. */
function branch2(b: Builder, x: Flow, width: number, stride: number): Flow {
  return b.group('branch2', x, (inner, input) => {
    let y = pointwise(inner, 0, input, width);
    y = depthwise(inner, '3', y, width, stride);
    y = inner.add('BatchNorm2d', '4', y);
    return pointwise(inner, 5, y, width);
  });
}

export const shuffleNetUnit = defineTemplate({
  type: 'ShuffleNetUnit',
  title: 'ShuffleNet v2 unit',
  help: 'Works on half of the channels, passes the other half on as they are, and shuffles both together.',
  keywords: ['shufflenet', 'channel split', 'shuffle', 'depthwise', 'mobile'],
  icon: 'shuffle',
  arguments: {
    outChannels: integer({
      label: 'Output channels',
      help: 'An even number; at stride 1, as many as come in.',
      default: 64,
      min: 2,
    }),
    stride: integer({
      label: 'Stride',
      help: 'Step of the 3×3 filters; from 2 on, both halves work and the image shrinks.',
      default: 1,
      max: 63,
    }),
  },
  summary: (a) => `${a.outChannels}${a.stride === 1 ? '' : ` · stride ${a.stride}`}`,
  check(a, channels) {
    if (a.outChannels % 2 !== 0) {
      return problem(
        'channels-odd',
        `${a.outChannels} output channels have no halves. Choose an even number.`,
        { attribute: 'outChannels' },
      );
    }
    if (a.stride > 1 || channels === undefined || channels === a.outChannels) return undefined;
    return problem(
      'channels-differ',
      `At stride 1 the unit keeps its channels, but ${channels} come in and ${a.outChannels} are to leave. Choose ${channels}, or a stride of 2.`,
      { attribute: 'outChannels' },
    );
  },
  inside(b, x, a, channels = a.outChannels) {
    const half = a.outChannels / 2;
    if (a.stride === 1) {
      const first = b.add('Slice', 'first', x, { start: 0, length: half });
      const second = b.add('Slice', 'second', x, { start: half, length: half });
      const joined = b.add('Concat', 'concat', [first, branch2(b, second, half, 1)]);
      return b.add('ChannelShuffle', 'shuffle', joined);
    }
    const branch1 = b.group('branch1', x, (inner, y) => {
      const filtered = inner.add('BatchNorm2d', '1', depthwise(inner, '0', y, channels, a.stride));
      return pointwise(inner, 2, filtered, half);
    });
    const joined = b.add('Concat', 'concat', [branch1, branch2(b, x, half, a.stride)]);
    return b.add('ChannelShuffle', 'shuffle', joined);
  },
});
