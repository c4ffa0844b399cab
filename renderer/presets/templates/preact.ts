// Residual blocks with normalisation and activation before each convolution: He et al. 2016 (arXiv:1603.05027).
// The shortcut stays free of both, and a projection reads the activated input.

import { integer } from '../../../shared/operators/attributes.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';
import { BOTTLENECK_EXPANSION, INIT, stride, strideOf } from './residual.ts';

/** Batch norm and ReLU, numbered as the convolution that follows. */
function activated(b: Builder, x: Flow, index: number): Flow {
  return b.add('ReLU', `relu${index}`, b.add('BatchNorm2d', `bn${index}`, x));
}

/** The shortcut: the raw input, or a 1×1 convolution of the activated one. */
function shortcut(
  b: Builder,
  raw: Flow,
  active: Flow,
  channels: number | undefined,
  outChannels: number,
  step: number,
): Flow {
  if (step === 1 && (channels === undefined || channels === outChannels)) return raw;
  return b.group('downsample', active, (inner, y) =>
    inner.add('Conv2d', '0', y, { outChannels, kernelSize: 1, ...strideOf(step), ...INIT }),
  );
}

export const preActBlock = defineTemplate({
  type: 'PreActBlock',
  title: 'Pre-activation block',
  help: 'A residual block that normalises and activates before each convolution, so that the skip stays untouched.',
  keywords: ['resnet', 'preactivation', 'identity', 'residual', 'skip'],
  icon: 'git-pull-request-arrow',
  arguments: {
    planes: integer({ label: 'Channels', help: 'Channels of both convolutions.', default: 64 }),
    stride,
  },
  summary: (a) => `${a.planes}${a.stride === 1 ? '' : ` · stride ${a.stride}`}`,
  inside(b, x, a, channels) {
    const conv = { outChannels: a.planes, kernelSize: 3, padding: 1, ...INIT };
    const active = activated(b, x, 1);
    let y = b.add('Conv2d', 'conv1', active, { ...conv, ...strideOf(a.stride) });
    y = b.add('Conv2d', 'conv2', activated(b, y, 2), conv);
    return b.add('Add', 'add', [y, shortcut(b, x, active, channels, a.planes, a.stride)]);
  },
});

export const preActBottleneck = defineTemplate({
  type: 'PreActBottleneck',
  title: 'Pre-activation bottleneck',
  help: 'Narrow, convolve, widen, each after its own normalisation and activation; the skip stays untouched.',
  keywords: ['resnet', 'preactivation', 'identity', 'residual', 'skip'],
  icon: 'git-pull-request-arrow',
  arguments: {
    planes: integer({
      label: 'Planes',
      help: 'Base width; the block returns four times as many channels.',
      default: 64,
      max: 16_384,
    }),
    stride,
  },
  summary: (a) =>
    `${a.planes * BOTTLENECK_EXPANSION}, ${a.planes} within${a.stride === 1 ? '' : ` · stride ${a.stride}`}`,
  inside(b, x, a, channels) {
    const outChannels = a.planes * BOTTLENECK_EXPANSION;
    const active = activated(b, x, 1);
    let y = b.add('Conv2d', 'conv1', active, { outChannels: a.planes, kernelSize: 1, ...INIT });
    y = b.add('Conv2d', 'conv2', activated(b, y, 2), {
      outChannels: a.planes,
      kernelSize: 3,
      padding: 1,
      ...strideOf(a.stride),
      ...INIT,
    });
    y = b.add('Conv2d', 'conv3', activated(b, y, 3), { outChannels, kernelSize: 1, ...INIT });
    return b.add('Add', 'add', [y, shortcut(b, x, active, channels, outChannels, a.stride)]);
  },
});
